import type { ExportOptions, ExportPlan } from '../../shared/jobs/export-job.ts';
import { runJob } from '../../shared/jobs/pool.ts';
import { callerOf } from '../../shared/tasks/caller.ts';
import { operationDocument } from '../../shared/tasks/documents.ts';
import type { OperationRecord } from '../../shared/tasks/record.ts';
import { loadSource } from '../../shared/tasks/storage/request-object.ts';
import { completePlan, firstChunks } from '../../shared/tasks/transitions/complete-plan.ts';
import { wakeStep } from '../../shared/tasks/wake/wake.ts';
import { runStep } from './run-step.ts';
import { planTable } from './table.ts';

/** Plans an operation that has got a slot, and sends its first chunks off. */
export function runPlan(id: string): Promise<void> {
  return runStep<Pick<ExportPlan, 'chunks'>>(id, 'plan', {
    async run({ operation }, signal) {
      if (operation.content === 'table') return planTable(operation, signal);
      const options = JSON.parse(operation.options) as ExportOptions;
      const source = await loadSource(operation);
      return runJob({ kind: 'plan', caller: callerOf(operation), source, options }, signal);
    },
    complete: completePlan,
    async follow() {
      const { chunks = 0 } = ((await operationDocument(id).get()).data() ?? {}) as Partial<OperationRecord>;
      await Promise.all(firstChunks(chunks).map((chunk) => wakeStep(id, chunk)));
    },
  });
}
