import { z } from 'zod';
import type { StoredOf } from '../google/stored.ts';

/**
 * How the chunks of an operation are handed out. Chains of chunks go on at the same time, each through a run of successive chunks; a chain that has
 * come to the end of its run takes the next one. Runs get shorter towards the end, so that all chains end at about the same time.
 */

/** What has been handed out, as Firestore has it under `operations/{id}/steps/hand`; there is none where all was handed out at the start. */
export const handRecord = z.object({
  operation: z.string(),
  /** The first chunk that has not been handed out. */
  next: z.number(),
  /** Chains that go on. */
  chains: z.number(),
});
export type HandRecord = StoredOf<typeof handRecord>;

/** Successive chunks: from `first` on, before `end`. */
export interface Run {
  readonly first: number;
  readonly end: number;
}

/** What begins, and what has been handed out then. */
export interface HandOut {
  readonly runs: readonly Run[];
  readonly next: number;
}

/** The most chunks of a run: until it is over, its chain neither ends nor makes room for other operations. */
const LONGEST = 8;

/** The most chains that begin where one ends: an operation whose share grows gets there in some steps. */
const MOST_BEGIN = 4;

/** Runs from a chunk on, for a number of chains of as many as there are to be. */
function take(next: number, chunks: number, count: number, share: number): HandOut {
  const runs: Run[] = [];
  let first = next;
  while (runs.length < count && first < chunks) {
    const length = Math.max(1, Math.min(LONGEST, Math.floor((chunks - first) / (2 * share))));
    runs.push({ first, end: Math.min(chunks, first + length) });
    first += length;
  }
  return { runs, next: Math.min(first, chunks) };
}

/**
 * What is handed out at the start.
 * @param share chains that the operation may have
 */
export function firstRuns(chunks: number, share: number): HandOut {
  return take(0, chunks, share, share);
}

/**
 * What follows the end of a chain's run: nothing if the operation has more chains than its share, several runs if it has fewer.
 * @param share chains that it may have now
 */
export function runsAfter({ next, chains }: HandRecord, chunks: number, share: number): HandOut & { chains: number } {
  const others = chains - 1;
  const wanted = Math.max(share - others, others === 0 ? 1 : 0, 0);
  const { runs, next: then } = take(next, chunks, Math.min(wanted, MOST_BEGIN), share);
  return { runs, next: then, chains: others + runs.length };
}
