import { readDocuments } from '../google/stored.ts';
import { steps } from './documents.ts';
import { stepRecord } from './step.ts';

/** Step records read at a time. */
const PAGE = 1000;

/** The results of an operation's chunks, all of which are done, in their order. */
export async function* chunkResults(id: string): AsyncGenerator<string> {
  const chunks = steps(id).orderBy('chunk');
  for (let first = 0; ; first += PAGE) {
    const page = await chunks.startAt(first).limit(PAGE).get();
    for (const { parts = '' } of readDocuments(stepRecord, page)) yield parts;
    if (page.size < PAGE) return;
  }
}
