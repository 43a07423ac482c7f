import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DOUBLE } from '../../raster/pixel-type.ts';
import { scalar } from '../../raster/scalar/table.ts';
import { accumulate } from './accumulate.ts';
import { arrayFrom } from './array-from.ts';
import { ArrayValue, sizeOf } from './array-value.ts';
import { concatenate, repeatArray } from './assemble.ts';
import { eigenRows } from './eigen.ts';
import { combineArrays } from './math.ts';
import { arrayOfMatrix, matrixOf } from './matrix.ts';
import { sortArray } from './order.ts';
import { maskArray, sliceArray } from './parts.ts';
import { householder } from './qr.ts';
import { projectArray, reshapeArray, transposeArray } from './shape.ts';

const value = fc.integer({ min: -50, max: 50 });

function arrayOf(shape: readonly number[]): fc.Arbitrary<ArrayValue> {
  const size = sizeOf(shape);
  return fc
    .array(value, { minLength: size, maxLength: size })
    .map((values) => new ArrayValue(shape, Float64Array.from(values), DOUBLE));
}

const anyArray = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 3 }).chain(arrayOf);
const cube = fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3)).chain(arrayOf);
const square = fc.integer({ min: 1, max: 5 }).chain((n) => arrayOf([n, n]));
const axis = fc.integer({ min: 0, max: 2 });

const same = (actual: ArrayValue, expected: ArrayValue): void => {
  expect([actual.shape, actual.values]).toEqual([expected.shape, expected.values]);
};

const near = (actual: ArrayValue, expected: ArrayValue): void => {
  expect(actual.shape).toEqual(expected.shape);
  actual.values.forEach((x, i) => {
    expect(Math.abs(x - expected.values[i])).toBeLessThan(1e-9 * Math.max(1, ...expected.values.map(Math.abs)));
  });
};

describe('arrays', () => {
  it('are made again from their lists', () => {
    fc.assert(fc.property(anyArray, (a) => same(arrayFrom(a.toNested(), DOUBLE), shapeThatListsKeep(a))));
  });

  it('transposed twice are the same', () => {
    fc.assert(fc.property(cube, axis, axis, (a, i, j) => same(transposeArray(transposeArray(a, i, j), i, j), a)));
  });

  it('are put together from their slices along any axis', () => {
    fc.assert(
      fc.property(cube, axis, fc.nat(4), (a, i, at) => {
        same(concatenate([sliceArray(a, i, 0, at, 1), sliceArray(a, i, at, null, 1)], i), a);
      }),
    );
  });

  it('repeated are themselves put together', () => {
    fc.assert(
      fc.property(cube, axis, fc.integer({ min: 1, max: 3 }), (a, i, copies) => {
        same(repeatArray(a, i, copies), concatenate(new Array(copies).fill(a), i));
      }),
    );
  });

  it('masked by ones are the same, by zeros empty', () => {
    fc.assert(
      fc.property(cube, axis, (a, i) => {
        // A mask of one element does not say along which axis it lies.
        fc.pre(a.shape[i] !== 1);
        const shape = [1, 1, 1].with(i, a.shape[i]);
        const mask = (x: number) => new ArrayValue(shape, new Float64Array(a.shape[i]).fill(x), DOUBLE);
        same(maskArray(a, mask(1)), a);
        expect(maskArray(a, mask(0)).shape[i]).toBe(0);
      }),
    );
  });

  it('keep their numbers when reshaped or projected', () => {
    fc.assert(
      fc.property(anyArray, (a) => {
        same(reshapeArray(reshapeArray(a, [a.values.length]), a.shape), a);
        same(
          projectArray(
            a,
            a.shape.map((_, i) => i),
          ),
          a,
        );
      }),
    );
  });

  it('sort as their numbers do', () => {
    fc.assert(
      fc.property(
        fc.nat(10).chain((n) => arrayOf([n])),
        (a) => {
          expect(sortArray(a, a).values).toEqual(a.values.toSorted());
        },
      ),
    );
  });

  it('add up, and are taken apart again', () => {
    const [add, subtract] = [scalar('add'), scalar('subtract')];
    fc.assert(
      fc.property(
        cube.chain((a) => fc.tuple(fc.constant(a), arrayOf(a.shape))),
        ([a, b]) => {
          same(combineArrays(add, a, b), combineArrays(add, b, a));
          same(combineArrays(subtract, combineArrays(add, a, b), b), a);
        },
      ),
    );
  });

  it('end, when accumulated, in their sum', () => {
    const runningSum = () => {
      let sum = 0;
      return (x: number) => (sum += x);
    };
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }).chain((n) => arrayOf([n])),
        (a) => {
          expect(accumulate(a, 0, runningSum).values.at(-1)).toBe(a.values.reduce((sum, x) => sum + x, 0));
        },
      ),
    );
  });
});

/** Lists do not say how long empty lists would have been: axes behind an empty one are lost. */
function shapeThatListsKeep(array: ArrayValue): ArrayValue {
  const empty = array.shape.indexOf(0);
  return empty < 0 ? array : new ArrayValue(array.shape.slice(0, empty + 1), array.values, array.type);
}

describe('matrices', () => {
  it('are the product of their QR decomposition, with an orthogonal Q', () => {
    fc.assert(
      fc.property(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 })).chain(arrayOf), (a) => {
        const { Q, R } = householder(matrixOf(a));
        near(arrayOfMatrix(Q.mmul(R)), a);
        near(arrayOfMatrix(Q.transpose().mmul(Q)), identity(Q.rows));
        for (let i = 0; i < R.rows; i++)
          for (let j = 0; j < Math.min(i, R.columns); j++) expect(R.get(i, j)).toBeCloseTo(0);
      }),
    );
  });

  it('that are symmetric are stretched by their eigenvalues along their eigenvectors', () => {
    fc.assert(
      fc.property(square, (a) => {
        const matrix = matrixOf(a);
        const symmetric = matrix.clone().add(matrix.transpose());
        const rows = eigenRows(symmetric).to2DArray();
        for (const [lambda, ...v] of rows) {
          const stretched = symmetric.mmul(arrayColumn(v)).to1DArray();
          stretched.forEach((x, i) => {
            expect(x).toBeCloseTo(lambda * v[i], 8);
          });
        }
        expect(rows.map(([lambda]) => lambda)).toEqual(rows.map(([lambda]) => lambda).toSorted((x, y) => y - x));
      }),
    );
  });
});

function identity(size: number): ArrayValue {
  const values = Float64Array.from({ length: size * size }, (_, i) => Number(i % (size + 1) === 0));
  return new ArrayValue([size, size], values, DOUBLE);
}

function arrayColumn(values: readonly number[]) {
  return matrixOf(new ArrayValue([values.length, 1], Float64Array.from(values), DOUBLE));
}
