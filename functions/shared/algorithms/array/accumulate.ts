import { wrong } from '../../errors.ts';
import { INTEGER_TYPES, type PixelType } from '../../raster/pixel-type.ts';
import { isNumberValue, toDouble } from '../../values/number.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import * as t from '../language/types.ts';
import { optional, required } from '../parameter.ts';
import type { Reducer } from '../reducer/reducer.ts';
import { reducerType } from '../reducer/reducer-type.ts';
import { arrayType } from './array-type.ts';
import { ArrayValue, stridesOf } from './array-value.ts';
import { existingAxis } from './axis.ts';

/** A running accumulation: takes the next number, and returns the result over all numbers so far. */
type Running = (value: number) => number;

function runningSum(): Running {
  let sum = 0;
  return (value) => {
    sum += value;
    return sum;
  };
}

function runningReducer(reducer: Reducer): Running {
  const accumulator = reducer.start();
  return (value) => {
    accumulator.add(value, 1);
    const result = accumulator.result();
    if (isNumberValue(result)) return toDouble(result);
    throw wrong(`The reducer ${reducer.name} must have one number as its output.`);
  };
}

/** Replaces each number by the accumulation of the numbers up to it along an axis. Integer arrays stay integer. */
export function accumulate(array: ArrayValue, axis: number, start: () => Running): ArrayValue {
  const length = array.shape[existingAxis(array, axis)];
  const stride = stridesOf(array.shape)[axis];
  const integer = array.type.precision === 'int';
  const values = new Float64Array(array.values.length);
  for (let block = 0; block < values.length; block += stride * length) {
    for (let first = block; first < block + stride; first++) {
      const running = start();
      for (let i = 0, at = first; i < length; i++, at += stride) {
        const result = running(array.values[at]);
        values[at] = integer ? Math.trunc(result) : result;
      }
    }
  }
  const type: PixelType = integer ? INTEGER_TYPES.int64 : array.type;
  return new ArrayValue(array.shape, values, type);
}

/** Arrays: running results. */
export const ARRAY_ACCUMULATE = [
  algorithm({
    name: 'Array.accum',
    description: "Running sums along an axis, or a reducer's results over the numbers up to each one.",
    returns: 'Array',
    parameters: { array: required(arrayType), axis: required(t.integer), reducer: optional(reducerType) },
    examples: [
      {
        args: {
          array: $call('Array', {
            values: [
              [1, 3],
              [5, 7],
            ],
          }),
          axis: 0,
        },
        result: [
          [1, 3],
          [6, 10],
        ],
      },
      {
        args: { array: $call('Array', { values: [2, -2, 3, 1] }), axis: 0, reducer: $call('Reducer.max', {}) },
        result: [2, 2, 3, 3],
      },
    ],
    run: ({ array, axis, reducer }) =>
      accumulate(array, axis, reducer === null ? runningSum : () => runningReducer(reducer)),
  }),
];
