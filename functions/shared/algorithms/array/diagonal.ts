import { wrong } from '../../errors.ts';
import { float } from '../../values/number.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import { required } from '../parameter.ts';
import { arrayType } from './array-type.ts';
import { ArrayValue, allocate, shapeText } from './array-value.ts';
import { viewed } from './array-view.ts';

/** The diagonal of a matrix, as a column. */
export function diagonalOf(array: ArrayValue): ArrayValue {
  if (array.shape.length !== 2) throw wrong(`A matrix is expected. Got the lengths ${shapeText(array.shape)}.`);
  const [rows, columns] = array.shape;
  return viewed(array, { shape: [Math.min(rows, columns), 1], strides: [columns + 1, 0] });
}

/** The matrix with the numbers of a column, or of an array of one dimension, on its diagonal. */
export function diagonalMatrix(array: ArrayValue): ArrayValue {
  const [rows, columns = 1] = array.shape;
  if (array.shape.length === 0 || array.shape.length > 2 || columns !== 1) {
    throw wrong(`A column is expected. Got the lengths ${shapeText(array.shape)}.`);
  }
  const values = allocate([rows, rows]);
  array.values.forEach((value, i) => {
    values[i * (rows + 1)] = value;
  });
  return new ArrayValue([rows, rows], values, array.type);
}

function dotProduct(one: ArrayValue, other: ArrayValue): number {
  if (one.shape.length !== 1 || other.shape.length !== 1 || one.shape[0] !== other.shape[0]) {
    throw wrong(
      `Two arrays of one dimension and the same length are expected. Got ${shapeText(one.shape)} and ${shapeText(other.shape)}.`,
    );
  }
  return one.values.reduce((sum, value, i) => sum + value * other.values[i], 0);
}

/** Matrices and vectors: diagonals and the product of vectors. */
export const ARRAY_DIAGONALS = [
  algorithm({
    name: 'Array.matrixDiagonal',
    description: 'The diagonal of a matrix, as a column.',
    returns: 'Array',
    parameters: { input: required(arrayType) },
    examples: [
      {
        args: {
          input: $call('Array', {
            values: [
              [1, 2],
              [3, 4],
            ],
          }),
        },
        result: [[1], [4]],
      },
    ],
    run: ({ input }) => diagonalOf(input),
  }),
  algorithm({
    name: 'Array.matrixToDiag',
    description: 'The matrix with the numbers of a column on its diagonal.',
    returns: 'Array',
    parameters: { input: required(arrayType) },
    examples: [
      {
        args: { input: $call('Array', { values: [[1], [4]] }) },
        result: [
          [1, 0],
          [0, 4],
        ],
      },
    ],
    run: ({ input }) => diagonalMatrix(input),
  }),
  algorithm({
    name: 'Array.dotProduct',
    description: 'The dot product of two arrays of one dimension.',
    returns: 'Number',
    parameters: { array1: required(arrayType), array2: required(arrayType) },
    examples: [
      {
        args: { array1: $call('Array', { values: [1, 2, 3] }), array2: $call('Array', { values: [4, 5, 6] }) },
        result: 32,
      },
    ],
    run: ({ array1, array2 }) => {
      const product = dotProduct(array1, array2);
      return array1.type.precision === 'int' && array2.type.precision === 'int' ? product : float(product);
    },
  }),
];
