import { ServiceError } from '../errors.ts';
import { assetBucket, uploadBucket } from '../google/storage.ts';
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

function driveGrants(): readonly Grant[] {
  return readGrants(SETTINGS.driveBuckets.read() ?? '');
}

/** Whether a grant is for several projects. */
function isShared({ project }: Grant): boolean {
  return project.endsWith('*');
}

/**
 * What takes the place of Google Drive for a project: a folder of the first bucket that TERRANE_DRIVE_BUCKETS names for it; undefined if there is none. In a
 * bucket of several projects each has a folder of its own.
 */
export function driveFolder(project: string): ObjectPlace | undefined {
  const grant = driveGrants().find((one) => matches(one.project, project));
  return grant && { bucket: grant.bucket, object: isShared(grant) ? `drive/${project}/` : 'drive/' };
}

/** Whether an object is in the folder that stands for a project's Google Drive. */
export function isOfDrive(project: string, { bucket, object }: ObjectPlace): boolean {
  const folder = driveFolder(project);
  return folder !== undefined && folder.bucket === bucket && object.startsWith(folder.object);
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
 * files of all assets, whose readers are those of the assets, and what operations keep; another what users of all projects upload, and one that stands for Google Drive in several
 * projects what their users have exported.
 * @throws PERMISSION_DENIED
 */
export function requireBucket(project: string, bucket: string): void {
  const isDriveOfSeveral = driveGrants().some((grant) => isShared(grant) && grant.bucket === bucket);
  if (bucket === assetBucket() || bucket === uploadBucket() || isDriveOfSeveral) {
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
