import { steps } from './documents.ts';
import type { ListedOperation } from './record.ts';

/** The number of an operation's chunks that are done. */
export async function chunksDone({ id, state, chunks }: ListedOperation): Promise<number> {
  if (chunks === undefined) return 0;
  if (state === 'SUCCEEDED') return chunks;
  if (state !== 'RUNNING' && state !== 'CANCELLING') return 0;
  const { count } = (await steps(id).where('state', '==', 'DONE').count().get()).data();
  // The step that made the plan is done too.
  return Math.max(0, count - 1);
}
