import { z } from 'zod';
import { readSound, type UnsoundDocument } from '../google/stored.ts';
import { writeLog } from '../log.ts';
import { timestamp } from './clock.ts';

/** The mark of a document that has been reported. Its other fields are left alone: another version of Terrane may be able to read them. */
const reported = z.object({ unsoundSince: z.string() });

/** Tells the log of a document that cannot be read, once: it is marked. */
export async function reportUnsound({ snapshot, message }: UnsoundDocument): Promise<void> {
  if (readSound(reported, { docs: [snapshot] }).sound.length > 0) return;
  writeLog('ERROR', `${snapshot.ref.path} is passed over: ${message}`);
  await snapshot.ref.set({ unsoundSince: timestamp() }, { merge: true });
}
