import { determinant, LuDecomposition, Matrix, pseudoInverse, QrDecomposition } from 'ml-matrix';
import { wrong } from '../../errors.ts';
import { float } from '../../values/number.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import { required } from '../parameter.ts';
import { arrayType } from './array-type.ts';
import { arrayOfMatrix, limitedMatrixOf, limitWork, matrixOf, requireFinite, squareMatrixOf } from './matrix.ts';

function inverse(matrix: Matrix): Matrix {
  const lu = new LuDecomposition(matrix);
  if (lu.isSingular()) throw wrong('The matrix is singular: it has no inverse.');
  return lu.solve(Matrix.eye(matrix.rows));
}

/** x of A x = B: exact for a square matrix A, else the one with the least squares of errors. */
function solve(a: Matrix, b: Matrix): Matrix {
  if (a.rows !== b.rows) throw wrong(`The matrices must have the same number of rows. Got ${a.rows} and ${b.rows}.`);
  if (a.rows < a.columns)
    throw wrong(`The equations are underdetermined: ${a.rows} of them for ${a.columns} unknowns.`);
  if (a.rows === a.columns) {
    const lu = new LuDecomposition(a);
    if (lu.isSingular()) throw wrong('The matrix is singular: the equations have no single solution.');
    return lu.solve(b);
  }
  const qr = new QrDecomposition(a);
  if (!qr.isFullRank()) throw wrong('The columns of the matrix depend on each other: there is no single solution.');
  return qr.solve(b);
}

const MATRIX = $call('Array', {
  values: [
    [2, 1],
    [1, 1],
  ],
});

/** Matrices: products, inverses and equations. */
export const MATRIX_ALGEBRA = [
  algorithm({
    name: 'Array.matrixMultiply',
    description: 'The product of two matrices.',
    returns: 'Array',
    parameters: { left: required(arrayType), right: required(arrayType) },
    examples: [
      {
        args: {
          left: MATRIX,
          right: $call('Array', {
            values: [
              [1, 2],
              [3, 4],
            ],
          }),
        },
        result: [
          [5, 8],
          [4, 6],
        ],
      },
    ],
    run: ({ left, right }) => {
      const [a, b] = [matrixOf(left, 'left'), matrixOf(right, 'right')];
      if (a.columns !== b.rows) {
        throw wrong(`'left' must have as many columns as 'right' has rows. Got ${a.columns} and ${b.rows}.`);
      }
      limitWork(a.rows * a.columns * b.columns);
      return arrayOfMatrix(a.mmul(b));
    },
  }),
  algorithm({
    name: 'Array.matrixInverse',
    description: 'The inverse of a square matrix.',
    returns: 'Array',
    parameters: { input: required(arrayType) },
    examples: [
      {
        args: { input: MATRIX },
        result: [
          [1, -1],
          [-1, 2],
        ],
      },
    ],
    run: ({ input }) => arrayOfMatrix(inverse(squareMatrixOf(input))),
  }),
  algorithm({
    name: 'Array.matrixPseudoInverse',
    description: "Moore and Penrose's inverse of a matrix.",
    returns: 'Array',
    parameters: { input: required(arrayType) },
    examples: [{ args: { input: $call('Array', { values: [[2], [0]] }) }, result: [[0.5, 0]] }],
    run: ({ input }) => arrayOfMatrix(pseudoInverse(requireFinite(limitedMatrixOf(input)))),
  }),
  algorithm({
    name: 'Array.matrixSolve',
    description: 'The x of A x = B; where A has more rows than columns, the one with the least squares of errors.',
    returns: 'Array',
    parameters: { left: required(arrayType), right: required(arrayType) },
    examples: [
      { args: { left: MATRIX, right: $call('Array', { values: [[3], [2]] }) }, result: [[1], [1]] },
      {
        args: { left: $call('Array', { values: [[1], [1]] }), right: $call('Array', { values: [[1], [3]] }) },
        result: [[2]],
      },
    ],
    run: ({ left, right }) => arrayOfMatrix(solve(limitedMatrixOf(left, 'left'), matrixOf(right, 'right'))),
  }),
  algorithm({
    name: 'Array.matrixDeterminant',
    description: 'The determinant of a square matrix.',
    returns: 'Number',
    parameters: { input: required(arrayType) },
    examples: [{ args: { input: MATRIX }, result: 1 }],
    run: ({ input }) => float(determinant(squareMatrixOf(input))),
  }),
  algorithm({
    name: 'Array.matrixTrace',
    description: 'The sum of the diagonal of a matrix.',
    returns: 'Number',
    parameters: { input: required(arrayType) },
    examples: [{ args: { input: MATRIX }, result: 3 }],
    run: ({ input }) => float(matrixOf(input).trace()),
  }),
  algorithm({
    name: 'Array.matrixFnorm',
    description: "Frobenius' norm of a matrix: the root of the sum of the squares.",
    returns: 'Number',
    parameters: { input: required(arrayType) },
    examples: [
      {
        args: {
          input: $call('Array', {
            values: [
              [3, 0],
              [0, 4],
            ],
          }),
        },
        result: 5,
      },
    ],
    run: ({ input }) => float(matrixOf(input).norm('frobenius')),
  }),
];
