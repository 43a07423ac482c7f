import { firstChunks } from '../../shared/tasks/chunk-window.ts';
import { contentOf } from '../../shared/tasks/contents/contents.ts';
import { readOperation } from '../../shared/tasks/documents.ts';
import { storeOperationText } from '../../shared/tasks/storage/operation-text.ts';
import { type CompletedPlan, completePlan } from '../../shared/tasks/transitions/complete-plan.ts';
import { wakeStep } from '../../shared/tasks/wake/wake.ts';
import { runStep } from './run-step.ts';

/** Plans an operation that has got a slot, and sends its first chunks off. */
export function runPlan(id: string): Promise<void> {
  return runStep<CompletedPlan>(id, 'plan', {
    async run({ operation, token }, signal) {
      const { pins, ...plan } = await contentOf(operation).plan(operation, signal);
      return { ...plan, pins: await storeOperationText(id, `pins-${token}`, pins) };
    },
    complete: completePlan,
    async follow() {
      const operation = (await readOperation(id)) ?? {};
      await Promise.all(firstChunks(operation).map((chunk) => wakeStep(id, chunk, 'planned')));
    },
  });
}
