import { describe, expect, it } from 'vitest';
import type { Json } from '../../functions/shared/values/value.ts';
import { agrees } from './compare.ts';
import { eigenAgrees } from './eigen.ts';
import { hasForm } from './forms.ts';

const TIGHT = { abs: 1e-9, rel: 1e-9 };

describe('agrees', () => {
  it.each<[Json, Json, boolean]>([
    [1 + 1e-10, 1, true],
    [1.001, 1, false],
    [true, 1, true],
    [0, false, true],
    ['1', 1, false],
    ['Infinity', { $number: 'Infinity' }, true],
    ['-Infinity', { $number: 'Infinity' }, false],
    [[1, [2]], [1, [2]], true],
    [[1], [1, 2], false],
    [{ a: 1 }, { a: 1, b: null }, true],
    [{ a: 1, b: 2 }, { a: 1 }, false],
    [null, null, true],
    [0, null, false],
  ])('%j and %j: %s', (actual, expected, result) => {
    expect(agrees(actual, expected, TIGHT)).toBe(result);
  });

  it('ignores other keys if only fields are compared', () => {
    expect(agrees({ a: 1, b: 2 }, { a: 1 }, TIGHT, true)).toBe(true);
  });
});

describe('eigenAgrees', () => {
  const matrix = [
    [2, 0],
    [0, 1],
  ];
  const expected = [
    [2, 1, 0],
    [1, 0, 1],
  ];

  it('takes either sign of a vector, and nothing but an eigenvector', () => {
    expect(
      eigenAgrees(
        [
          [2, -1, 0],
          [1, 0, 1],
        ],
        expected,
        matrix,
        TIGHT,
      ),
    ).toBe(true);
    expect(
      eigenAgrees(
        [
          [2, 0.6, 0.8],
          [1, 0, 1],
        ],
        expected,
        matrix,
        TIGHT,
      ),
    ).toBe(false);
    expect(
      eigenAgrees(
        [
          [1, 0, 1],
          [2, 1, 0],
        ],
        expected,
        matrix,
        TIGHT,
      ),
    ).toBe(false);
  });
});

describe('hasForm', () => {
  it.each<[Json, string, boolean]>([
    ['NaN', 'Number', true],
    ['one', 'Number', false],
    [null, 'Object', true],
    [null, 'List', false],
    [{ type: 'Date', value: 0 }, 'Date', true],
    [{ type: 'Date' }, 'Date', false],
    [{ type: 'LinearRing', coordinates: [] }, 'Geometry', true],
    [{ type: 'FeatureCollection' }, 'FeatureCollection', false],
    [{ type: 'Kernel.square' }, 'Kernel', true],
  ])('%j as %s: %s', (value, type, result) => {
    expect(hasForm(value, type)).toBe(result);
  });
});
