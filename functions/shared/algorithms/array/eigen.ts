import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { wrong } from '../../errors.ts';

/** A matrix of rows [eigenvalue, ...eigenvector of length 1], the largest eigenvalue first. */
export function eigenRows(matrix: Matrix): Matrix {
  const { realEigenvalues, imaginaryEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(matrix);
  const largest = Math.max(...realEigenvalues.map(Math.abs), Number.MIN_VALUE);
  // Complex pairs that are but the rounding error of a double eigenvalue are small beside it.
  if (imaginaryEigenvalues.some((value) => Math.abs(value) > 1e-7 * largest)) {
    throw wrong('The matrix has eigenvalues that are not real.');
  }
  const order = realEigenvalues.map((_, i) => i).sort((i, j) => realEigenvalues[j] - realEigenvalues[i]);
  return new Matrix(order.map((i) => [realEigenvalues[i], ...unit(eigenvectorMatrix.getColumn(i))]));
}

function unit(vector: readonly number[]): number[] {
  const length = Math.hypot(...vector);
  return vector.map((x) => x / length);
}
