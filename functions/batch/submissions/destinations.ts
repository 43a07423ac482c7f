import { driveFolder, requireBucket } from '../../shared/access/buckets.ts';
import { parseAssetName } from '../../shared/catalog/names.ts';
import { invalid, unimplemented } from '../../shared/errors.ts';
import type { Caller } from '../../shared/jobs/caller.ts';
import type { ExportImageRequest, ExportTableRequest } from '../../shared/messages/export.ts';
import { isBucketName, type ObjectPlace } from '../../shared/storage-names.ts';
import type { Content } from '../../shared/tasks/contents/content.ts';
import { CONTENTS, type ContentName } from '../../shared/tasks/contents/contents.ts';
import type { Destination } from '../../shared/tasks/destination.ts';

/** The longest prefix in bytes: with the suffixes added to it, an object's name may have 1024. */
const MAX_PREFIX = 900;

/** The longest name of a folder in Google Drive, in bytes. */
const MAX_FOLDER = 200;

const CONTROL = /\p{Cc}/u;

type FileOptions = Pick<
  NonNullable<(ExportImageRequest | ExportTableRequest)['fileExportOptions']>,
  'driveDestination' | 'cloudStorageDestination'
>;

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
): Extract<Destination, { kind: 'file' }> {
  if (driveDestination) {
    const { bucket, object: drive } = requireDrive(project);
    const { folder = '', filenamePrefix } = driveDestination;
    const place = `${drive}${segment(user)}/${folder === '' ? '' : `${folderName(folder)}/`}`;
    const prefix = checkPrefix(filenamePrefix || description, MAX_PREFIX - Buffer.byteLength(place));
    return { kind: 'file', bucket, prefix: place + prefix, extension, drive: true };
  }
  const { bucket, prefix, isPublic, corsUris } = bucketPlace(project, cloudStorageDestination, description);
  if (isPublic) throw unimplemented("'permissions: PUBLIC' is not supported: make the bucket public instead.");
  if (corsUris.length > 0) throw unimplemented("'bucketCorsUris' is for exports of map tiles: leave it out.");
  return { kind: 'file', bucket, prefix, extension };
}

/**
 * Reads the destination of exported files in a folder of Cloud Storage.
 * @param description the folder's name if the request has none
 * @throws INVALID_ARGUMENT, PERMISSION_DENIED
 */
export function folderDestination(
  { project }: Caller,
  { driveDestination, cloudStorageDestination }: FileOptions,
  description: string,
): Destination {
  if (driveDestination) throw invalid("Map tiles are exported to Cloud Storage: give a 'cloudStorageDestination'.");
  const place = bucketPlace(project, cloudStorageDestination, description);
  return { kind: 'folder', ...place, prefix: checkPrefix(place.prefix.replace(/\/+$/, ''), MAX_PREFIX) };
}

/** The most sites that are let into a bucket by one request, and the longest name of one. */
const MAX_ORIGINS = 100;
const ORIGIN = /^(\*|https?:\/\/[^\s/,]{1,253})$/;

/** What a request says of its place in Cloud Storage. */
function bucketPlace(project: string, destination: FileOptions['cloudStorageDestination'], description: string) {
  const bucket = destination?.bucket;
  if (!bucket) throw invalid("The request has no 'cloudStorageDestination.bucket' to export to.");
  if (!isBucketName(bucket)) {
    throw invalid(`Invalid 'cloudStorageDestination.bucket' '${bucket.slice(0, 100)}': it is no name of a bucket.`);
  }
  requireBucket(project, bucket);
  const { filenamePrefix, permissions, bucketCorsUris: corsUris = [] } = destination;
  const wrong = corsUris.find((uri) => !ORIGIN.test(uri));
  if (wrong !== undefined) {
    throw invalid(
      `Invalid 'bucketCorsUris' "${wrong.slice(0, 100)}": sites are written as https://example.org, without a path, or * for all.`,
    );
  }
  if (corsUris.length > MAX_ORIGINS) {
    throw invalid(`'bucketCorsUris' may have at most ${MAX_ORIGINS} entries. Got ${corsUris.length}.`);
  }
  const prefix = checkPrefix(filenamePrefix || description, MAX_PREFIX);
  return { bucket, prefix, isPublic: permissions === 'PUBLIC', corsUris: [...corsUris] };
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
  const { assetExtension: extension }: Content = CONTENTS[content];
  if (extension === undefined) throw new TypeError(`A ${content} is no asset.`);
  return { kind: 'asset', asset: asset.name, overwrite: overwrite ?? false, extension };
}
