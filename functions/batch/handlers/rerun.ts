import { requirePermission } from '../../shared/access/access.ts';
import { isOfDrive, requireBucket } from '../../shared/access/buckets.ts';
import type { Handlers } from '../../shared/api/handler.ts';
import { ServiceError } from '../../shared/errors.ts';
import type { Caller } from '../../shared/jobs/caller.ts';
import { changedInputs } from '../../shared/jobs/inputs/input-versions.ts';
import { resultPlace } from '../../shared/tasks/destination.ts';
import { findOperation } from '../../shared/tasks/find.ts';
import { operationMessage } from '../../shared/tasks/operation-message.ts';
import { chunksDone } from '../../shared/tasks/progress.ts';
import type { OperationRecord } from '../../shared/tasks/record.ts';
import { requestKey } from '../../shared/tasks/request-id.ts';
import { startOperation } from '../../shared/tasks/start-operation.ts';

/**
 * Checks that somebody may have an export written where an earlier one was.
 * @throws PERMISSION_DENIED
 */
function requirePlace({ id, project, user, destination }: OperationRecord, caller: Caller): void {
  // Of assets that is asked when it is started.
  if (destination.kind === 'asset') return;
  const place = resultPlace(id, destination);
  const isDrive = destination.kind === 'file' && destination.drive;
  if (isDrive && user !== (caller.user ?? '')) throw othersFolder(user);
  // What takes the place of Google Drive may be another bucket by now.
  if (!isDrive || !isOfDrive(project, place)) requireBucket(project, place.bucket);
}

function othersFolder(user: string): ServiceError {
  return new ServiceError('PERMISSION_DENIED', `The export is to a folder of ${user}, who alone can start it again.`);
}

/** The expression of an export, as JSON text. @throws FAILED_PRECONDITION for one that cannot be started again */
function textOf({ id, kind, request }: OperationRecord): string {
  if (kind === 'import') {
    throw new ServiceError('FAILED_PRECONDITION', `Operation "${id}" is an import: only exports can be started again.`);
  }
  if ('text' in request) return request.text;
  throw new ServiceError(
    'FAILED_PRECONDITION',
    `The expression of operation "${id}" is too long to be kept: start it from the script.`,
  );
}

export const RERUN_HANDLERS = {
  async 'projects.operations.rerun'({ params, body: { requestId }, caller }) {
    const operation = await findOperation(params.name, caller);
    const { project, content, priority, description, workloadTag, options, destination } = operation;
    const text = textOf(operation);
    await requirePermission(caller, 'earthengine.exports.create', `projects/${project}`);
    requirePlace(operation, caller);
    const { user = '' } = caller;
    const changed = operation.inputs === undefined ? {} : { changed: await changedInputs(operation.inputs, caller) };
    const started = await startOperation({
      project,
      user,
      kind: 'export',
      content,
      priority,
      description,
      options,
      destination,
      text,
      repeats: { operation: operation.id, ...changed },
      ...(workloadTag === undefined ? {} : { workloadTag }),
      key: requestId ? requestKey(user, requestId) : undefined,
    });
    return operationMessage(started, await chunksDone(started));
  },
} satisfies Handlers;
