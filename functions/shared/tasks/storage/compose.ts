import { createHash } from 'node:crypto';
import type { Bucket } from '@google-cloud/storage';
import { z } from 'zod';
import { Budget } from '../../budget.ts';
import { ServiceError } from '../../errors.ts';
import type { ObjectReference } from '../../google/object-reference.ts';
import { storage } from '../../google/storage.ts';
import { bucketRefusal, storageStatus } from '../../google/storage-errors.ts';
import type { ObjectPlace } from '../../storage-names.ts';

/** Most sources of one call of Cloud Storage. */
const MAX_SOURCES = 32;

/** Calls at a time. */
const AT_A_TIME = 16;

/** An object that has been put together. */
export interface Composed extends ObjectReference {
  /** Bytes. */
  readonly size: number;
}

/** How objects are put together. */
export interface ComposeOptions {
  /** Where objects between the sources and the destination are put. */
  readonly folder: ObjectPlace;
  readonly contentType: string;
  /** Ends it between two calls. */
  readonly signal: AbortSignal;
}

/**
 * Puts objects of one bucket together, in their order, without moving their bytes: as `reduceObjects`, then the rest at the destination. */
export async function composeObjects(
  sources: readonly ObjectReference[],
  destination: ObjectPlace,
  { folder, contentType, signal }: ComposeOptions,
): Promise<Composed> {
  const level = await reduceObjects(sources, MAX_SOURCES, { folder, signal });
  signal.throwIfAborted();
  // What is there now may be replaced; what somebody else puts there in the meantime may not.
  return compose(level, destination, { contentType, generation: await generationOf(destination) });
}

/**
 * Puts objects together, in their order, until there are no more than a number of them: groups of 32, then groups of groups, several at a time. What has been put together by
 * an earlier attempt is taken as it is: objects in between are called by what they are made of.
 */
export async function reduceObjects(
  sources: readonly ObjectReference[],
  most: number,
  { folder, signal }: Pick<ComposeOptions, 'folder' | 'signal'>,
): Promise<readonly ObjectReference[]> {
  const calls = new Budget(AT_A_TIME);
  let level = sources;
  while (level.length > most) {
    level = await Promise.all(groupsOf(level).map((group) => calls.hold(1, () => between(group, folder, signal))));
  }
  return level;
}

function groupsOf<T>(items: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(items.length / MAX_SOURCES) }, (_, group) =>
    items.slice(group * MAX_SOURCES, (group + 1) * MAX_SOURCES),
  );
}

/** An object of several sources, which may be there already. */
async function between(
  sources: readonly ObjectReference[],
  { bucket, object: folder }: ObjectPlace,
  signal: AbortSignal,
): Promise<ObjectReference> {
  signal.throwIfAborted();
  if (sources.length === 1) return sources[0];
  const names = sources.map(({ object, generation }) => [object, generation]);
  const place = { bucket, object: `${folder}${createHash('sha256').update(JSON.stringify(names)).digest('hex')}` };
  try {
    return await compose(sources, place, { contentType: 'application/octet-stream', generation: 0 });
  } catch (error) {
    if (storageStatus(error) !== 412) throw error;
    return { ...place, generation: String(await generationOf(place)) };
  }
}

/** What Cloud Storage answers: the new object. */
const resource = z.object({ generation: z.coerce.string(), size: z.coerce.number() });

/** @param target `generation`: of the object that is to be replaced; 0 if there is none */
async function compose(
  sources: readonly ObjectReference[],
  { bucket: name, object }: ObjectPlace,
  { contentType, generation }: { readonly contentType: string; readonly generation: number | string },
): Promise<Composed> {
  const bucket = storage().bucket(name);
  const file = bucket.file(object);
  file.metadata.contentType = contentType;
  try {
    const [, answer] = await bucket.combine(filesOf(bucket, sources), file, { ifGenerationMatch: generation });
    return { bucket: name, object, ...resource.parse(answer) };
  } catch (error) {
    throw (await deletedSource(sources, error)) ?? bucketRefusal(name, error) ?? error;
  }
}

/** The error for a part that somebody has deleted; undefined if all are there, or none is, as where there is no such bucket any more. */
async function deletedSource(sources: readonly ObjectReference[], error: unknown): Promise<ServiceError | undefined> {
  if (storageStatus(error) !== 404) return undefined;
  const found = await Promise.all(sources.map(generationOf));
  const missing = sources.find(({ generation }, i) => String(found[i]) !== generation);
  if (missing === undefined || found.every((generation) => generation === 0)) return undefined;
  const { bucket, object } = missing;
  return new ServiceError(
    'FAILED_PRECONDITION',
    `gs://${bucket}/${object}, a part of the result, was deleted while the task ran. Start it again, and leave folders alone whose names end in .terrane-parts.`,
    { cause: error },
  );
}

function filesOf(bucket: Bucket, sources: readonly ObjectReference[]) {
  return sources.map(({ object, generation }) => bucket.file(object, { generation }));
}

/** The generation of an object; 0 if there is none, as preconditions have it. */
async function generationOf({ bucket, object }: ObjectPlace): Promise<number | string> {
  try {
    const [{ generation }] = await storage().bucket(bucket).file(object).getMetadata();
    return generation ?? 0;
  } catch (error) {
    if (storageStatus(error) === 404) return 0;
    throw error;
  }
}
