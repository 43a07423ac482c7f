import { ServiceError } from '../errors.ts';
import { assetBucket } from '../google/clients.ts';
import { isOpen } from '../identity/auth-mode.ts';
import { SETTINGS } from '../settings.ts';

/** Buckets of a project: those with a name, or with a beginning. Either may stand for all. */
interface Grant {
  readonly project: string;
  readonly bucket: string;
}

/** The list of TERRANE_BUCKETS: `PROJECT/BUCKET` with commas between them. */
function grants(): readonly Grant[] {
  const list = SETTINGS.buckets.read() ?? (isOpen() ? '*/*' : '');
  return list
    .split(',')
    .filter((entry) => entry.trim() !== '')
    .map((entry) => {
      const [project = '', bucket = ''] = entry.trim().split('/');
      return { project, bucket };
    });
}

function matches(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

/** Whether a bucket is a project's own: of its name, or one that Firebase makes for it. Names with dots are given to whoever owns the domain. */
function isOwn(project: string, bucket: string): boolean {
  return [project, `${project}.appspot.com`, `${project}.firebasestorage.app`].includes(bucket);
}

/**
 * Checks that a project may read and write a bucket: its own, or one on the list. Terrane's own bucket is refused to everybody: it holds the
 * files of all assets, whose readers are those of the assets, and what operations keep.
 * @throws PERMISSION_DENIED
 */
export function requireBucket(project: string, bucket: string): void {
  if (bucket === assetBucket()) {
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
