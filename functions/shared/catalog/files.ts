import { createHash } from 'node:crypto';
import type { Transaction } from '@google-cloud/firestore';
import { z } from 'zod';
import { type ObjectReference, objectReference } from '../google/object-reference.ts';
import { readDocument, readDocuments, type StoredOf } from '../google/stored.ts';
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
  /** The time of the next check, in milliseconds since 1970. */
  due: z.number(),
});
export type DiscardedFile = StoredOf<typeof discardedFile>;

/** The key of one generation of an object: `BUCKET/OBJECT#GENERATION`. */
export function fileKey({ bucket, object, generation }: ObjectReference): string {
  return `${bucket}/${object}#${generation}`;
}

/** The files of an asset. */
export function filesOf({ rasters = [], table }: Pick<NewAsset, 'rasters' | 'table'>): ObjectReference[] {
  return [...rasters, ...(table ? [table] : [])].map(({ bucket, object, generation }) => ({
    bucket,
    object,
    generation,
  }));
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

/** The discarded files whose check is due, longest overdue first. */
export async function dueFiles(limit: number, now: number): Promise<DiscardedFile[]> {
  const due = await discardedFiles().where('due', '<=', now).orderBy('due').limit(limit).get();
  return readDocuments(discardedFile, due);
}

/**
 * Whether any asset has this file: copies of an asset share its files. Once no asset has a file, none ever will again, because copies are
 * made in transactions, from assets that have it.
 */
export async function isFileUsed(file: ObjectReference): Promise<boolean> {
  return !(await assets().where('files', 'array-contains', fileKey(file)).limit(1).get()).empty;
}

/** Postpones the check of a discarded file by some time from now. */
export async function postponeFile(file: ObjectReference, now: number): Promise<void> {
  await discardedDocument(file).update({ due: now + GRACE });
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
