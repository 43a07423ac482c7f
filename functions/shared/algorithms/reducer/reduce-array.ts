import { wrong } from '../../errors.ts';
import { DOUBLE } from '../../raster/pixel-type.ts';
import { isNumberValue, toDouble } from '../../values/number.ts';
import { arrayType } from '../array/array-type.ts';
import { ArrayValue, allocate, stridesOf } from '../array/array-value.ts';
import { existingAxis } from '../array/axis.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import * as t from '../language/types.ts';
import { optional, required } from '../parameter.ts';
import type { Reducer } from './reducer.ts';
import { reducerType } from './reducer-type.ts';

/** Reduces an array along axes, each of which then has the length 1; fields of inputs and outputs lie along an axis of their own. */
export function reduceArray(
  array: ArrayValue,
  reducer: Reducer,
  axes: readonly number[],
  fieldAxis: number | null,
): ArrayValue {
  for (const axis of axes) existingAxis(array, axis, 'axes');
  const fields = fieldsOf(array, reducer, axes, fieldAxis);
  const kept = array.shape.map((length, axis) => (axes.includes(axis) || axis === fieldAxis ? 1 : length));
  const shape = fieldAxis === null ? kept : kept.with(fieldAxis, reducer.outputs.length);
  const [inStrides, keptStrides, outStrides] = [array.shape, kept, shape].map(stridesOf);
  const fieldStride = fieldAxis === null ? 0 : inStrides[fieldAxis];
  const cells = Array.from({ length: kept.reduce((size, length) => size * length, 1) }, () => reducer.open());
  const ones = reducer.inputs.map(() => 1);
  for (let i = 0; i < array.values.length; i++) {
    // Each record is met at its first field.
    if (fieldAxis !== null && Math.floor(i / fieldStride) % array.shape[fieldAxis] !== 0) continue;
    const cell = kept.reduce((at, length, axis) => {
      return length === 1 ? at : at + (Math.floor(i / inStrides[axis]) % array.shape[axis]) * keptStrides[axis];
    }, 0);
    cells[cell].add(
      Array.from({ length: fields }, (_, field) => array.number(i + field * fieldStride)),
      ones,
    );
  }
  const values = allocate(shape);
  cells.forEach((cell, i) => {
    const at = kept.reduce((place, length, axis) => {
      return length === 1 ? place : place + (Math.floor(i / keptStrides[axis]) % length) * outStrides[axis];
    }, 0);
    cell.results().forEach((result, output) => {
      if (result !== null && !isNumberValue(result)) throw wrong('The reducer must have numbers as its outputs.');
      const stride = fieldAxis === null ? 0 : outStrides[fieldAxis];
      values[at + output * stride] = result === null ? Number.NaN : toDouble(result);
    });
  });
  const integers = array.type.precision === 'int' && values.every((value) => Number.isInteger(value));
  return new ArrayValue(shape, values, integers ? array.type : DOUBLE);
}

/** The number of fields of a record. */
function fieldsOf(array: ArrayValue, reducer: Reducer, axes: readonly number[], fieldAxis: number | null): number {
  if (fieldAxis === null) {
    if (reducer.inputs.length > 1 || reducer.outputs.length > 1) {
      throw wrong("'fieldAxis' is required for a reducer with several inputs or outputs.");
    }
    return 1;
  }
  existingAxis(array, fieldAxis, 'fieldAxis');
  if (axes.includes(fieldAxis)) throw wrong("'fieldAxis' must not be among 'axes'.");
  reducer.requireInputs(array.shape[fieldAxis]);
  return reducer.inputs.length;
}

/** Reducing arrays. */
export const REDUCE_ARRAY = [
  algorithm({
    name: 'Array.reduce',
    description: 'Reduces the numbers along some axes, whose length becomes 1.',
    returns: 'Array',
    parameters: {
      array: required(arrayType),
      reducer: required(reducerType),
      axes: required(t.list(t.integer)),
      fieldAxis: optional(t.integer),
    },
    examples: [
      {
        args: {
          array: $call('Array', {
            values: [
              [1, 2],
              [3, 4],
            ],
          }),
          reducer: $call('Reducer.sum', {}),
          axes: [0],
        },
        result: [[4, 6]],
      },
      {
        args: {
          array: $call('Array', { values: [[1], [4]] }),
          reducer: $call('Reducer.minMax', {}),
          axes: [0],
          fieldAxis: 1,
        },
        result: [[1, 4]],
      },
    ],
    run: ({ array, reducer, axes, fieldAxis }, context) => {
      context.spend(array.values.length);
      return reduceArray(array, reducer, axes, fieldAxis);
    },
  }),
];
