import { chunkShare } from '../../shared/tasks/chunk-share.ts';
import { contentOf } from '../../shared/tasks/contents/contents.ts';
import { storeOperationText } from '../../shared/tasks/storage/operation-text.ts';
import { type CompletedPlan, completePlan } from '../../shared/tasks/transitions/complete-plan.ts';
import { runStep } from './run-step.ts';
import { wakeFollowers } from './wake-followers.ts';

/** Plans an operation that has got a slot, and sends its first chunks off. */
export function runPlan(id: string): Promise<void> {
  return runStep<CompletedPlan>(id, 'plan', {
    async run({ operation, token }, signal) {
      const { pins, ...plan } = await contentOf(operation).plan(operation, signal);
      return { ...plan, pins: await storeOperationText(id, `pins-${token}`, pins) };
    },
    complete: async (lease, plan) => completePlan(lease, plan, await chunkShare(lease.operation)),
    follow: (operation) => wakeFollowers(operation, 'plan'),
  });
}
