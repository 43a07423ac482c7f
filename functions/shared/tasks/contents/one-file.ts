import { randomUUID } from 'node:crypto';
import { objectReference } from '../../google/object-reference.ts';
import { readJson } from '../../google/stored.ts';
import type { ObjectPlace } from '../../storage-names.ts';
import { partsFolder, resultPlace } from '../destination.ts';
import type { OperationRecord } from '../record.ts';
import { composeObjects } from '../storage/compose.ts';
import type { Results } from './content.ts';

/** Where an attempt puts a result that is one object: each attempt has its own. */
export function attemptPlace({ id, destination }: OperationRecord, name: string): ObjectPlace {
  const folder = partsFolder(id, destination);
  return { ...folder, object: `${folder.object}${name}-${randomUUID()}` };
}

/**
 * Puts the object that an attempt has written in the place of the result.
 * @param results the JSON text of its reference
 * @param what names it in errors
 */
export async function placeResult(
  { id, destination }: OperationRecord,
  results: Results,
  { what, contentType, signal }: { readonly what: string; readonly contentType: string; readonly signal: AbortSignal },
) {
  const parts = [];
  for await (const result of results) parts.push(readJson(objectReference, result, what));
  const options = { folder: partsFolder(id, destination), contentType, signal };
  return composeObjects(parts, resultPlace(id, destination), options);
}
