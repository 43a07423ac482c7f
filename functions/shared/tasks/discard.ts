import {
  type DiscardedFile,
  dueFiles,
  forgetFile,
  isFileUsed,
  leaveFile,
  leaveUnsound,
  postponeFile,
  retryFile,
} from '../catalog/files.ts';
import { fileKey } from '../google/object-reference.ts';
import { storage } from '../google/storage.ts';
import { storageStatus } from '../google/storage-errors.ts';
import { readSound } from '../google/stored.ts';
import { loadText } from '../google/stored-text.ts';
import { pinnedFiles, readPins } from '../jobs/inputs/pins.ts';
import { writeLog } from '../log.ts';
import { timestamp } from './clock.ts';
import { operations } from './documents.ts';
import { operationRecord } from './record.ts';
import { isFinal } from './storage/remove.ts';
import { MAX_RUNNING, tidyingPause } from './timing.ts';
import { reportUnsound } from './unsound.ts';

/** The most files that one sweep checks. */
const FILES = 300;
/** The most operations whose pins are checked; if more are running, files wait. */
const OPERATIONS = 300;
/** Milliseconds by which an operation's inputs may be older than its start; workers know assets as of at most two seconds ago. */
const KNOWN_BEFORE = 60_000;

/**
 * Deletes discarded files that nobody needs: no asset has them, no operation that was planned before has pinned them, and the time for
 * which maps may still read them is over. An interrupted call is completed by the next one. A file that cannot be deleted is left, which the
 * log says: at once if Cloud Storage refuses it for good, else after some attempts that are further and further apart.
 * @param now milliseconds since 1970
 */
export async function deleteDiscarded(now = Date.now()): Promise<void> {
  const { sound: files, unsound } = await dueFiles(FILES, now);
  for (const each of unsound) {
    await reportUnsound(each);
    await leaveUnsound(each);
  }
  if (files.length === 0) return;
  const latest = Math.max(...files.map(({ since }) => since));
  const pinned = await pinnedBefore(latest + KNOWN_BEFORE, now);
  for (const file of files) {
    try {
      await dealWith(file, pinned, now);
    } catch (error) {
      writeLog('ERROR', `The discarded file ${fileKey(file)} cannot be dealt with`, { error });
    }
  }
}

async function dealWith(file: DiscardedFile, pinned: ReadonlySet<string> | undefined, now: number): Promise<void> {
  if (await isFileUsed(file)) return forgetFile(file);
  if (pinned === undefined || pinned.has(fileKey(file))) return postponeFile(file, now);
  try {
    await deleteFile(file);
  } catch (error) {
    const failures = (file.failures ?? 0) + 1;
    const pause = isFinal(error) ? undefined : tidyingPause(failures);
    const outlook =
      pause === undefined ? 'cannot be deleted, and is left' : `could not be deleted in attempt ${failures}`;
    writeLog(pause === undefined ? 'ERROR' : 'WARNING', `The discarded file ${fileKey(file)} ${outlook}`, { error });
    if (pause === undefined) await leaveFile(file);
    else await retryFile(file, failures, now + pause);
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

/** The part of an operation that says which files it reads. */
const pinning = operationRecord.pick({ id: true, pins: true });

/**
 * The keys of the files that are pinned by operations which began to run before a time. Undefined if that is unknown: an operation is still
 * being planned, what it was planned with cannot be read, or there are too many of them. No operation runs for long enough to keep files for
 * ever.
 */
async function pinnedBefore(milliseconds: number, now: number): Promise<ReadonlySet<string> | undefined> {
  const found = await operations()
    .where('state', 'in', ['RUNNING', 'CANCELLING'])
    .where('startTime', '<', timestamp(milliseconds))
    .where('startTime', '>=', timestamp(now - MAX_RUNNING))
    .limit(OPERATIONS)
    .get();
  if (found.size === OPERATIONS) return undefined;
  const { sound, unsound } = readSound(pinning, found);
  for (const each of unsound) await reportUnsound(each);
  if (unsound.length > 0) return undefined;
  const pinned = new Set<string>();
  for (const { id, pins } of sound) {
    if (pins === undefined) return undefined;
    try {
      for (const key of pinnedFiles(readPins(await loadText(pins)))) pinned.add(key);
    } catch (error) {
      writeLog('ERROR', `What operation ${id} reads cannot be told: discarded files wait until it is over`, { error });
      return undefined;
    }
  }
  return pinned;
}
