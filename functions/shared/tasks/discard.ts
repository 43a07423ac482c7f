import { type DiscardedFile, dueFiles, fileKey, forgetFile, isFileUsed, postponeFile } from '../catalog/files.ts';
import { storage } from '../google/clients.ts';
import { storageStatus } from '../google/storage-errors.ts';
import { readDocuments } from '../google/stored.ts';
import { loadText } from '../google/stored-text.ts';
import { pinnedFiles, readPins } from '../jobs/inputs/pins.ts';
import { writeLog } from '../log.ts';
import { timestamp } from './clock.ts';
import { operations } from './documents.ts';
import { operationRecord } from './record.ts';

/** Files that one sweep looks at. */
const FILES = 300;
/** Operations whose pins are looked at; if more than these run, files wait. */
const OPERATIONS = 300;
/** Milliseconds that a plan may have been made of what was known before: workers know assets as of at most two seconds ago. */
const KNOWN_BEFORE = 60_000;

/**
 * Deletes files that assets have let go of, once nobody needs them: no asset has them, no operation that was planned before has pinned
 * them, and the time for which maps may still read them is over. What is cut off is done by the next call.
 * @param now milliseconds since 1970
 */
export async function deleteDiscarded(now = Date.now()): Promise<void> {
  const files = await dueFiles(FILES, now);
  if (files.length === 0) return;
  const latest = Math.max(...files.map(({ since }) => since));
  const pinned = await pinnedBefore(latest + KNOWN_BEFORE);
  for (const file of files) {
    try {
      if (await isFileUsed(file)) await forgetFile(file);
      else if (pinned === undefined || pinned.has(fileKey(file))) await postponeFile(file, now);
      else await deleteFile(file);
    } catch (error) {
      // One that cannot be deleted must not keep the others.
      writeLog('ERROR', `The discarded file ${fileKey(file)} cannot be dealt with`, { error });
      await postponeFile(file, now);
    }
  }
}

async function deleteFile(file: DiscardedFile): Promise<void> {
  const { bucket, object, generation } = file;
  try {
    await storage().bucket(bucket).file(object).delete({ ifGenerationMatch: generation, ignoreNotFound: true });
  } catch (error) {
    // Another file has taken its name.
    if (storageStatus(error) !== 412) throw error;
  }
  await forgetFile(file);
}

/**
 * The keys of files that operations read which began to run before a time; undefined if that is not known: one of them is still being
 * planned, or there are too many of them to look at.
 */
async function pinnedBefore(milliseconds: number): Promise<ReadonlySet<string> | undefined> {
  const running = operations().where('state', 'in', ['RUNNING', 'CANCELLING']);
  const found = await running.where('startTime', '<', timestamp(milliseconds)).limit(OPERATIONS).get();
  if (found.size === OPERATIONS) return undefined;
  const pinned = new Set<string>();
  for (const { pins } of readDocuments(operationRecord, found)) {
    if (pins === undefined) return undefined;
    for (const key of pinnedFiles(readPins(await loadText(pins)))) pinned.add(key);
  }
  return pinned;
}
