import { Matrix } from 'ml-matrix';
import { wrong } from '../../errors.ts';
import { DOUBLE } from '../../raster/pixel-type.ts';
import { ArrayValue, shapeText } from './array-value.ts';

/** Most multiplications that a matrix function takes, in the order of magnitude: some seconds. */
const MOST_WORK = 5e8;

/** Refuses matrices that would take too long: nothing can stop the function once it runs. */
export function limitWork(multiplications: number): void {
  if (multiplications > MOST_WORK) throw wrong('The matrix is too large: computing with it would take too long.');
}

/** An array of two dimensions, neither of them empty, as a matrix. */
export function matrixOf(array: ArrayValue, name = 'input'): Matrix {
  const [rows, columns] = array.shape;
  if (array.shape.length !== 2 || rows === 0 || columns === 0) {
    throw wrong(
      `'${name}' must be a matrix: an array of two dimensions with elements. Got the lengths ${shapeText(array.shape)}.`,
    );
  }
  return Matrix.from1DArray(rows, columns, array.values);
}

/** Reads an array as a matrix whose size is limited, for functions whose work grows with the cube of the size. */
export function limitedMatrixOf(array: ArrayValue, name = 'input'): Matrix {
  const matrix = matrixOf(array, name);
  limitWork(matrix.rows * matrix.columns * Math.max(matrix.rows, matrix.columns));
  return matrix;
}

/** Reads an array as a square matrix whose size is limited. */
export function squareMatrixOf(array: ArrayValue, name = 'input'): Matrix {
  const matrix = limitedMatrixOf(array, name);
  if (matrix.rows !== matrix.columns) {
    throw wrong(`'${name}' must be a square matrix. Got the lengths ${shapeText(array.shape)}.`);
  }
  return matrix;
}

/** A matrix as an array of doubles. */
export function arrayOfMatrix(matrix: Matrix): ArrayValue {
  const { rows, columns } = matrix;
  return new ArrayValue([rows, columns], Float64Array.from(matrix.to1DArray()), DOUBLE);
}

/**
 * Checks that all elements are finite: iterative methods would not end otherwise.
 * @throws INVALID_ARGUMENT
 */
export function requireFinite(matrix: Matrix): Matrix {
  if (!matrix.to1DArray().every(Number.isFinite)) throw wrong('The matrix has elements that are not finite.');
  return matrix;
}
