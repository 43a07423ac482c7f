import { isOfDrive, requireBucket } from '../access/buckets.ts';
import type { DownloadFile } from '../access/downloads.ts';
import { notFound, ServiceError } from '../errors.ts';
import { findObject } from '../google/object-file.ts';
import { storage } from '../google/storage.ts';
import { resultNames, resultPlace } from './destination.ts';
import type { OperationRecord } from './record.ts';

/**
 * The files in Cloud Storage that an export has written, as they are now.
 * @throws FAILED_PRECONDITION for an operation that has written none, NOT_FOUND if they are gone, PERMISSION_DENIED if the project may not use
 *   their bucket any more
 */
export async function resultFiles({ id, project, state, destination }: OperationRecord): Promise<DownloadFile[]> {
  if (state !== 'SUCCEEDED' || destination.kind !== 'file') {
    const what = destination.kind === 'folder' ? 'its result is a folder of many files' : 'its result is an asset';
    const why = state === 'SUCCEEDED' ? what : `its state is ${state}`;
    throw new ServiceError('FAILED_PRECONDITION', `Operation "${id}" has no files to download: ${why}.`);
  }
  const place = resultPlace(id, destination);
  if (!destination.drive || !isOfDrive(project, place)) requireBucket(project, place.bucket);
  const { prefix, isOne } = resultNames(destination, id);
  const [listed] = await storage().bucket(place.bucket).getFiles({ prefix });
  const own = listed.filter(({ name }) => isOne(name));
  const found = await Promise.all(
    own.map(async ({ name, metadata }) => {
      const file = await findObject({ ...place, object: name });
      return file && { file, contentType: metadata.contentType ?? 'application/octet-stream' };
    }),
  );
  const files = found.filter((file) => file !== undefined);
  if (files.length > 0) return files;
  throw notFound(`The files of operation "${id}" are not there any more: gs://${place.bucket}/${place.object}`);
}
