import { describe, expect, it } from 'vitest';
import { RowCache } from './row-cache.ts';

/** A matrix whose values say where they were at the start, and a cache over it. */
function cached(length: number): { cache: RowCache; places: number[]; row: (row: number, known: number) => number[] } {
  const cache = new RowCache(length);
  const places = Array.from({ length }, (_, i) => i);
  const row = (at: number, known: number): number[] => {
    const values = cache.row(at, known, (into, from, to) => {
      for (let i = from; i < to; i++) into[i] = places[at] * length + places[i];
    });
    return [...values.subarray(0, known)];
  };
  return { cache, places, row };
}

describe('cached rows', () => {
  it('stay right while rows and columns change places, whole ones and beginnings', () => {
    const length = 7;
    const { cache, places, row } = cached(length);
    const expected = (at: number, known: number) => places.slice(0, known).map((place) => places[at] * length + place);
    const swaps = [
      [0, 6],
      [1, 3],
      [2, 5],
      [0, 1],
      [4, 6],
    ];
    let known = 2;
    for (const [a, b] of swaps) {
      for (let at = 0; at < length; at++) {
        const asked = 1 + ((at + known++) % length);
        expect(row(at, asked)).toEqual(expected(at, asked));
      }
      cache.swap(a, b);
      [places[a], places[b]] = [places[b], places[a]];
    }
    for (let at = 0; at < length; at++) expect(row(at, length)).toEqual(expected(at, length));
  });

  it('are computed once, and again when others took their place', () => {
    const length = 8_000_000;
    const cache = new RowCache(length);
    const computed: number[] = [];
    const ask = (row: number): void => {
      cache.row(row, 1, (into) => {
        computed.push(row);
        into[0] = row;
      });
    };
    // Four rows of so many values are kept.
    for (const row of [0, 1, 2, 3, 0, 4, 0, 2, 1]) ask(row);
    expect(computed).toEqual([0, 1, 2, 3, 4, 1]);
  });
});
