import { z } from 'zod';
import { requirePermission, roleInProject } from '../access/access.ts';
import { checkProject, LEGACY_PROJECT } from '../catalog/names.ts';
import { invalid, notFound } from '../errors.ts';
import { readDocuments } from '../google/stored.ts';
import { type Permission, roleHas } from '../identity/roles.ts';
import type { Caller } from '../jobs/caller.ts';
import { operations, readOperation } from './documents.ts';
import { isOperationId } from './operation-id.ts';
import { type ListedOperation, listedOperation, type OperationRecord } from './record.ts';

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
  readonly operations: readonly ListedOperation[];
  readonly next?: string;
}

/** The most operations that are looked at for a page of those that a filter wants: it may have fewer, and another one behind it. */
const MOST_READ = 2000;

/**
 * One page of a project's operations.
 * @param token the `next` of the page before
 * @param isWanted which of them are listed
 */
export async function listOperations(
  project: string,
  { size, token }: { readonly size: number; readonly token: string | undefined },
  isWanted: (operation: ListedOperation) => boolean,
): Promise<OperationPage> {
  const all = operations()
    .where('project', '==', project)
    .orderBy('createTime', 'desc')
    .orderBy('id', 'desc')
    .select(...Object.keys(listedOperation.shape));
  const found: ListedOperation[] = [];
  let after = token ? readToken(token) : undefined;
  for (let read = 0; found.length < size && read < MOST_READ; ) {
    // One more than the page tells whether there is another.
    const wanted = size - found.length;
    const records = readDocuments(
      listedOperation,
      await (after ? all.startAfter(...after) : all).limit(wanted + 1).get(),
    );
    const taken = records.slice(0, wanted);
    found.push(...taken.filter(isWanted));
    read += taken.length;
    const last = taken.at(-1);
    if (records.length <= wanted || !last) return { operations: found };
    after = [last.createTime, last.id];
  }
  return { operations: found, next: Buffer.from(JSON.stringify(after)).toString('base64url') };
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
