import { describe, expect, it } from 'vitest';
import { DateValue } from '../algorithms/language/date-value.ts';
import { equalValues, keyOf } from './equality.ts';
import { float } from './number.ts';
import { compareValues } from './order.ts';
import type { Value } from './value.ts';

describe('equalValues', () => {
  it.each<[Value, Value, boolean]>([
    [1, float(1), true],
    [0, -0, true],
    [Number.NaN, Number.NaN, true],
    [2 ** 60, 2n ** 60n, true],
    [1, '1', false],
    [true, 1, false],
    [null, null, true],
    [['a', 'b'], ['a,b'], false],
    [[1, [2]], [1, [2]], true],
    [['[]'], [[]], false],
    ['[1]', [1], false],
    [new Map([['a', 1]]), new Map([['a', 1]]), true],
    [
      new Map<string, Value>([
        ['a', 1],
        ['b', 2],
      ]),
      new Map<string, Value>([
        ['b', 2],
        ['a', 1],
      ]),
      true,
    ],
    [new DateValue(5), new DateValue(5), true],
    [new DateValue(5), 5, false],
  ])('%o and %o: %s', (a, b, result) => {
    expect(equalValues(a, b)).toBe(result);
  });

  it('refuses what is nested too deep to be compared', () => {
    let deep: Value = 1;
    for (let i = 0; i < 100_000; i++) deep = [deep];
    expect(() => keyOf(deep)).toThrow('nested deeper');
  });
});

describe('compareValues', () => {
  it('orders values of different types', () => {
    const values: Value[] = [[2], 'b', [1, 5], new DateValue(9), 3, null, 'a', [1], Number.NaN, new DateValue(1), 2.5];
    const sorted: Value[] = [null, 2.5, 3, Number.NaN, 'a', 'b', [1], [1, 5], [2], new DateValue(1), new DateValue(9)];
    expect(values.toSorted((a, b) => compareValues(a, b))).toEqual(sorted);
  });

  it('refuses what has no order', () => {
    expect(() => compareValues(new Map(), new Map())).toThrow('can be sorted');
  });
});
