import { wrong } from '../../errors.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import { optional, required } from '../parameter.ts';
import { arrayType } from './array-type.ts';
import { type ArrayValue, stridesOf } from './array-value.ts';
import { singleAxis } from './axis.ts';
import { takeAlong } from './parts.ts';

/** The array sorted along the one axis in which its keys are longer than 1; NaN comes last. */
export function sortArray(array: ArrayValue, keys: ArrayValue): ArrayValue {
  if (keys.shape.length !== array.shape.length) throw wrong("'keys' must have as many dimensions as the array.");
  if (array.shape.length === 0) return array;
  const axis = singleAxis(keys.shape, keys === array ? 'array' : 'keys');
  if (keys.shape[axis] !== array.shape[axis]) {
    throw wrong(`Got ${keys.shape[axis]} keys for ${array.shape[axis]} positions along axis ${axis}.`);
  }
  const { values } = keys;
  const order = Array.from({ length: array.shape[axis] }, (_, i) => i).sort((i, j) => {
    const difference = values[i] - values[j];
    return Number.isNaN(difference) ? Number(Number.isNaN(values[i])) - Number(Number.isNaN(values[j])) : difference;
  });
  return takeAlong(array, axis, order);
}

/** The position of the largest number, the first one of several; null if there is none. */
export function argmax({ values, shape }: ArrayValue): number[] | null {
  if (values.length === 0) return null;
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[best] || Number.isNaN(values[best])) best = i;
  return stridesOf(shape).map((stride, axis) => Math.floor(best / stride) % shape[axis]);
}

/** Arrays: order. */
export const ARRAY_ORDER = [
  algorithm({
    name: 'Array.sort',
    description:
      'The array sorted along one axis, by its own numbers or by keys that are longer than 1 along that axis only.',
    returns: 'Array',
    parameters: { array: required(arrayType), keys: optional(arrayType) },
    examples: [
      { args: { array: $call('Array', { values: [3, 1, 2] }) }, result: [1, 2, 3] },
      {
        args: {
          array: $call('Array', {
            values: [
              [1, 2],
              [3, 4],
            ],
          }),
          keys: $call('Array', { values: [[2], [1]] }),
        },
        result: [
          [3, 4],
          [1, 2],
        ],
      },
    ],
    run: ({ array, keys }) => sortArray(array, keys ?? array),
  }),
  algorithm({
    name: 'Array.argmax',
    description: 'The position of the largest number, the first one of several; null for an array without numbers.',
    returns: 'List<Integer>',
    parameters: { array: required(arrayType) },
    examples: [
      {
        args: {
          array: $call('Array', {
            values: [
              [3, 4, 2],
              [6, 5, 7],
            ],
          }),
        },
        result: [1, 2],
      },
    ],
    run: ({ array }) => argmax(array),
  }),
];
