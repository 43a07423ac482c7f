import { z } from 'zod';
import { checkProject } from '../catalog/names.ts';
import { invalid, notFound } from '../errors.ts';
import { readDocuments } from '../google/stored.ts';
import { operations, readOperation } from './documents.ts';
import { isOperationId } from './operation-id.ts';
import { type OperationRecord, operationRecord } from './record.ts';

/** The project that the JavaScript client names where it knows only the id of an operation. */
const ANY_PROJECT = 'earthengine-legacy';

/**
 * Finds an operation by its name.
 * @throws NOT_FOUND if it does not exist in that project
 */
export async function findOperation(name: string): Promise<OperationRecord> {
  const [, project, id] = /^projects\/([^/]+)\/operations\/(.+)$/.exec(name) ?? [];
  if (project === undefined || id === undefined) throw invalid(`Invalid operation name '${name.slice(0, 200)}'.`);
  checkProject(project);
  const record = isOperationId(id) ? await readOperation(id) : undefined;
  if (!record || (project !== ANY_PROJECT && record.project !== project)) {
    throw notFound(`Operation "${id.slice(0, 100)}" not found.`);
  }
  return record;
}

/** Operations of a project, the newest first, and where the next page begins. */
export interface OperationPage {
  readonly operations: readonly OperationRecord[];
  readonly next?: string;
}

/**
 * One page of a project's operations.
 * @param token the `next` of the page before
 */
export async function listOperations(
  project: string,
  pageSize: number,
  token: string | undefined,
): Promise<OperationPage> {
  let query = operations()
    .where('project', '==', project)
    .orderBy('createTime', 'desc')
    .orderBy('id', 'desc')
    .limit(pageSize + 1);
  if (token) query = query.startAfter(...readToken(token));
  const records = readDocuments(operationRecord, await query.get());
  const page = records.slice(0, pageSize);
  const last = page.at(-1);
  if (records.length <= pageSize || !last) return { operations: page };
  return { operations: page, next: Buffer.from(JSON.stringify([last.createTime, last.id])).toString('base64url') };
}

/** The content of a page token: creation time and id of the last operation of the page before. */
const pageToken = z.tuple([z.string(), z.string()]);

function readToken(token: string): [string, string] {
  try {
    return pageToken.parse(JSON.parse(Buffer.from(token, 'base64url').toString('utf8')));
  } catch {
    throw invalid('Invalid page token.');
  }
}
