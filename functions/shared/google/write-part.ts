import type { ObjectPlace } from '../storage-names.ts';
import { storage } from './storage.ts';
import { bucketRefusal, storageStatus } from './storage-errors.ts';

/**
 * Writes a part of a file.
 * @param place of an object whose name nobody else writes: a name for each attempt
 * @returns the object's generation
 */
export async function writePart({ bucket, object }: ObjectPlace, bytes: Uint8Array): Promise<string> {
  const file = storage().bucket(bucket).file(object);
  try {
    await file.save(bytes, {
      resumable: false,
      contentType: 'application/octet-stream',
      preconditionOpts: { ifGenerationMatch: 0 },
    });
  } catch (error) {
    if (storageStatus(error) !== 412) throw bucketRefusal(bucket, error) ?? error;
    // It was written, and the answer was lost.
    await file.getMetadata();
  }
  return String(file.metadata.generation);
}
