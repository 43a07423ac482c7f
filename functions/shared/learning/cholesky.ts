import { wrong } from '../errors.ts';

/**
 * The lower triangle L with L Lᵀ = A of a symmetric matrix, row by row; undefined if the matrix is not positive definite (within
 * rounding: a pivot that is less than 1e-12 of its diagonal).
 */
export function choleskyFactor(matrix: Float64Array, size: number): Float64Array | undefined {
  const factor = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = matrix[row * size + column];
      for (let k = 0; k < column; k++) sum -= factor[row * size + k] * factor[column * size + k];
      if (row > column) factor[row * size + column] = sum / factor[column * size + column];
      else if (sum > 1e-12 * matrix[row * size + row]) factor[row * size + row] = Math.sqrt(sum);
      else return undefined;
    }
  }
  return factor;
}

/** Solves L x = b in place for a lower triangle, b being `size` numbers from `start`: its length is then the Mahalanobis distance. */
export function whiten(factor: Float64Array, values: Float64Array, start: number, size: number): void {
  for (let row = 0; row < size; row++) {
    let sum = values[start + row];
    for (let k = 0; k < row; k++) sum -= factor[row * size + k] * values[start + k];
    values[start + row] = sum / factor[row * size + row];
  }
}

/** Means of columns over some rows. */
export function meansOf(columns: readonly Float64Array[], rows: ArrayLike<number>): Float64Array {
  return Float64Array.from(columns, (column) => {
    let sum = 0;
    for (let i = 0; i < rows.length; i++) sum += column[rows[i]];
    return sum / rows.length;
  });
}

/** Covariances of columns over some rows, divided by one less than their number; of one row they are 0. */
export function covariancesOf(
  columns: readonly Float64Array[],
  rows: ArrayLike<number>,
  means: Float64Array,
): Float64Array {
  const size = columns.length;
  const matrix = new Float64Array(size * size);
  for (let a = 0; a < size; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = 0;
      for (let i = 0; i < rows.length; i++) {
        sum += (columns[a][rows[i]] - means[a]) * (columns[b][rows[i]] - means[b]);
      }
      matrix[a * size + b] = sum / Math.max(1, rows.length - 1);
      matrix[b * size + a] = matrix[a * size + b];
    }
  }
  return matrix;
}

/** The part of the inputs' variances that makes covariances without an inverse have one. */
const RIDGE = 1e-6;

/**
 * The Cholesky factor of the covariances of some rows. Where they have no inverse, because inputs follow from others or do not vary, or
 * there are few rows, a millionth of each input's variance over all rows is added to its own (a ridge): then distances along directions
 * that do not occur are large, and those along others as they were.
 */
export function covarianceFactor(
  columns: readonly Float64Array[],
  rows: ArrayLike<number>,
  means: Float64Array,
): Float64Array {
  const size = columns.length;
  const matrix = covariancesOf(columns, rows, means);
  const factor = choleskyFactor(matrix, size);
  if (factor) return factor;
  columns.forEach((column, i) => {
    matrix[i * size + i] += RIDGE * (varianceOf(column) || 1);
  });
  const steadied = choleskyFactor(matrix, size);
  if (steadied) return steadied;
  throw wrong('The covariances of the samples are too large or too small. Bring the inputs to similar ranges.');
}

function varianceOf(column: Float64Array): number {
  let [sum, squares] = [0, 0];
  for (const value of column) sum += value;
  const mean = sum / column.length;
  for (const value of column) squares += (value - mean) ** 2;
  return squares / column.length;
}
