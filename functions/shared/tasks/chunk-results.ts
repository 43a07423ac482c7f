import { readDocuments } from '../google/stored.ts';
import type { ChunkSpan } from './contents/content.ts';
import { steps } from './documents.ts';
import { stepRecord } from './step.ts';

/** Step records read at a time: those of groups may be long. */
const CHUNKS = 1000;
const GROUPS = 50;

const done = stepRecord.pick({ parts: true });

/** The results of successive chunks of an operation, all of which are done, in their order. */
export function chunkResults(id: string, { first, end }: ChunkSpan): AsyncGenerator<string> {
  return resultsOf(id, 'chunk', { first, end }, CHUNKS);
}

/** The results of an operation's groups, all of which are done, in their order. */
export function groupResults(id: string, groups: number): AsyncGenerator<string> {
  return resultsOf(id, 'group', { first: 0, end: groups }, GROUPS);
}

async function* resultsOf(
  id: string,
  field: 'chunk' | 'group',
  { first, end }: ChunkSpan,
  size: number,
): AsyncGenerator<string> {
  const all = steps(id).orderBy(field).select('parts');
  for (let from = first; from < end; from += size) {
    const to = Math.min(end, from + size);
    const page = readDocuments(done, await all.startAt(from).endBefore(to).get());
    if (page.length !== to - from)
      throw new TypeError(`Operation ${id}: results of ${field}s from ${from} on are missing.`);
    for (const { parts = '' } of page) yield parts;
  }
}
