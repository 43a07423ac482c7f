import { FieldValue, Timestamp } from '@google-cloud/firestore';
import { z } from 'zod';
import { invalid, ServiceError } from '../../shared/errors.ts';
import { firestore } from '../../shared/google/firestore.ts';
import { readDocument, readDocuments } from '../../shared/google/stored.ts';
import { inTransaction } from '../../shared/google/transaction.ts';
import type { Caller } from '../../shared/jobs/caller.ts';
import { forgetRequest, missingRequest, readRequestName, requestRecord } from './saved-requests.ts';

/** The most maps of a project that are pinned. */
const MAX_PINNED = 1_000;

const MAX_DESCRIPTION = 1_000;

/** What is stored of a pinned map beside its request. */
const pinnedRecord = z.object({
  id: z.string(),
  project: z.string(),
  description: z.string(),
  pinnedBy: z.string(),
  pinTime: z.instanceof(Timestamp),
});

/** A map that does not expire. */
export interface PinnedMap {
  readonly name: string;
  readonly description: string;
  readonly creator: string;
  readonly createTime: string;
}

function messageOf({ id, project, description, pinnedBy, pinTime }: z.output<typeof pinnedRecord>): PinnedMap {
  return {
    name: `projects/${project}/maps/${id}`,
    description,
    creator: pinnedBy,
    createTime: pinTime.toDate().toISOString(),
  };
}

function pinnedOf(project: string) {
  return firestore().collection('maps').where('project', '==', project).where('pinned', '==', true);
}

/**
 * Pins a map: it does not expire any more.
 * @throws NOT_FOUND if there is none, or it has expired; FAILED_PRECONDITION beyond what a project may pin; INVALID_ARGUMENT for a map whose expression
 * is too long
 */
export async function pinMap({ project, user }: Caller, name: string, description: string): Promise<PinnedMap> {
  if (description.length > MAX_DESCRIPTION) {
    throw invalid(`Invalid value at 'description': it must have at most ${MAX_DESCRIPTION} characters.`);
  }
  const { id } = readRequestName(name);
  if (id === undefined) throw missingRequest('maps', name);
  const document = firestore().collection('maps').doc(id);
  const pinned = { id, project, description, pinnedBy: user ?? '', pinTime: Timestamp.now() };
  // Somebody may delete it meanwhile, and Firestore one that has expired.
  await inTransaction(async (transaction) => {
    const record = readDocument(requestRecord, await transaction.get(document));
    const isOver = record?.expireTime !== undefined && record.expireTime.toMillis() <= Date.now();
    if (!record || record.project !== project || isOver) throw missingRequest('maps', name);
    if (!('text' in record.content))
      throw invalid('The expression of the map is too long to be pinned: export it to an asset.');
    if ((await pinnedOf(project).count().get()).data().count >= MAX_PINNED) {
      throw new ServiceError('FAILED_PRECONDITION', `The project has ${MAX_PINNED} pinned maps already: delete some.`);
    }
    transaction.update(document, { ...pinned, pinned: true, expireTime: FieldValue.delete() });
  });
  forgetRequest('maps', id);
  return messageOf(pinned);
}

/** The pinned maps of a project, the oldest first. */
export async function listPinnedMaps(project: string): Promise<PinnedMap[]> {
  const found = readDocuments(pinnedRecord, await pinnedOf(project).get());
  return found.toSorted((a, b) => a.pinTime.toMillis() - b.pinTime.toMillis()).map(messageOf);
}

/** Deletes a map, pinned or not: it is gone everywhere within a minute. @throws NOT_FOUND */
export async function deleteMap({ project }: Caller, name: string): Promise<void> {
  const { id } = readRequestName(name);
  const document = id === undefined ? undefined : firestore().collection('maps').doc(id);
  const record = document && readDocument(requestRecord, await document.get());
  if (id === undefined || document === undefined || record?.project !== project) throw missingRequest('maps', name);
  await document.delete();
  forgetRequest('maps', id);
}
