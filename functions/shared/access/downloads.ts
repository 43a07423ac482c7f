import { randomBytes } from 'node:crypto';
import { Timestamp } from '@google-cloud/firestore';
import { z } from 'zod';
import { notFound } from '../errors.ts';
import { firestore } from '../google/firestore.ts';
import { findObject, type ObjectState, objectState } from '../google/object-file.ts';
import { readDocument } from '../google/stored.ts';
import { requirePermission } from './access.ts';

/** How long a download can be fetched, in milliseconds: a day. */
const LIFE = 24 * 3_600_000;

/** A file that can be fetched by a name that cannot be guessed, as Firestore has it under `downloads/{id}`. */
const downloadRecord = z.object({
  project: z.string(),
  /** Who made it: fetched with their rights. */
  user: z.string().optional(),
  file: objectState,
  contentType: z.string(),
  expireTime: z.instanceof(Timestamp),
});

/** The file of a download. */
export interface DownloadFile {
  readonly file: ObjectState;
  readonly contentType: string;
}

/** Makes a file available for a day. @returns the download's name: `projects/PROJECT/downloads/ID` */
export async function saveDownload(
  { project, user }: { readonly project: string; readonly user?: string },
  { file, contentType }: DownloadFile,
): Promise<string> {
  const id = randomBytes(32).toString('hex');
  const expireTime = Timestamp.fromMillis(Date.now() + LIFE);
  await firestore().collection('downloads').doc(id).create({ project, user, file, contentType, expireTime });
  return `projects/${project}/downloads/${id}`;
}

/**
 * Finds the download of a name.
 * @throws NOT_FOUND if there is none, or it has expired, or the file is not the same any more; PERMISSION_DENIED if its maker may not see the project's operations any more
 */
export async function findDownload(name: string): Promise<DownloadFile> {
  const [, project, id] = /^projects\/([^/]+)\/downloads\/([0-9a-f]{64})$/.exec(name) ?? [];
  const found =
    id === undefined
      ? undefined
      : readDocument(downloadRecord, await firestore().collection('downloads').doc(id).get());
  // Firestore removes expired documents some hours late.
  if (!found || found.project !== project || found.expireTime.toMillis() <= Date.now()) {
    throw notFound(`Download '${name.slice(0, 200)}' was not found. It may have expired: create it anew.`);
  }
  const { user, file, contentType } = found;
  await requirePermission(user === undefined ? {} : { user }, 'earthengine.operations.get', `projects/${project}`);
  if ((await findObject(file))?.generation !== file.generation) {
    throw notFound(`gs://${file.bucket}/${file.object} was overwritten or deleted. Create the download anew.`);
  }
  return { file, contentType };
}
