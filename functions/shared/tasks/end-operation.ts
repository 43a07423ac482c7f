import type { OperationRecord } from './record.ts';
import { tidy } from './tidy.ts';
import { settle } from './transitions/settle.ts';
import { type StepOwner, wakeDispatch, wakeStep } from './wake/wake.ts';

/** Cleans up after an operation that has ended: wakes the next operation for the free slot, and deletes parts and step records. */
export async function endOperation({
  id,
  project,
  kind,
}: Pick<OperationRecord, 'id' | 'project' | 'kind'>): Promise<void> {
  await wakeDispatch({ project, kind });
  await tidy(id);
}

/** Ends an operation that is being cancelled. If a step is still leased, schedules a wake-up for the time when the lease is over. */
export async function stopOperation({ id, kind }: StepOwner): Promise<void> {
  const settlement = await settle(id);
  if (settlement.kind === 'cancelled') await endOperation(settlement.operation);
  // Whichever step is woken: it finds that the operation is to stop, and comes here.
  if (settlement.kind === 'waiting')
    await wakeStep({ id, kind }, 'finish', `settle ${settlement.until}`, settlement.until);
}
