import { createHash } from 'node:crypto';
import { FieldValue, type Transaction } from '@google-cloud/firestore';
import { z } from 'zod';
import { fileKey, type ObjectReference, objectReference } from '../google/object-reference.ts';
import { readDocument, readSound, type StoredOf, type UnsoundDocument } from '../google/stored.ts';
import { inTransaction } from '../google/transaction.ts';
import type { AssetRecord, NewAsset } from './asset.ts';
import { assets, discardedFiles } from './collection.ts';

/**
 * Milliseconds for which a file is kept after the last asset has released it, because readers of the old record may still read the file.
 */
const GRACE = 15 * 60_000;

/** A file that an asset has released, as Firestore has it under `discarded/{digest of its key}`. */
const discardedFile = objectReference.extend({
  /** When, in milliseconds since 1970. */
  since: z.number(),
  /** The time of the next check, in milliseconds since 1970; none for a file that cannot be deleted and stays. */
  due: z.number().optional(),
  /** Attempts to delete it that failed. */
  failures: z.number().optional(),
});
export type DiscardedFile = StoredOf<typeof discardedFile>;

/** The files of an asset that are Terrane's own. */
export function filesOf({
  rasters = [],
  table,
  classifier,
  featureView,
  cloudStorageLocation,
}: Pick<NewAsset, 'rasters' | 'table' | 'classifier' | 'featureView' | 'cloudStorageLocation'>): ObjectReference[] {
  if (cloudStorageLocation) return [];
  const levels = featureView?.levels ?? [];
  return [...rasters, ...(table ? [table] : []), ...(classifier ? [classifier] : []), ...levels].map(
    ({ bucket, object, generation }) => ({
      bucket,
      object,
      generation,
    }),
  );
}

function discardedDocument(file: ObjectReference) {
  return discardedFiles().doc(createHash('sha256').update(fileKey(file)).digest('hex'));
}

/** Records, in the transaction that deletes or replaces an asset, that its files may not be needed any more. */
export function discardFiles(transaction: Transaction, record: AssetRecord): void {
  const since = Date.now();
  for (const file of filesOf(record)) {
    const discarded: DiscardedFile = { ...file, since, due: since + GRACE };
    transaction.set(discardedDocument(file), discarded);
  }
}

/** The discarded files whose check is due, longest overdue first, and what is stored among them that cannot be read. */
export async function dueFiles(limit: number, now: number) {
  return readSound(discardedFile, await discardedFiles().where('due', '<=', now).orderBy('due').limit(limit).get());
}

/**
 * Whether any asset has this file: copies of an asset share its files. Once no asset has a file, none ever will again, because copies are
 * made in transactions, from assets that have it.
 */
export async function isFileUsed(file: ObjectReference): Promise<boolean> {
  return !(await assets().where('files', 'array-contains', fileKey(file)).limit(1).get()).empty;
}

/** Postpones the check of a discarded file by some time from now, because it is still needed. */
export async function postponeFile(file: ObjectReference, now: number): Promise<void> {
  await discardedDocument(file).update({ due: now + GRACE });
}

/** Sets when a discarded file is to be deleted that could not be, after a number of failures. */
export async function retryFile(file: ObjectReference, failures: number, due: number): Promise<void> {
  await discardedDocument(file).update({ failures, due });
}

/** Leaves a discarded file that cannot be deleted where it is; its document says so to whoever looks. */
export async function leaveFile(file: ObjectReference): Promise<void> {
  await discardedDocument(file).update({ due: FieldValue.delete() });
}

/** Leaves alone what is stored in a discarded file's place and cannot be read. */
export async function leaveUnsound({ snapshot: { ref } }: UnsoundDocument): Promise<void> {
  await ref.update({ due: FieldValue.delete() });
}

/** Forgets that a file was discarded: it is gone, or another asset has it and will discard it. */
export async function forgetFile(file: DiscardedFile): Promise<void> {
  await inTransaction(async (transaction) => {
    const document = discardedDocument(file);
    const known = readDocument(discardedFile, await transaction.get(document));
    // Another asset may have discarded it since it was looked at.
    if (known?.since === file.since) transaction.delete(document);
  });
}
