import { storage } from '../../google/storage.ts';
import { storageStatus } from '../../google/storage-errors.ts';
import { deleteFilesOf } from '../../google/write-file.ts';
import type { ObjectPlace } from '../../storage-names.ts';
import { isOfResult } from '../destination.ts';

/** Answers of Cloud Storage that the same call gets again: malformed, not allowed, not there. */
const FINAL = [400, 401, 403, 404];

/** What has become of objects that were to be deleted: they are gone, or are refused for good, or another attempt may do it. */
export type Removal =
  | { readonly kind: 'gone' }
  | { readonly kind: 'refused' | 'failed'; readonly uri: string; readonly error: unknown };

/** Deletes all objects whose names begin with a place's. */
export function removeFolder(folder: ObjectPlace): Promise<Removal> {
  // One that cannot be deleted does not keep the others; one that somebody else deletes is no error.
  const query = { prefix: folder.object, force: true, ignoreNotFound: true };
  return remove(folder, () => storage().bucket(folder.bucket).deleteFiles(query));
}

/** Deletes the objects of a result: the one at its place, and those that are numbered. */
export function removeResult(place: ObjectPlace): Promise<Removal> {
  const prefix = place.object.slice(0, place.object.lastIndexOf('.'));
  return remove(place, async () => {
    const [files] = await storage().bucket(place.bucket).getFiles({ prefix });
    const own = files.filter(({ name }) => isOfResult(place, name));
    await Promise.all(own.map((file) => file.delete({ ignoreNotFound: true })));
  });
}

/** Deletes the files below a place that an operation has written. */
export function removeWritten(operation: string, place: ObjectPlace): Promise<Removal> {
  return remove(place, () => deleteFilesOf(operation, place));
}

async function remove({ bucket, object }: ObjectPlace, deletion: () => Promise<unknown>): Promise<Removal> {
  try {
    await deletion();
    return { kind: 'gone' };
  } catch (error) {
    // Those of several objects come as a list.
    const statuses = (Array.isArray(error) ? error : [error]).map(storageStatus);
    // There is nothing to delete in a bucket that does not exist.
    if (statuses.every((status) => status === 404)) return { kind: 'gone' };
    const isFinal = statuses.every((status) => status !== undefined && FINAL.includes(status));
    return {
      kind: isFinal ? 'refused' : 'failed',
      uri: `gs://${bucket}/${object}`,
      error: Array.isArray(error) ? new AggregateError(error, `${error.length} objects could not be deleted`) : error,
    };
  }
}

/** Whether Cloud Storage would answer the same call with the same error again. */
export function isFinal(error: unknown): boolean {
  const status = storageStatus(error);
  return status !== undefined && FINAL.includes(status);
}
