import { z } from 'zod';
import { requirePermission, roleInProject } from '../access/access.ts';
import { checkProject, LEGACY_PROJECT } from '../catalog/names.ts';
import { invalid, notFound } from '../errors.ts';
import { readDocuments } from '../google/stored.ts';
import { type Permission, roleHas } from '../identity/roles.ts';
import type { Caller } from '../jobs/caller.ts';
import { operations, readOperation } from './documents.ts';
import { isOperationId } from './operation-id.ts';
import { type OperationRecord, operationRecord } from './record.ts';

/**
 * Finds an operation by its name, for somebody who has a permission in its own project, whatever the name says: the JavaScript client names
 * `earthengine-legacy` where it knows only the id.
 * @throws NOT_FOUND if it does not exist in that project, or the caller may not see it; PERMISSION_DENIED
 */
export async function findOperation(
  name: string,
  caller: Caller,
  permission: Permission = 'earthengine.operations.get',
): Promise<OperationRecord> {
  const [, project, id] = /^projects\/([^/]+)\/operations\/(.+)$/.exec(name) ?? [];
  if (project === undefined || id === undefined) throw invalid(`Invalid operation name '${name.slice(0, 200)}'.`);
  checkProject(project);
  const record = isOperationId(id) ? await readOperation(id) : undefined;
  if (!record || (project !== LEGACY_PROJECT && record.project !== project) || !(await maySee(caller, record))) {
    throw notFound(`Operation "${id.slice(0, 100)}" not found.`);
  }
  await requirePermission(caller, permission, `projects/${record.project}`);
  return record;
}

async function maySee({ user }: Caller, { project }: OperationRecord): Promise<boolean> {
  return roleHas(await roleInProject(user, project), 'earthengine.operations.get');
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
