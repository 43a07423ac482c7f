import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { languageContext } from '../../expression/language.testing.ts';
import type { Value } from '../../values/value.ts';
import { REGISTRY } from '../registry.ts';

const run = (name: string, args: { [key: string]: Value }): Value =>
  REGISTRY.get(name)?.invoke(new Map(Object.entries(args)), languageContext) as Value;

const item: fc.Arbitrary<Value> = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom('a', 'b', ''),
  fc.array(fc.integer({ min: 0, max: 1 }), { maxLength: 2 }),
  fc.boolean(),
);
const list = fc.array(item, { maxLength: 12 });
const index = fc.integer({ min: -20, max: 20 });

/** Runs a property over random lists. */
function holds<T extends [unknown, ...unknown[]]>(
  arbitraries: { [K in keyof T]: fc.Arbitrary<T[K]> },
  check: (...values: T) => void,
): () => void {
  return () => fc.assert(fc.property(...arbitraries, check));
}

describe('lists', () => {
  it(
    'turned around twice are the same',
    holds([list], (a) => {
      expect(run('List.reverse', { list: run('List.reverse', { list: a }) })).toEqual(a);
    }),
  );

  it(
    'rotated there and back are the same',
    holds([list, index], (a, distance) => {
      const there = run('List.rotate', { list: a, distance });
      expect(run('List.rotate', { list: there, distance: -distance })).toEqual(a);
    }),
  );

  it(
    'are put together from their slices',
    holds([list, index], (a, at) => {
      const parts = {
        list: run('List.slice', { list: a, start: 0, end: at }),
        other: run('List.slice', { list: a, start: at }),
      };
      expect(run('List.cat', parts)).toEqual(a);
    }),
  );

  it(
    'unzip what they zip',
    holds([list, list], (a, b) => {
      const length = Math.min(a.length, b.length);
      const unzipped = run('List.unzip', { list: run('List.zip', { list: a, other: b }) });
      expect(unzipped).toEqual(length === 0 ? [] : [a.slice(0, length), b.slice(0, length)]);
    }),
  );

  it(
    'splice out what they splice in',
    holds([list, list, fc.nat(12)], (a, b, at) => {
      const start = Math.min(at, a.length);
      const spliced = run('List.splice', { list: a, start, count: 0, other: b });
      expect(run('List.splice', { list: spliced, start, count: b.length })).toEqual(a);
    }),
  );

  it(
    'keep their elements when shuffled, in the same order for a seed',
    holds([list, fc.integer()], (a, seed) => {
      const shuffled = run('List.shuffle', { list: a, seed }) as Value[];
      expect(run('List.shuffle', { list: a, seed })).toEqual(shuffled);
      for (const element of a) {
        expect(run('List.frequency', { list: shuffled, element })).toBe(run('List.frequency', { list: a, element }));
      }
      expect(shuffled).toHaveLength(a.length);
    }),
  );

  it(
    'are sorted once and for all',
    holds([list.map((a) => a.filter((element) => typeof element !== 'boolean'))], (a) => {
      const sorted = run('List.sort', { list: a });
      expect(run('List.sort', { list: sorted })).toEqual(sorted);
      expect(run('List.sort', { list: run('List.reverse', { list: sorted }) })).toEqual(sorted);
    }),
  );

  it(
    'find a list in themselves where it stands',
    holds([list, list, list], (a, b, c) => {
      const all = [...a, ...b, ...c];
      const first = run('List.indexOfSublist', { list: all, target: b }) as number;
      const last = run('List.lastIndexOfSubList', { list: all, target: b }) as number;
      const stands = (at: number): boolean =>
        run('List.equals', { list: all.slice(at, at + b.length), other: b }) as boolean;
      const places = all
        .map((_, i) => i)
        .concat(all.length)
        .filter((i) => i + b.length <= all.length && stands(i));
      expect([first, last]).toEqual([places[0], places.at(-1)]);
    }),
  );
});

describe('lists as sets', () => {
  const distinct = (a: Value): Value[] => run('List.distinct', { list: a }) as Value[];

  it(
    'are distinct once and for all',
    holds([list], (a) => {
      expect(distinct(distinct(a))).toEqual(distinct(a));
      expect(run('List.containsAll', { list: distinct(a), other: a })).toBe(true);
    }),
  );

  it(
    'fall into what is removed and what is not',
    holds([list, list], (a, b) => {
      const rest = run('List.removeAll', { list: a, other: b }) as Value[];
      for (const element of a) {
        const inB = run('List.contains', { list: b, element });
        expect(run('List.contains', { list: rest, element })).toBe(!inB);
      }
    }),
  );

  it(
    'count every element once',
    holds([list], (a) => {
      const counts = distinct(a).map((element) => run('List.frequency', { list: a, element }) as number);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(a.length);
    }),
  );
});
