import type { OperationRecord } from './record.ts';
import { tidy } from './tidy.ts';
import { settle } from './transitions/settle.ts';
import { wakeDispatch, wakeStep } from './wake/wake.ts';

/** What is to be done once an operation that ran is over: its slot goes to the next one, its rubbish away. */
export async function endOperation({
  id,
  project,
  kind,
}: Pick<OperationRecord, 'id' | 'project' | 'kind'>): Promise<void> {
  await wakeDispatch({ project, kind });
  await tidy(id);
}

/** Ends an operation that is to stop, or has it looked at again when those who work at it must have stopped. */
export async function stopOperation(id: string): Promise<void> {
  const settlement = await settle(id);
  if (settlement.kind === 'cancelled') await endOperation(settlement.operation);
  // Whichever step is woken: it finds that the operation is to stop, and comes here.
  if (settlement.kind === 'waiting') await wakeStep(id, 'finish', settlement.until);
}
