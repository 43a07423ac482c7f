import { saveDownload } from '../../shared/access/downloads.ts';
import type { Handlers } from '../../shared/api/handler.ts';
import { readPageSize } from '../../shared/api/page-size.ts';
import { invalid, notFound, ServiceError } from '../../shared/errors.ts';
import { stopOperation } from '../../shared/tasks/end-operation.ts';
import { findOperation, listOperations } from '../../shared/tasks/find.ts';
import { operationMessage, operationName } from '../../shared/tasks/operation-message.ts';
import { chunksDone } from '../../shared/tasks/progress.ts';
import { isOver, type ListedOperation } from '../../shared/tasks/record.ts';
import { resultFiles } from '../../shared/tasks/result-files.ts';
import { tidy } from '../../shared/tasks/tidy.ts';
import { cancel } from '../../shared/tasks/transitions/cancel.ts';
import { deleteOperation } from '../../shared/tasks/transitions/delete.ts';
import { waitForEnd } from '../../shared/tasks/wait.ts';
import { readOperationFilter } from './operation-filter.ts';

const MAX_PAGE = 500;

async function message(operation: ListedOperation): Promise<object> {
  return operationMessage(operation, await chunksDone(operation));
}

/** Milliseconds of a protobuf Duration, such as `3.5s`; undefined if none is given. */
function milliseconds(duration: string | undefined): number | undefined {
  if (!duration) return undefined;
  const [, seconds] = /^(\d+(?:\.\d{1,9})?)s$/.exec(duration) ?? [];
  if (seconds === undefined) {
    throw invalid(
      `Invalid value at 'timeout' (type.googleapis.com/google.protobuf.Duration), "${duration.slice(0, 100)}"`,
    );
  }
  return Number(seconds) * 1000;
}

export const OPERATION_HANDLERS = {
  async 'projects.operations.get'({ params, caller }) {
    return message(await findOperation(params.name, caller));
  },

  async 'projects.operations.list'({ query, caller }) {
    const { pageSize, pageToken, filter } = query;
    const size = readPageSize(pageSize, { usual: MAX_PAGE, most: MAX_PAGE });
    const isWanted = filter ? readOperationFilter(filter) : () => true;
    const { operations, next } = await listOperations(caller.project, { size, token: pageToken }, isWanted);
    return {
      operations: await Promise.all(operations.map(message)),
      ...(next === undefined ? {} : { nextPageToken: next }),
    };
  },

  async 'projects.operations.cancel'({ params, caller }) {
    const operation = await findOperation(params.name, caller, 'earthengine.operations.update');
    const outcome = await cancel(operation.id);
    if (outcome === 'finished') {
      throw new ServiceError('FAILED_PRECONDITION', `Operation "${operation.id}" has already finished.`);
    }
    if (outcome === 'gone') throw notFound(`Operation "${operation.id}" not found.`);
    if (outcome === 'cancelling') await stopOperation(operation);
    else await tidy(operation.id);
    return {};
  },

  async 'projects.operations.delete'({ params, caller }) {
    const operation = await findOperation(params.name, caller, 'earthengine.operations.delete');
    if (!isOver(operation.state)) {
      throw new ServiceError('FAILED_PRECONDITION', `Operation "${operation.id}" has not finished: cancel it first.`);
    }
    if (!(await tidy(operation.id))) {
      throw new ServiceError(
        'UNAVAILABLE',
        `The files that operation "${operation.id}" has left cannot be deleted now. Try again in some minutes.`,
      );
    }
    await deleteOperation(operation.id);
    return {};
  },

  async 'projects.operations.createDownloads'({ params, caller }) {
    const operation = await findOperation(params.name, caller);
    const files = await resultFiles(operation);
    return {
      downloads: await Promise.all(
        files.map(async (result) => ({
          name: await saveDownload({ ...caller, project: operation.project }, result),
          uri: `gs://${result.file.bucket}/${result.file.object}`,
          sizeBytes: String(result.file.size),
        })),
      ),
    };
  },

  async 'projects.operations.wait'({ params, body, caller, signal }) {
    const { project, id } = await findOperation(params.name, caller);
    await waitForEnd(id, milliseconds(body.timeout), signal);
    return message(await findOperation(operationName({ project, id }), caller));
  },
} satisfies Handlers;
