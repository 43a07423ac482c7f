import { steps } from './documents.ts';
import type { OperationRecord } from './record.ts';

/** The number of an operation's chunks that are done. */
export async function chunksDone({ id, state, plan, chunks = 0 }: OperationRecord): Promise<number> {
  if (state === 'SUCCEEDED') return chunks;
  if (plan === undefined || (state !== 'RUNNING' && state !== 'CANCELLING')) return 0;
  const { count } = (await steps(id).where('state', '==', 'DONE').count().get()).data();
  // The step that made the plan is done too.
  return Math.max(0, count - 1);
}
