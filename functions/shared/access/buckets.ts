import { ServiceError } from '../errors.ts';
import { assetBucket, uploadBucket } from '../google/clients.ts';
import { isOpen } from '../identity/auth-mode.ts';
import { SETTINGS } from '../settings.ts';
import type { ObjectPlace } from '../storage-names.ts';

/** Buckets of a project: those with a name, or with a beginning. Either may stand for all. */
interface Grant {
  readonly project: string;
  readonly bucket: string;
}

/** Reads a list of `PROJECT/BUCKET` with commas between them. */
function readGrants(list: string): readonly Grant[] {
  return list
    .split(',')
    .filter((entry) => entry.trim() !== '')
    .map((entry) => {
      const [project = '', bucket = ''] = entry.trim().split('/');
      return { project, bucket };
    });
}

/** What TERRANE_BUCKETS grants. */
function grants(): readonly Grant[] {
  return readGrants(SETTINGS.buckets.read() ?? (isOpen() ? '*/*' : ''));
}

/** The bucket that takes the place of Google Drive for a project: the first one that TERRANE_DRIVE_BUCKETS names for it; undefined if there is none. */
export function driveBucket(project: string): string | undefined {
  return readGrants(SETTINGS.driveBuckets.read() ?? '').find((grant) => matches(grant.project, project))?.bucket;
}

function matches(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

/** Whether a bucket is a project's own: of its name, or one that Firebase makes for it. Names with dots are given to whoever owns the domain. */
function isOwn(project: string, bucket: string): boolean {
  return [project, `${project}.appspot.com`, `${project}.firebasestorage.app`].includes(bucket);
}

/** The folder of a project's uploads, in their bucket. */
export function uploadFolder(project: string): ObjectPlace {
  return { bucket: uploadBucket(), object: `uploads/${project}/` };
}

/** Whether an object was uploaded for a project. */
export function isUploadOf(project: string, { bucket, object }: ObjectPlace): boolean {
  const folder = uploadFolder(project);
  return bucket === folder.bucket && object.startsWith(folder.object);
}

/**
 * Checks that a project may read an object: one of a bucket that it may use, or one that was uploaded for it.
 * @throws PERMISSION_DENIED
 */
export function requireObject(project: string, place: ObjectPlace): void {
  if (!isUploadOf(project, place)) requireBucket(project, place.bucket);
}

/**
 * Checks that a project may read and write a bucket: its own, or one on the list. Terrane's own buckets are refused to everybody: one holds the
 * files of all assets, whose readers are those of the assets, and what operations keep; the other holds what users of all projects upload.
 * @throws PERMISSION_DENIED
 */
export function requireBucket(project: string, bucket: string): void {
  if (bucket === assetBucket() || bucket === uploadBucket()) {
    throw new ServiceError('PERMISSION_DENIED', `The bucket '${bucket}' holds Terrane's own data: use another one.`);
  }
  if (
    isOwn(project, bucket) ||
    grants().some((grant) => matches(grant.project, project) && matches(grant.bucket, bucket))
  ) {
    return;
  }
  throw new ServiceError(
    'PERMISSION_DENIED',
    `The project '${project}' may not use the bucket '${bucket}' (or it may not exist). Whoever runs the server can name it in TERRANE_BUCKETS.`,
  );
}
