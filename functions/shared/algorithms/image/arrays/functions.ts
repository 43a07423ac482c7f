import { wrong } from '../../../errors.ts';
import { isNumberValue, toDouble } from '../../../values/number.ts';
import type { Value } from '../../../values/value.ts';
import { ARRAY_ACCUMULATE } from '../../array/accumulate.ts';
import { ArrayValue } from '../../array/array-value.ts';
import { MATRIX_DECOMPOSITIONS } from '../../array/decompositions.ts';
import { ARRAY_DIAGONALS } from '../../array/diagonal.ts';
import { MATRIX_ALGEBRA } from '../../array/matrix-algebra.ts';
import type { Context } from '../../context.ts';
import { type Algorithm, algorithm } from '../../declare.ts';
import { $call, type Example } from '../../example.ts';
import * as t from '../../language/types.ts';
import { optional, required } from '../../parameter.ts';
import { reduceArray } from '../../reducer/reduce-array.ts';
import { reducerType } from '../../reducer/reducer-type.ts';
import { COLUMN, imageReply, MATRIX, VECTOR } from '../example-image.ts';
import { imageType } from '../image-type.ts';
import { combineArrayBands, floating, mapArrays, withDimensions } from './declare.ts';
import { pixelwise } from './pixelwise.ts';

const ARRAY_FUNCTIONS = new Map(
  [...MATRIX_ALGEBRA, ...ARRAY_DIAGONALS, ...MATRIX_DECOMPOSITIONS, ...ARRAY_ACCUMULATE].map((entry) => [
    entry.name,
    entry,
  ]),
);

/** A function of the Array family on one pixel's arrays. */
function apply(name: string, args: readonly Value[], context: Context): ArrayValue {
  const { parameters, invoke } = ARRAY_FUNCTIONS.get(`Array.${name}`) as Algorithm;
  const result = invoke(new Map(args.map((arg, i) => [parameters[i][0], arg])), context);
  return asArray(result as Value);
}

function asArray(value: Value): ArrayValue {
  if (value instanceof ArrayValue) return value;
  if (isNumberValue(value)) return new ArrayValue([], Float64Array.of(toDouble(value)), floating(0));
  throw wrong('The result is not an array.');
}

/** Matrix functions with one result: the dimensions of it. */
const UNARY: readonly (readonly [name: string, dimensions: number, description: string])[] = [
  ['matrixDeterminant', 0, 'The determinants of the matrices.'],
  ['matrixDiagonal', 2, 'The diagonals of the matrices, as columns.'],
  ['matrixFnorm', 0, 'The Frobenius norms of the matrices.'],
  ['matrixInverse', 2, 'The inverses of the matrices.'],
  ['matrixPseudoInverse', 2, 'The Moore-Penrose inverses of the matrices.'],
  ['matrixToDiag', 2, 'Square matrices with the numbers of column matrices as their diagonals.'],
  ['matrixTrace', 0, 'The traces of the matrices.'],
];

/** Matrix functions with several results, which become bands. */
const DECOMPOSITIONS: readonly (readonly [name: string, description: string, outputs: readonly string[]])[] = [
  ['matrixCholeskyDecomposition', 'The Cholesky decompositions of the matrices.', ['L']],
  ['matrixLUDecomposition', 'The LU decompositions of the matrices.', ['L', 'U', 'P']],
  ['matrixQRDecomposition', 'The QR decompositions of the matrices.', ['Q', 'R']],
  ['matrixSingularValueDecomposition', 'The singular value decompositions of the matrices.', ['U', 'S', 'V']],
];

function unaryExample(name: string, dimensions: number): Example {
  const [id, value] = name === 'matrixToDiag' ? ['array', COLUMN] : ['identity', MATRIX];
  return {
    args: { value },
    result: imageReply({ [id as string]: dimensions === 0 ? ['double'] : ['double', null, dimensions] }),
  };
}

/** The functions of matrices, and those along an axis. */
export const IMAGE_ARRAY_FUNCTIONS = [
  ...UNARY.map(([name, dimensions, description]) =>
    algorithm({
      name: `Image.${name}`,
      description,
      returns: imageType.name,
      parameters: { value: required(imageType) },
      examples: [unaryExample(name, dimensions)],
      run: ({ value }, context) =>
        mapArrays(
          value,
          () => floating(dimensions),
          (array) => apply(name, [array], context),
        ),
    }),
  ),
  ...(
    [
      ['matrixMultiply', 'The products of the matrices of two images.'],
      [
        'matrixSolve',
        'The matrices x for which a x = b, over the matrices of two images; in the least squares sense if there is none.',
      ],
    ] as const
  ).map(([name, description]) =>
    algorithm({
      name: `Image.${name}`,
      description,
      returns: imageType.name,
      parameters: { image1: required(imageType), image2: required(imageType) },
      examples: [{ args: { image1: MATRIX, image2: COLUMN }, result: imageReply({ identity: ['double', null, 2] }) }],
      run: ({ image1, image2 }, context) =>
        combineArrayBands(
          image1,
          image2,
          () => floating(2),
          (a, b) => apply(name, [a, b], context),
        ),
    }),
  ),
  ...DECOMPOSITIONS.map(([name, description, outputs]) =>
    algorithm({
      name: `Image.${name}`,
      description,
      returns: imageType.name,
      parameters: { image: required(imageType) },
      examples: [
        {
          args: { image: MATRIX },
          result: imageReply(Object.fromEntries(outputs.map((id) => [id, ['double', null, 2]] as const))),
        },
      ],
      run: ({ image }, context) => {
        const [band] = image.bands;
        if (image.bands.length !== 1) throw wrong('The image must have one band.');
        const bands = outputs.map((id) => ({ id, type: floating(2) }));
        const { parameters, invoke } = ARRAY_FUNCTIONS.get(`Array.${name}`) as Algorithm;
        return image
          .withBands(
            pixelwise([band], bands, (array) => {
              const result = invoke(new Map([[parameters[0][0], array]]), context) as
                | ReadonlyMap<string, Value>
                | ArrayValue;
              return result instanceof ArrayValue ? [result] : outputs.map((id) => asArray(result.get(id) ?? null));
            }),
          )
          .withoutIdentity();
      },
    }),
  ),
  algorithm({
    name: 'Image.arrayAccum',
    description: 'The running sums, or reductions, of the arrays along an axis.',
    returns: imageType.name,
    parameters: { input: required(imageType), axis: required(t.integer), reducer: optional(reducerType) },
    examples: [{ args: { input: VECTOR, axis: 0 }, result: imageReply({ array: ['double', null, 1] }) }],
    run: ({ input, axis, reducer }, context) =>
      mapArrays(
        input,
        ({ type }) => withDimensions(floating(0), type.dimensions),
        (array) => apply('accum', [array, axis, reducer], context),
      ),
  }),
  algorithm({
    name: 'Image.arrayReduce',
    description: 'The arrays reduced along axes, each of which then has the length 1.',
    returns: imageType.name,
    parameters: {
      input: required(imageType),
      reducer: required(reducerType),
      axes: required(t.list(t.integer)),
      fieldAxis: optional(t.integer),
    },
    examples: [
      {
        args: { input: VECTOR, reducer: $call('Reducer.sum', {}), axes: [0] },
        result: imageReply({ array: ['double', null, 1] }),
      },
    ],
    run: ({ input, reducer, axes, fieldAxis }) =>
      mapArrays(
        input,
        ({ type }) => withDimensions(floating(0), type.dimensions),
        (array) => reduceArray(array, reducer, axes, fieldAxis),
      ),
  }),
];
