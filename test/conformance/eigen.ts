import type { Json } from '../../functions/shared/values/value.ts';
import type { Tolerance } from './cases.ts';

type Matrix = readonly (readonly number[])[];

function isMatrix(value: Json | undefined): value is number[][] {
  return Array.isArray(value) && value.every((row) => Array.isArray(row) && row.every((x) => typeof x === 'number'));
}

/**
 * Whether rows of [eigenvalue, ...eigenvector] agree with expected ones: the values in their order, and the vectors by
 * what makes them eigenvectors of the matrix, where the expected ones are.
 */
export function eigenAgrees(actual: Json, expected: Json, matrix: Json | undefined, tolerance: Tolerance): boolean {
  if (!isMatrix(actual) || !isMatrix(expected) || !isMatrix(matrix) || actual.length !== expected.length) return false;
  return expected.every((row, i) => {
    const [value, ...vector] = actual[i];
    if (vector.length !== row.length - 1) return false;
    if (!(Math.abs(value - row[0]) <= Math.max(tolerance.abs, tolerance.rel * Math.abs(row[0])))) return false;
    return isEigenvector(matrix, value, vector, tolerance) || !isEigenvector(matrix, row[0], row.slice(1), tolerance);
  });
}

/** Whether A v = value v, within the tolerance times the sizes of what is added up; the zero vector is none. */
function isEigenvector(a: Matrix, value: number, v: readonly number[], { abs, rel }: Tolerance): boolean {
  const length = Math.hypot(...v);
  if (!(length > 0)) return false;
  const size = Math.max(1, ...a.flat().map(Math.abs)) * v.length;
  return a.every((row, i) => {
    const product = row.reduce((sum, x, j) => sum + x * v[j], 0);
    return Math.abs(product - value * v[i]) <= (abs + rel) * size * length;
  });
}
