import { chunkResults, groupResults } from '../../shared/tasks/chunk-results.ts';
import { type Finished, finishAtOnce } from '../../shared/tasks/contents/content.ts';
import { contentOf } from '../../shared/tasks/contents/contents.ts';
import { readOperation } from '../../shared/tasks/documents.ts';
import { endOperation } from '../../shared/tasks/end-operation.ts';
import { chunksDone, groupsDone } from '../../shared/tasks/progress.ts';
import type { OperationRecord } from '../../shared/tasks/record.ts';
import { requireDestination } from '../../shared/tasks/require-destination.ts';
import { succeed } from '../../shared/tasks/transitions/succeed.ts';
import { wakeForgottenGroups } from './group.ts';
import { runStep } from './run-step.ts';

/** Puts the parts of an operation together, once all chunks are done. */
export async function runFinish(id: string): Promise<void> {
  const operation = await readOperation(id);
  if (!operation) return;
  if (operation.state === 'RUNNING' && !(await isReady(operation))) return;
  await runStep<Finished>(id, 'finish', {
    run({ operation }, signal) {
      const { chunks = 0, groups } = operation;
      const content = contentOf(operation);
      if (groups !== undefined) return content.finish(operation, groupResults(id, groups), signal);
      return finishAtOnce(content, operation, chunkResults(id, { first: 0, end: chunks }), signal);
    },
    async complete(lease, asset) {
      await requireDestination(lease.operation);
      return succeed(lease, asset);
    },
    follow: endOperation,
  });
}

/** Whether all that precedes the finish is done. Every chunk near the end asks; so do retries and the sweep. */
async function isReady(operation: OperationRecord): Promise<boolean> {
  const { chunks, groups } = operation;
  if (chunks === undefined) return false;
  if (groups !== undefined && (await groupsDone(operation)) >= groups) return true;
  const areComputed = (await chunksDone(operation)) >= chunks;
  if (groups === undefined) return areComputed;
  if (areComputed) await wakeForgottenGroups(operation);
  return false;
}
