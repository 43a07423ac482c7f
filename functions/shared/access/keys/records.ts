import { randomBytes } from 'node:crypto';
import { type DocumentReference, Timestamp } from '@google-cloud/firestore';
import { z } from 'zod';
import { ServiceError } from '../../errors.ts';
import { firestore } from '../../google/firestore.ts';
import { FreshCache } from '../../google/fresh-cache.ts';
import { readDocument, readDocuments, type StoredOf } from '../../google/stored.ts';

/** The most keys of a project. */
const MAX_KEYS = 100;

/** A key by which a program signs in, as Firestore has it under `keys/{id}`: its public half. The private one is with the program alone. */
const keyRecord = z.object({
  id: z.string(),
  project: z.string(),
  /** The address of the account that it signs in. */
  account: z.string(),
  /** SubjectPublicKeyInfo as PEM. */
  publicKey: z.string(),
  /** Who made it: it counts as long as they may use the server. */
  creator: z.string(),
  createTime: z.instanceof(Timestamp),
  /** When it stops counting; never if there is none. */
  expireTime: z.instanceof(Timestamp).optional(),
});
export type KeyRecord = StoredOf<typeof keyRecord>;

/** What the `kid` of an assertion may be: the id of a key. */
export const KEY_ID = /^[0-9a-f]{40}$/;

function collection() {
  return firestore().collection('keys');
}

function documentOf(id: string): DocumentReference {
  return collection().doc(id);
}

const known = new FreshCache<KeyRecord | undefined>(10_000);

/** A key that counts; undefined if there is none of that id. Read again after `TERRANE_FRESH_SECONDS`. */
export async function keyNow(id: string): Promise<KeyRecord | undefined> {
  const key = await known.get(id, async () => readDocument(keyRecord, await documentOf(id).get()));
  return key && !hasEnded(key) ? key : undefined;
}

function hasEnded({ expireTime }: KeyRecord): boolean {
  return expireTime !== undefined && expireTime.toMillis() <= Date.now();
}

/** The keys of an account that have not ended. */
export async function keysOfAccount(account: string): Promise<readonly KeyRecord[]> {
  const found = readDocuments(keyRecord, await collection().where('account', '==', account).get());
  return found.filter((key) => !hasEnded(key));
}

/** The keys of a project, the oldest first. */
export async function listKeys(project: string): Promise<readonly KeyRecord[]> {
  const found = readDocuments(keyRecord, await collection().where('project', '==', project).get());
  return found.toSorted((a, b) => a.createTime.toMillis() - b.createTime.toMillis());
}

/**
 * Keeps a new key.
 * @throws FAILED_PRECONDITION if the project has as many as it may
 */
export async function saveKey(
  key: Pick<KeyRecord, 'project' | 'account' | 'publicKey' | 'creator'> & { readonly expireTime?: Date },
): Promise<KeyRecord> {
  if ((await collection().where('project', '==', key.project).count().get()).data().count >= MAX_KEYS) {
    throw new ServiceError(
      'FAILED_PRECONDITION',
      `The project has ${MAX_KEYS} keys already: delete those that nobody uses.`,
    );
  }
  const { project, account, publicKey, creator, expireTime } = key;
  const record = {
    id: randomBytes(20).toString('hex'),
    project,
    account,
    publicKey,
    creator,
    createTime: Timestamp.now(),
    ...(expireTime ? { expireTime: Timestamp.fromDate(expireTime) } : {}),
  };
  await documentOf(record.id).create(record);
  return record;
}

/** Deletes a key: what was signed in by it is refused within two seconds. @returns whether it was there */
export async function deleteKey(project: string, id: string): Promise<boolean> {
  const key = KEY_ID.test(id) ? readDocument(keyRecord, await documentOf(id).get()) : undefined;
  if (key?.project !== project) return false;
  await documentOf(id).delete();
  await known.renew(id, async () => undefined);
  return true;
}
