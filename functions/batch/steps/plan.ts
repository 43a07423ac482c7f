import { invalid } from '../../shared/errors.ts';
import { versionsText } from '../../shared/jobs/inputs/input-versions.ts';
import { chunkShare } from '../../shared/tasks/chunk-share.ts';
import type { Content, Finished, PlannedWork } from '../../shared/tasks/contents/content.ts';
import { contentOf } from '../../shared/tasks/contents/contents.ts';
import { endOperation } from '../../shared/tasks/end-operation.ts';
import { requireDestination } from '../../shared/tasks/require-destination.ts';
import { storeOperationText } from '../../shared/tasks/storage/operation-text.ts';
import { type CompletedPlan, completePlan } from '../../shared/tasks/transitions/complete-plan.ts';
import { succeed } from '../../shared/tasks/transitions/succeed.ts';
import { runAtOnce } from './run-at-once.ts';
import { runStep } from './run-step.ts';
import { wakeFollowers } from './wake-followers.ts';

/** The most chunks of an operation: some 1e13 pixels of a band, on which a hundred cores work for two weeks. */
const MAX_CHUNKS = 2_500_000;

/** @throws INVALID_ARGUMENT for more work than could ever come to its end, whatever 'maxPixels' says */
function checkWork({ chunks }: PlannedWork): void {
  if (chunks <= MAX_CHUNKS) return;
  throw invalid(
    `The task is too large: it would be computed in ${chunks} chunks, and at most ${MAX_CHUNKS} are allowed. Divide its region, or give a larger scale.`,
  );
}

/** A plan, or, of an operation that took no longer than its plan, the end. */
type Planned = { readonly plan: CompletedPlan } | { readonly finished: Finished; readonly inputs: string | undefined };

/** Plans an operation that has got a slot, and carries it out if it is short; else sends its first chunks off. */
export function runPlan(id: string): Promise<void> {
  let isOver = false;
  return runStep<Planned>(id, 'plan', {
    async run({ operation, token }, signal) {
      const content: Content = contentOf(operation);
      const planned = await content.plan(operation, signal);
      checkWork(planned);
      const finished = await runAtOnce(operation, planned, signal);
      const inputs = versionsText(planned.pins);
      if (finished) return { finished, inputs };
      const { pins, ...plan } = planned;
      const groups = content.groups?.({ ...operation, plan: plan.plan }).length;
      return { plan: { ...plan, groups, inputs, pins: await storeOperationText(id, `pins-${token}`, pins) } };
    },
    async complete(lease, planned) {
      if ('plan' in planned) return completePlan(lease, planned.plan, await chunkShare(lease.operation));
      await requireDestination(lease.operation);
      const { finished, inputs } = planned;
      const standing = await succeed(lease, finished, { chunks: 1, ...(inputs === undefined ? {} : { inputs }) });
      isOver = standing === 'held';
      return standing;
    },
    follow: (operation) => (isOver ? endOperation(operation) : wakeFollowers(operation, 'plan')),
  });
}
