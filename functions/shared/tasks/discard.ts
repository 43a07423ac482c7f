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

/** The most files that one sweep checks. */
const FILES = 300;
/** The most operations whose pins are checked; if more are running, files wait. */
const OPERATIONS = 300;
/** Milliseconds by which an operation's inputs may be older than its start; workers know assets as of at most two seconds ago. */
const KNOWN_BEFORE = 60_000;

/**
 * Deletes discarded files that nobody needs: no asset has them, no operation that was planned before has pinned them, and the time for
 * which maps may still read them is over. An interrupted call is completed by the next one.
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
 * The keys of the files that are pinned by operations which began to run before a time. Undefined if that is unknown: an operation is still
 * being planned, or there are too many of them.
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
