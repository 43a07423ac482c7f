import { requireBucket } from '../../shared/access/buckets.ts';
import { parseAssetName } from '../../shared/catalog/names.ts';
import { invalid, unimplemented } from '../../shared/errors.ts';
import type { ExportImageRequest, ExportTableRequest } from '../../shared/messages/export.ts';
import { isBucketName } from '../../shared/storage-names.ts';
import { CONTENTS, type ContentName } from '../../shared/tasks/contents/contents.ts';
import type { Destination } from '../../shared/tasks/destination.ts';

/** The longest prefix in bytes: with the suffixes added to it, an object's name may have 1024. */
const MAX_PREFIX = 900;

const CONTROL = /\p{Cc}/u;

type FileOptions = NonNullable<(ExportImageRequest | ExportTableRequest)['fileExportOptions']>;

/**
 * Reads the destination of an exported file in Cloud Storage.
 * @param project the project that exports
 * @param description the file name's prefix if the request has none
 * @param extension of the file's name, without a dot
 * @throws INVALID_ARGUMENT, PERMISSION_DENIED, UNIMPLEMENTED
 */
export function fileDestination(
  project: string,
  { driveDestination, cloudStorageDestination }: FileOptions,
  description: string,
  extension: string,
): Destination {
  if (driveDestination) {
    throw unimplemented('Exports to Drive are not supported: export toCloudStorage, or toAsset.');
  }
  const bucket = cloudStorageDestination?.bucket;
  if (!bucket) throw invalid("The request has no 'cloudStorageDestination.bucket' to export to.");
  if (!isBucketName(bucket)) {
    throw invalid(`Invalid 'cloudStorageDestination.bucket' '${bucket.slice(0, 100)}': it is no name of a bucket.`);
  }
  requireBucket(project, bucket);
  if (cloudStorageDestination.permissions === 'PUBLIC') {
    throw unimplemented("'permissions: PUBLIC' is not supported: make the bucket public instead.");
  }
  const prefix = cloudStorageDestination.filenamePrefix || description;
  if (
    prefix === '' ||
    !prefix.isWellFormed() ||
    Buffer.byteLength(prefix) > MAX_PREFIX ||
    CONTROL.test(prefix) ||
    prefix[0] === '/'
  ) {
    throw invalid(
      `Invalid 'filenamePrefix' "${prefix.slice(0, 100)}": it must have 1 to ${MAX_PREFIX} bytes, no leading slash and no control characters.`,
    );
  }
  return { kind: 'file', bucket, prefix, extension };
}

/**
 * Reads the destination of an exported asset.
 * @throws INVALID_ARGUMENT for a missing name or a project's root
 */
export function assetDestination(
  content: ContentName,
  name: string | undefined,
  overwrite: boolean | undefined,
): Destination {
  if (!name) throw invalid('The request does not name the asset to write.');
  const asset = parseAssetName(name);
  if (asset.path === '') throw invalid(`Invalid asset name '${name}': a project's root cannot be written.`);
  const extension = CONTENTS[content].assetExtension;
  return { kind: 'asset', asset: asset.name, overwrite: overwrite ?? false, extension };
}
