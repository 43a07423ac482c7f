import type { IncomingMessage } from 'node:http';
import { isBucketName } from '../../functions/shared/storage-names.ts';
import { makeBucket } from './make-bucket.ts';

const EXPORT = /^\/v1\w*\/projects\/([^/:]+)\/\w+:export(\?|$)/;

/** The project of a request that begins an export; undefined for other requests. */
export function exportingProject({ method, url = '' }: IncomingMessage): string | undefined {
  const [, project] = (method === 'POST' && EXPORT.exec(url)) || [];
  return project !== undefined && isBucketName(project) ? project : undefined;
}

/** Makes the bucket of a project's name, which is its own: in the cloud its owner would have made it, here there is nobody to ask. */
export async function makeOwnBucket(project: string): Promise<void> {
  // One that cannot be made is told of by the export.
  await makeBucket(project).catch(() => {});
}
