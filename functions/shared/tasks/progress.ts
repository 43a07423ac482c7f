import type { ChunkSpan } from './contents/content.ts';
import { steps } from './documents.ts';
import type { ListedOperation } from './record.ts';

/** The number of an operation's chunks that are done. */
export async function chunksDone({ id, state, chunks }: ListedOperation): Promise<number> {
  if (chunks === undefined) return 0;
  if (state === 'SUCCEEDED') return chunks;
  if (state !== 'RUNNING' && state !== 'CANCELLING') return 0;
  return countDone(id, 'chunk', { first: 0, end: chunks });
}

/** The number of an operation's groups that are gathered. */
export function groupsDone({ id, groups = 0 }: Pick<ListedOperation, 'id' | 'groups'>): Promise<number> {
  return countDone(id, 'group', { first: 0, end: groups });
}

/** Whether some successive chunks of an operation are all done. */
export async function areDone(id: string, { first, end }: ChunkSpan): Promise<boolean> {
  return (await countDone(id, 'chunk', { first, end })) === end - first;
}

async function countDone(id: string, field: 'chunk' | 'group', { first, end }: ChunkSpan): Promise<number> {
  const done = steps(id).where('state', '==', 'DONE').where(field, '>=', first).where(field, '<', end);
  return (await done.count().get()).data().count;
}
