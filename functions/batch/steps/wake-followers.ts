import { readStep } from '../../shared/tasks/documents.ts';
import { chunksDone } from '../../shared/tasks/progress.ts';
import type { OperationRecord } from '../../shared/tasks/record.ts';
import type { Step } from '../../shared/tasks/step.ts';
import { wakeStep } from '../../shared/tasks/wake/wake.ts';
import { wakeGroupOf } from './group.ts';

/**
 * Wakes what follows a step which is done: the chunks that come next, and the group of a chunk if it was the last one; where there are no groups and no chunks follow,
 * and all are done by now, the finish.
 * @param known the chunks that follow, if the caller knows; else they are read
 */
export async function wakeFollowers(operation: OperationRecord, step: Step, known?: readonly number[]): Promise<void> {
  const followers = known ?? (await readStep(operation.id, step))?.followers ?? [];
  await Promise.all(followers.map((chunk) => wakeStep(operation, chunk, `after ${step}`)));
  const { chunks = 0, groups } = operation;
  if (groups !== undefined) {
    if (typeof step === 'number') await wakeGroupOf(operation, step, followers);
  } else if (followers.length === 0 && (await chunksDone(operation)) >= chunks) {
    await wakeStep(operation, 'finish', `after ${step}`);
  }
}
