import { driveFolder, requireBucket } from '../../shared/access/buckets.ts';
import { parseAssetName } from '../../shared/catalog/names.ts';
import { invalid, unimplemented } from '../../shared/errors.ts';
import type { Caller } from '../../shared/jobs/caller.ts';
import type { ExportImageRequest, ExportTableRequest } from '../../shared/messages/export.ts';
import { isBucketName, type ObjectPlace } from '../../shared/storage-names.ts';
import { CONTENTS, type ContentName } from '../../shared/tasks/contents/contents.ts';
import type { Destination } from '../../shared/tasks/destination.ts';

/** The longest prefix in bytes: with the suffixes added to it, an object's name may have 1024. */
const MAX_PREFIX = 900;

/** The longest name of a folder in Google Drive, in bytes. */
const MAX_FOLDER = 200;

const CONTROL = /\p{Cc}/u;

type FileOptions = NonNullable<(ExportImageRequest | ExportTableRequest)['fileExportOptions']>;

/**
 * Reads the destination of an exported file in Cloud Storage.
 * @param caller the project that exports, and for whom
 * @param description the file name's prefix if the request has none
 * @param extension of the file's name, without a dot
 * @throws INVALID_ARGUMENT, PERMISSION_DENIED, UNIMPLEMENTED
 */
export function fileDestination(
  { project, user = '' }: Caller,
  { driveDestination, cloudStorageDestination }: FileOptions,
  description: string,
  extension: string,
): Destination {
  if (driveDestination) {
    const { bucket, object: drive } = requireDrive(project);
    const { folder = '', filenamePrefix } = driveDestination;
    const place = `${drive}${segment(user)}/${folder === '' ? '' : `${folderName(folder)}/`}`;
    const prefix = checkPrefix(filenamePrefix || description, MAX_PREFIX - Buffer.byteLength(place));
    return { kind: 'file', bucket, prefix: place + prefix, extension, drive: true };
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
  const prefix = checkPrefix(cloudStorageDestination.filenamePrefix || description, MAX_PREFIX);
  return { kind: 'file', bucket, prefix, extension };
}

function checkPrefix(prefix: string, most: number): string {
  if (prefix !== '' && isObjectName(prefix) && Buffer.byteLength(prefix) <= most && prefix[0] !== '/') return prefix;
  throw invalid(
    `Invalid 'filenamePrefix' "${prefix.slice(0, 100)}": it must have 1 to ${most} bytes, no leading slash and no control characters.`,
  );
}

function isObjectName(text: string): boolean {
  return text.isWellFormed() && !CONTROL.test(text);
}

/** The folder that takes the place of a project's Google Drive. */
function requireDrive(project: string): ObjectPlace {
  const folder = driveFolder(project);
  if (folder !== undefined) return folder;
  throw unimplemented(
    `Exports to Google Drive go to a bucket, of which the project '${project}' has none: export toCloudStorage or toAsset, or have whoever runs the server name one in TERRANE_DRIVE_BUCKETS.`,
  );
}

/** The name of a folder of Google Drive, where it may have slashes and dots like any other character. */
function folderName(folder: string): string {
  if (isObjectName(folder) && Buffer.byteLength(folder) <= MAX_FOLDER) return segment(folder);
  throw invalid(
    `Invalid 'driveDestination.folder' "${folder.slice(0, 100)}": it must have at most ${MAX_FOLDER} bytes, and no control characters.`,
  );
}

/** A text as one part of an object's name. */
function segment(text: string): string {
  const escaped = text.replaceAll('%', '%25').replaceAll('/', '%2F');
  return /^\.+$/.test(escaped) ? escaped.replaceAll('.', '%2E') : escaped;
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
