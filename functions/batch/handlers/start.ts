import type { Caller } from '../../shared/jobs/caller.ts';
import { operationMessage } from '../../shared/tasks/operation-message.ts';
import { chunksDone } from '../../shared/tasks/progress.ts';
import { type OperationRequest, startOperation } from '../../shared/tasks/start-operation.ts';

const DEFAULT_PRIORITY = 100;

/** The fields that export and import requests of all kinds have. */
interface Fields {
  readonly priority?: number | undefined;
  readonly description?: string | undefined;
  readonly requestId?: string | undefined;
}

/** Starts an operation, and answers with its message. */
export async function start(
  { priority = DEFAULT_PRIORITY, description = '', requestId = '' }: Fields,
  caller: Caller,
  work: Pick<OperationRequest, 'kind' | 'content' | 'text' | 'options' | 'destination' | 'uploads'>,
): Promise<object> {
  const { project, user = '' } = caller;
  const operation = await startOperation({ ...work, project, user, priority, description, requestId });
  return operationMessage(operation, await chunksDone(operation));
}
