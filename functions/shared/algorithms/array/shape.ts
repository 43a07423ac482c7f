import { wrong } from '../../errors.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import * as t from '../language/types.ts';
import { defaulted, required } from '../parameter.ts';
import { arrayType } from './array-type.ts';
import { ArrayValue, shapeText, sizeOf, stridesOf } from './array-value.ts';
import { viewed } from './array-view.ts';
import { existingAxis } from './axis.ts';

/** The array with a new shape. One length may be -1: it is then computed from the others. */
export function reshapeArray(array: ArrayValue, lengths: readonly number[]): ArrayValue {
  const size = array.values.length;
  const open = lengths.indexOf(-1);
  const rest = sizeOf(lengths.filter((_, axis) => axis !== open));
  const shape = open < 0 || rest === 0 ? lengths : lengths.with(open, size / rest);
  if (shape.some((length) => !Number.isInteger(length) || length < 0) || sizeOf(shape) !== size) {
    throw wrong(`An array of ${size} elements cannot have the shape ${shapeText(lengths)}.`);
  }
  return new ArrayValue(shape, array.values, array.type);
}

/** The array with two axes exchanged. */
export function transposeArray(array: ArrayValue, axis1: number, axis2: number): ArrayValue {
  const [one, other] = [existingAxis(array, axis1, 'axis1'), existingAxis(array, axis2, 'axis2')];
  const exchanged = (list: readonly number[]): number[] => list.with(one, list[other]).with(other, list[one]);
  return viewed(array, { shape: exchanged(array.shape), strides: exchanged(stridesOf(array.shape)) });
}

/** The array with some of its axes, in an order; those left out must have the length 1. */
export function projectArray(array: ArrayValue, axes: readonly number[]): ArrayValue {
  for (const axis of axes) existingAxis(array, axis, 'axes');
  if (new Set(axes).size !== axes.length) throw wrong(`'axes' must differ. Got ${shapeText(axes)}.`);
  const dropped = array.shape.findIndex((length, axis) => length > 1 && !axes.includes(axis));
  if (dropped >= 0) throw wrong(`Axis ${dropped} of length ${array.shape[dropped]} cannot be dropped.`);
  const strides = stridesOf(array.shape);
  return viewed(array, { shape: axes.map((axis) => array.shape[axis]), strides: axes.map((axis) => strides[axis]) });
}

const SIX = $call('Array', {
  values: [
    [1, 2, 3],
    [4, 5, 6],
  ],
});

function declareTranspose(name: string, description: string) {
  return algorithm({
    name,
    description,
    returns: 'Array',
    parameters: { array: required(arrayType), axis1: defaulted(t.integer, 0), axis2: defaulted(t.integer, 1) },
    examples: [
      {
        args: { array: SIX },
        result: [
          [1, 4],
          [2, 5],
          [3, 6],
        ],
      },
    ],
    run: ({ array, axis1, axis2 }) => transposeArray(array, axis1, axis2),
  });
}

/** Arrays: the same numbers along other axes. */
export const ARRAY_SHAPE = [
  declareTranspose('Array.transpose', 'The array with two axes exchanged.'),
  declareTranspose('Array.matrixTranspose', 'The matrix with two axes exchanged.'),
  algorithm({
    name: 'Array.reshape',
    description: 'The same numbers in a new shape; one length may be -1, and is then computed from the others.',
    returns: 'Array',
    parameters: { array: required(arrayType), shape: required(arrayType) },
    examples: [
      {
        args: { array: SIX, shape: $call('Array', { values: [3, -1] }) },
        result: [
          [1, 2],
          [3, 4],
          [5, 6],
        ],
      },
      { args: { array: SIX, shape: $call('Array', { values: [6] }) }, result: [1, 2, 3, 4, 5, 6] },
    ],
    run: ({ array, shape }) => {
      if (shape.shape.length > 1) throw wrong("'shape' must have one dimension.");
      return reshapeArray(array, [...shape.values]);
    },
  }),
  algorithm({
    name: 'Array.project',
    description: 'Removes axes of length 1: only the named axes stay.',
    returns: 'Array',
    parameters: { array: required(arrayType), axes: required(t.list(t.integer)) },
    examples: [{ args: { array: $call('Array', { values: [[1, 2, 3]] }), axes: [1] }, result: [1, 2, 3] }],
    run: ({ array, axes }) => projectArray(array, axes),
  }),
];
