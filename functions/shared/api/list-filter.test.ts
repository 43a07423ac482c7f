import { describe, expect, it } from 'vitest';
import { type FilterField, readFilter, timeField, valueField } from './list-filter.ts';

interface Item {
  readonly name: string;
  readonly size?: number;
  readonly done: boolean;
  readonly time?: string;
}

const FIELDS: { readonly [name: string]: FilterField<Item> } = {
  name: valueField(({ name }) => name),
  size: valueField(({ size }) => size),
  done: valueField(({ done }) => done),
  'metadata.time': timeField(({ time }) => time),
};

const ITEMS: readonly Item[] = [
  { name: 'ONE', size: 1, done: true, time: '2026-01-01T00:00:00Z' },
  { name: 'two AND "more"', size: 20, done: false, time: '2026-02-01T01:00:00+01:00' },
  { name: 'three', done: true },
];

const read = (filter: string) =>
  readFilter<Item>(filter, {
    help: 'name, size',
    named: (name) => (Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined),
  });

describe('a filter of a list', () => {
  it.each([
    ['', [0, 1, 2]],
    ['name = "ONE"', [0]],
    ['name=ONE', [0]],
    ['name != ONE', [1, 2]],
    [String.raw`name = "two AND \"more\""`, [1]],
    ['size >= 1 AND size < 2e1', [0]],
    ['done = true', [0, 2]],
    ['done = false AND size > 1', [1]],
    // What a thing does not have, or of another type, fits no condition.
    ['size != 1', [1]],
    ['name > 0', []],
    ['metadata.time >= "2026-02-01"', [1]],
    ['metadata.time = "2026-02-01T00:00:00Z"', [1]],
  ])('%s', (filter, expected) => {
    const wanted = read(filter);
    expect(ITEMS.flatMap((item, i) => (wanted(item) ? [i] : []))).toEqual(expected);
  });

  it.each([
    ['color = "red"', 'Invalid filter \'color = "red"\': write name, size, one of = != < <= > >='],
    ['constructor = "x"', 'Invalid filter'],
    ['name', 'Invalid filter'],
    ['name = red', 'Invalid filter'],
    ['name = "a" OR name = "b"', 'Invalid filter'],
    ['metadata.time > "yesterday"', 'Invalid time in the filter: yesterday.'],
    ['metadata.time > 7', 'Invalid time in the filter: 7.'],
    ['x'.repeat(10_001), 'at most 10000 characters'],
  ])('%s is refused', (filter, message) => {
    expect(() => read(filter)).toThrow(message);
  });
});
