import { randomBytes } from 'node:crypto';
import { Timestamp } from '@google-cloud/firestore';
import { z } from 'zod';
import { firestore } from '../google/firestore.ts';
import { readDocument } from '../google/stored.ts';
import { mergedRows, type ProfileRow } from '../measures/profile.ts';

/** How long a profile can be read, in milliseconds: an hour. */
const LIFE = 3_600_000;

/** Kinds of work that a stored profile has at most. */
const MOST_ROWS = 1_000;

/** What a request has cost, as Firestore has it under `profiles/{id}`. */
const profileRecord = z.object({
  /** Whose computation it was: nobody else reads it. */
  user: z.string(),
  rows: z
    .array(z.object({ description: z.string(), seconds: z.number(), peakBytes: z.number(), count: z.number() }))
    .max(MOST_ROWS),
  expireTime: z.instanceof(Timestamp),
});

/** Keeps for an hour what a user's request has cost. @returns the profile's id, which cannot be guessed */
export async function saveProfile(user: string, rows: readonly ProfileRow[]): Promise<string> {
  const id = randomBytes(16).toString('hex');
  const expireTime = Timestamp.fromMillis(Date.now() + LIFE);
  await profiles()
    .doc(id)
    .create({ user, rows: mergedRows(rows), expireTime });
  return id;
}

/** The rows of a user's profile; undefined if there is none of the id, it has expired, or it is somebody else's. */
export async function findProfile(user: string | undefined, id: string): Promise<readonly ProfileRow[] | undefined> {
  if (user === undefined || !/^[0-9a-f]{32}$/.test(id)) return undefined;
  const found = readDocument(profileRecord, await profiles().doc(id).get());
  // Firestore removes expired documents some hours late.
  return found?.user === user && found.expireTime.toMillis() > Date.now() ? found.rows : undefined;
}

function profiles() {
  return firestore().collection('profiles');
}
