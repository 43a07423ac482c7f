import { createHash, randomBytes } from 'node:crypto';
import { Timestamp } from '@google-cloud/firestore';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { firestore } from '../../google/firestore.ts';
import { readDocument, type StoredOf } from '../../google/stored.ts';
import type { TokenVerifier } from '../../identity/tokens/verifier.ts';
import { isMakerAdmitted } from './admission.ts';
import { type KeyRecord, keyNow } from './records.ts';

/** How long a token counts, in seconds: as Google's do. */
export const TOKEN_SECONDS = 3_600;

/** Told apart from other tokens at a glance, also by what looks for secrets in code. */
const TOKEN = /^terrane_[\w-]{43}$/;

/** A token that was issued, as Firestore has it under `tokens/{digest}`: nobody can make the token of it. */
const tokenRecord = z.object({ key: z.string(), expireTime: z.instanceof(Timestamp) });

/** Tokens that are remembered. */
const MAX_TOKENS = 10_000;

const known = new LRUCache<string, StoredOf<typeof tokenRecord>>({ max: MAX_TOKENS });

function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Issues a token to whoever has signed by a key. It counts for an hour, and as long as the key does. */
export async function issueToken({ id }: Pick<KeyRecord, 'id'>): Promise<string> {
  const token = `terrane_${randomBytes(32).toString('base64url')}`;
  const record = { key: id, expireTime: Timestamp.fromMillis(Date.now() + TOKEN_SECONDS * 1_000) };
  await firestore().collection('tokens').doc(digestOf(token)).create(record);
  return token;
}

/** Takes the tokens that this server has issued: for the account of their key, as long as that is there and its maker may use the server. */
export const ISSUED_TOKENS: TokenVerifier = {
  ofKeyAccounts: true,
  recognizes: (token) => TOKEN.test(token),
  async verify(token) {
    const record = await find(digestOf(token));
    if (!record || record.expireTime.toMillis() <= Date.now()) throw new Error('The token is unknown or has expired.');
    const key = await keyNow(record.key);
    if (!key) throw new Error('The key has been deleted or has expired.');
    if (!isMakerAdmitted(key)) throw new Error('Who made the key may not use the server any more.');
    return { user: key.account, email: key.account };
  },
};

/** What is stored of a token never changes. */
async function find(digest: string): Promise<StoredOf<typeof tokenRecord> | undefined> {
  const remembered = known.get(digest);
  if (remembered) return remembered;
  const record = readDocument(tokenRecord, await firestore().collection('tokens').doc(digest).get());
  if (record) known.set(digest, record);
  return record;
}
