import fc from 'fast-check';
import { expect, it } from 'vitest';
import { solveDefinite, solveInPlace } from './linear-system.ts';

const number = fc.double({ min: -100, max: 100, noNaN: true });

it('finds what the matrix makes the right side of', () => {
  const systems = fc
    .integer({ min: 1, max: 8 })
    .chain((n) =>
      fc.tuple(
        fc.array(number, { minLength: n * n, maxLength: n * n }),
        fc.array(number, { minLength: n, maxLength: n }),
      ),
    );
  fc.assert(
    fc.property(systems, ([entries, solution]) => {
      const n = solution.length;
      // A large diagonal, in another order of rows, so that there is a solution and pivots are needed.
      const matrix = entries.map((value, i) => (i % (n + 1) === 0 ? value + Math.sign(value || 1) * 1000 : value));
      const turned = Float64Array.from([...matrix.slice(n), ...matrix.slice(0, n)]);
      const right = Float64Array.from({ length: n }, (_, i) =>
        solution.reduce((sum, value, j) => sum + turned[i * n + j] * value, 0),
      );
      expect(solveInPlace(turned, right)).toBe(true);
      right.forEach((value, i) => {
        expect(value).toBeCloseTo(solution[i], 6);
      });
    }),
  );
});

it('says if there is none', () => {
  expect(solveInPlace(Float64Array.of(1, 2, 2, 4), Float64Array.of(1, 1))).toBe(false);
  expect(solveInPlace(Float64Array.of(0), Float64Array.of(1))).toBe(false);
  expect(solveInPlace(Float64Array.of(NaN), Float64Array.of(1))).toBe(false);
});

it('solves definite systems for several right sides', () => {
  // L Lᵀ of L = [[2, 0, 0], [1, 3, 0], [-1, 2, 1]]; what is above the diagonal does not count.
  const matrix = Float64Array.of(4, NaN, NaN, 2, 10, NaN, -2, 5, 6);
  const [one, other] = [Float64Array.of(4 + 4 - 6, 2 + 20 + 15, -2 + 10 + 18), Float64Array.of(4, 2, -2)];
  expect(solveDefinite(matrix, one, other)).toBe(true);
  [1, 2, 3].forEach((value, i) => {
    expect(one[i]).toBeCloseTo(value, 12);
    expect(other[i]).toBeCloseTo(i === 0 ? 1 : 0, 12);
  });
});

it('leaves systems that are not definite alone', () => {
  const right = Float64Array.of(1, 2);
  expect(solveDefinite(Float64Array.of(1, 2, 2, 1), right)).toBe(false);
  expect(solveDefinite(Float64Array.of(1, 1, 1, 1), right)).toBe(false);
  expect([...right]).toEqual([1, 2]);
});
