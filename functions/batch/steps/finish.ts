import { chunkResults } from '../../shared/tasks/chunk-results.ts';
import type { Finished } from '../../shared/tasks/contents/content.ts';
import { contentOf } from '../../shared/tasks/contents/contents.ts';
import { readOperation } from '../../shared/tasks/documents.ts';
import { endOperation } from '../../shared/tasks/end-operation.ts';
import { chunksDone } from '../../shared/tasks/progress.ts';
import { requireDestination } from '../../shared/tasks/require-destination.ts';
import { succeed } from '../../shared/tasks/transitions/succeed.ts';
import { runStep } from './run-step.ts';

/** Puts the parts of an operation together, once all chunks are done. */
export async function runFinish(id: string): Promise<void> {
  const operation = await readOperation(id);
  if (!operation) return;
  // Every chunk near the end asks; so do retries and the sweep.
  const { state, chunks } = operation;
  if (state === 'RUNNING' && (chunks === undefined || (await chunksDone(operation)) < chunks)) return;
  await runStep<Finished>(id, 'finish', {
    run: ({ operation }, signal) => contentOf(operation).finish(operation, chunkResults(id), signal),
    async complete(lease, asset) {
      await requireDestination(lease.operation);
      return succeed(lease, asset);
    },
    follow: endOperation,
  });
}
