import { readStep } from '../../shared/tasks/documents.ts';
import { chunksDone } from '../../shared/tasks/progress.ts';
import type { OperationRecord } from '../../shared/tasks/record.ts';
import type { Step } from '../../shared/tasks/step.ts';
import { wakeStep } from '../../shared/tasks/wake/wake.ts';

/**
 * Wakes the chunks that follow a step which is done; where none follow, and all are done by now, the finish.
 * @param known the chunks that follow, if the caller knows; else they are read
 */
export async function wakeFollowers(operation: OperationRecord, step: Step, known?: readonly number[]): Promise<void> {
  const followers = known ?? (await readStep(operation.id, step))?.followers ?? [];
  await Promise.all(followers.map((chunk) => wakeStep(operation, chunk, `after ${step}`)));
  if (followers.length > 0) return;
  const { chunks = 0 } = operation;
  if ((await chunksDone(operation)) >= chunks) await wakeStep(operation, 'finish', `after ${step}`);
}
