import { chunkResults } from '../../shared/tasks/chunk-results.ts';
import type { Content } from '../../shared/tasks/contents/content.ts';
import { contentOf } from '../../shared/tasks/contents/contents.ts';
import { steps } from '../../shared/tasks/documents.ts';
import { areDone, groupsDone } from '../../shared/tasks/progress.ts';
import type { OperationRecord } from '../../shared/tasks/record.ts';
import { groupStep } from '../../shared/tasks/step.ts';
import { completeGroup } from '../../shared/tasks/transitions/complete-group.ts';
import { startGroup } from '../../shared/tasks/transitions/start-group.ts';
import { wakeStep } from '../../shared/tasks/wake/wake.ts';
import { runStep } from './run-step.ts';

/** Gathers what the chunks of a group have written; the last of them wakes the finish. */
export function runGroup(id: string, group: number): Promise<void> {
  return runStep<string>(id, groupStep(group), {
    async run({ operation }, signal) {
      const { gather, span } = gatheringOf(operation, group);
      return gather(operation, group, chunkResults(id, span), signal);
    },
    complete: completeGroup,
    async follow(operation) {
      const { groups = 0 } = operation;
      if ((await groupsDone(operation)) >= groups) await wakeStep(operation, 'finish', `after ${groupStep(group)}`);
    },
  });
}

function gatheringOf(operation: OperationRecord, group: number) {
  const content: Content = contentOf(operation);
  const span = content.groups?.(operation)[group];
  if (!span || !content.gather) throw new TypeError(`Operation ${operation.id} has no group ${group}.`);
  return { gather: content.gather, span };
}

/**
 * Sends the group of a chunk off, if all of its chunks are done by now.
 * @param followers of the chunk: one that goes on with the next chunk of its group is not the last
 */
export async function wakeGroupOf(
  operation: OperationRecord,
  chunk: number,
  followers: readonly number[],
): Promise<void> {
  const groups = contentOf(operation).groups?.(operation) ?? [];
  const group = groups.findIndex(({ end }) => chunk < end);
  const span = groups[group];
  if (followers.includes(chunk + 1) && chunk + 1 < span.end) return;
  if (await areDone(operation.id, span)) await wakeGroup(operation, group, 'complete');
}

/** Sends off the groups that nobody has, of an operation whose chunks are done. */
export async function wakeForgottenGroups(operation: OperationRecord): Promise<void> {
  const found = await steps(operation.id).orderBy('group').select('group').get();
  const known = new Set(found.docs.map((step) => step.get('group')));
  const groups = Array.from({ length: operation.groups ?? 0 }, (_, group) => group);
  for (const group of groups.filter((one) => !known.has(one))) await wakeGroup(operation, group, 'forgotten');
}

async function wakeGroup(operation: OperationRecord, group: number, occasion: string): Promise<void> {
  if (await startGroup(operation.id, group)) await wakeStep(operation, groupStep(group), occasion);
}
