import { createHash } from 'node:crypto';
import { storage } from '../../google/clients.ts';
import { bucketRefusal, storageStatus } from '../../google/storage-errors.ts';
import type { ObjectPlace } from '../../storage-names.ts';

/**
 * Writes a part, once: where an earlier delivery of the same step has written the same bytes, its object is taken.
 * @returns the object's generation
 */
export async function writePart({ bucket, object }: ObjectPlace, bytes: Uint8Array): Promise<string> {
  const file = storage().bucket(bucket).file(object);
  try {
    return await insert(file, bytes);
  } catch (error) {
    if (storageStatus(error) !== 412) throw bucketRefusal(bucket, error) ?? error;
  }
  const [{ generation, md5Hash }] = await file.getMetadata();
  if (md5Hash === createHash('md5').update(bytes).digest('base64')) return String(generation);
  // Computed from other inputs, such as an asset that has been replaced since: what is stored with the step must fit the object.
  await file.delete({ ifGenerationMatch: generation, ignoreNotFound: true });
  return insert(file, bytes);
}

async function insert(file: ReturnType<ReturnType<ReturnType<typeof storage>['bucket']>['file']>, bytes: Uint8Array) {
  await file.save(bytes, {
    resumable: false,
    contentType: 'application/octet-stream',
    preconditionOpts: { ifGenerationMatch: 0 },
  });
  return String(file.metadata.generation);
}
