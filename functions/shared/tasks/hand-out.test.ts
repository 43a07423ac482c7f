import { describe, expect, it } from 'vitest';
import { firstRuns, type Run, runsAfter } from './hand-out.ts';

/** Carries out an operation of as many chunks; `cost` is how long one takes, `share` may change. Gives the time, and the runs in their order. */
function carryOut(chunks: number, share: (time: number) => number, cost: (chunk: number) => number) {
  const begun: Run[] = [];
  const going: { time: number; chunk: number; end: number }[] = [];
  const start = (time: number, runs: readonly Run[]) => {
    begun.push(...runs);
    going.push(...runs.map(({ first, end }) => ({ time: time + cost(first), chunk: first, end })));
  };
  const { runs, next } = firstRuns(chunks, share(0));
  let hand = { operation: 'A', next, chains: runs.length };
  const most: { time: number; count: number }[] = [];
  let now = 0;
  start(0, runs);
  while (going.length > 0) {
    going.sort((a, b) => a.time - b.time);
    const [one] = going.splice(0, 1);
    now = one.time;
    most.push({ time: now, count: going.length + 1 });
    if (one.chunk + 1 < one.end) going.push({ time: now + cost(one.chunk + 1), chunk: one.chunk + 1, end: one.end });
    else if (hand.next < chunks) {
      const after = runsAfter(hand, chunks, share(now));
      hand = { ...hand, next: after.next, chains: after.chains };
      start(now, after.runs);
      expect(hand.chains).toBe(going.length);
    }
  }
  return { now, begun, most };
}

/** The chunks of runs. */
function chunksOf(runs: readonly Run[]): number[] {
  return runs.flatMap(({ first, end }) => Array.from({ length: end - first }, (_, i) => first + i));
}

describe('chunks are handed out', () => {
  it.each([1, 2, 5, 63, 64, 65, 640, 5000])('%i of them, each once and in order', (chunks) => {
    for (const share of [1, 3, 64]) {
      const { begun } = carryOut(
        chunks,
        () => share,
        (chunk) => 1 + (chunk % 7),
      );
      expect(chunksOf(begun)).toEqual(Array.from({ length: chunks }, (_, i) => i));
    }
  });

  it('no more at a time than the share, and all chains end together, whatever each chunk costs', () => {
    // Every 64th chunk is ten times as dear, as where a column of an image is the only one with pixels.
    const cost = (chunk: number): number => (chunk % 64 === 0 ? 10 : 1);
    const chunks = 640;
    const { now, most } = carryOut(chunks, () => 64, cost);
    expect(Math.max(...most.map(({ count }) => count))).toBe(64);
    const total = Array.from({ length: chunks }, (_, i) => cost(i)).reduce((sum, one) => sum + one);
    // One chain for each column would take 100.
    expect(now).toBeLessThan(1.2 * (total / 64 + 10));
  });

  it('to a large operation in few writes', () => {
    const { begun } = carryOut(
      40_000,
      () => 64,
      () => 1,
    );
    expect(begun.length).toBeLessThan(40_000 / 7);
  });

  it('fewer at a time when the share shrinks, more when it grows, and never none', () => {
    const { begun, most } = carryOut(
      4000,
      (time) => (time < 20 ? 16 : time < 150 ? 1 : 16),
      () => 1,
    );
    expect(chunksOf(begun)).toHaveLength(4000);
    const between = (from: number, to: number) =>
      new Set(most.filter(({ time }) => time > from && time < to).map(({ count }) => count));
    expect(between(0, 20)).toEqual(new Set([16]));
    expect(between(30, 150)).toEqual(new Set([1]));
    expect(between(180, 200)).toEqual(new Set([16]));
  });
});
