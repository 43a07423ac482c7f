import { CholeskyDecomposition, LuDecomposition, Matrix, SingularValueDecomposition } from 'ml-matrix';
import { wrong } from '../../errors.ts';
import type { Value } from '../../values/value.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import { required } from '../parameter.ts';
import { arrayType } from './array-type.ts';
import { eigenRows } from './eigen.ts';
import { arrayOfMatrix, limitedMatrixOf, requireFinite, squareMatrixOf } from './matrix.ts';
import { householder } from './qr.ts';

function dictionary(matrices: { readonly [name: string]: Matrix }): Value {
  return new Map(Object.entries(matrices).map(([name, matrix]) => [name, arrayOfMatrix(matrix)]));
}

/** The permutation matrix that brings rows into the order of a pivot vector. */
function permutation(pivots: readonly number[]): Matrix {
  const matrix = Matrix.zeros(pivots.length, pivots.length);
  pivots.forEach((column, row) => {
    matrix.set(row, column, 1);
  });
  return matrix;
}

function cholesky(matrix: Matrix): Matrix {
  if (!matrix.isSymmetric()) throw wrong('The matrix is not symmetric.');
  const decomposition = new CholeskyDecomposition(matrix);
  if (!decomposition.isPositiveDefinite()) throw wrong('The matrix is not positive definite.');
  return decomposition.lowerTriangularMatrix;
}

/** Matrices as products of simpler ones. */
export const MATRIX_DECOMPOSITIONS = [
  algorithm({
    name: 'Array.matrixCholeskyDecomposition',
    description: 'The lower triangular L with A = L L′ of a symmetric, positive definite matrix.',
    returns: 'Dictionary<Object>',
    parameters: { array: required(arrayType) },
    examples: [
      {
        args: {
          array: $call('Array', {
            values: [
              [4, 2],
              [2, 10],
            ],
          }),
        },
        result: {
          L: [
            [2, 0],
            [1, 3],
          ],
        },
      },
    ],
    run: ({ array }) => dictionary({ L: cholesky(squareMatrixOf(array, 'array')) }),
  }),
  algorithm({
    name: 'Array.matrixLUDecomposition',
    description: 'L, U and P with P A = L U of a square matrix: triangular matrices and a permutation.',
    returns: 'Dictionary<Object>',
    parameters: { array: required(arrayType) },
    examples: [
      {
        args: {
          array: $call('Array', {
            values: [
              [1, 2],
              [4, 4],
            ],
          }),
        },
        result: {
          L: [
            [1, 0],
            [0.25, 1],
          ],
          U: [
            [4, 4],
            [0, 1],
          ],
          P: [
            [0, 1],
            [1, 0],
          ],
        },
      },
    ],
    run: ({ array }) => {
      const lu = new LuDecomposition(squareMatrixOf(array, 'array'));
      if (lu.isSingular()) throw wrong('The matrix is singular.');
      return dictionary({
        L: lu.lowerTriangularMatrix,
        U: lu.upperTriangularMatrix,
        P: permutation([...lu.pivotPermutationVector]),
      });
    },
  }),
  algorithm({
    name: 'Array.matrixQRDecomposition',
    description: 'Q and R with A = Q R: an orthogonal and an upper triangular matrix.',
    returns: 'Dictionary<Object>',
    parameters: { array: required(arrayType) },
    examples: [
      {
        args: {
          array: $call('Array', {
            values: [
              [3, 1],
              [4, 2],
            ],
          }),
        },
        result: {
          Q: [
            [-0.6, 0.8],
            [-0.8, -0.6],
          ],
          R: [
            [-5, -2.2],
            [0, -0.4],
          ],
        },
      },
    ],
    run: ({ array }) => dictionary(householder(limitedMatrixOf(array, 'array'))),
  }),
  algorithm({
    name: 'Array.matrixSingularValueDecomposition',
    description:
      'U, S and V with A = U S V′: orthogonal matrices, and the singular values on a diagonal, largest first.',
    returns: 'Dictionary<Object>',
    parameters: { array: required(arrayType) },
    examples: [
      {
        args: {
          array: $call('Array', {
            values: [
              [2, 0],
              [0, 1],
            ],
          }),
        },
        result: {
          U: [
            [-1, 0],
            [0, 1],
          ],
          S: [
            [2, 0],
            [0, 1],
          ],
          V: [
            [-1, 0],
            [0, 1],
          ],
        },
      },
    ],
    run: ({ array }) => {
      const svd = new SingularValueDecomposition(requireFinite(limitedMatrixOf(array, 'array')), {
        autoTranspose: true,
      });
      return dictionary({
        U: svd.leftSingularVectors,
        S: Matrix.diag(svd.diagonal),
        V: svd.rightSingularVectors,
      });
    },
  }),
  algorithm({
    name: 'Array.eigen',
    description:
      'The real eigenvalues and unit eigenvectors of a square matrix: a row for each, the largest eigenvalue first.',
    returns: 'Array',
    parameters: { input: required(arrayType) },
    examples: [
      {
        args: {
          input: $call('Array', {
            values: [
              [1, 0],
              [0, 2],
            ],
          }),
        },
        result: [
          [2, 0, 1],
          [1, 1, 0],
        ],
      },
    ],
    run: ({ input }) => arrayOfMatrix(eigenRows(requireFinite(squareMatrixOf(input)))),
  }),
];
