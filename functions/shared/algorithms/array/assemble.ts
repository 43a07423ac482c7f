import { wrong } from '../../errors.ts';
import { type PixelType, unionType } from '../../raster/pixel-type.ts';
import { toDouble } from '../../values/number.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import * as t from '../language/types.ts';
import { defaulted, required } from '../parameter.ts';
import { arrayType } from './array-type.ts';
import { ArrayValue, allocate, sameShape, shapeText, stridesOf } from './array-value.ts';
import { forEachIndex, viewed } from './array-view.ts';
import { shapeUpTo } from './axis.ts';

/** The arrays one after the other along an axis. Arrays that do not have it get it, with the length 1. */
export function concatenate(arrays: readonly ArrayValue[], axis: number): ArrayValue {
  if (arrays.length === 0) throw wrong('At least one array is required.');
  const shapes = arrays.map((array) => shapeUpTo(array, axis));
  const different = shapes.findIndex((shape) => !sameShape(shape.with(axis, 0), shapes[0].with(axis, 0)));
  if (different >= 0) {
    throw wrong(
      `The arrays must have the same lengths along all axes but ${axis}. Got ${shapeText(shapes[0])} and ${shapeText(shapes[different])}.`,
    );
  }
  const shape = shapes[0].with(
    axis,
    shapes.reduce((length, part) => length + part[axis], 0),
  );
  const values = allocate(shape);
  const strides = stridesOf(shape);
  const row = strides[axis] * shape[axis];
  let at = 0;
  arrays.forEach(({ values: part }, i) => {
    const block = strides[axis] * shapes[i][axis];
    for (let from = 0, to = at; from < part.length; from += block, to += row)
      values.set(part.subarray(from, from + block), to);
    at += block;
  });
  const type = arrays.map((array) => array.type).reduce((a: PixelType, b) => unionType(a, b));
  return new ArrayValue(shape, values, type);
}

/** Repeats the array a number of times along an axis, which may be a new one. */
export function repeatArray(array: ArrayValue, axis: number, copies: number): ArrayValue {
  if (copies < 0) throw wrong(`'copies' must not be negative. Got ${copies}.`);
  const shape = shapeUpTo(array, axis);
  const strides = stridesOf(shape);
  const repeated = viewed(array, {
    shape: [...shape.slice(0, axis), copies, ...shape.slice(axis)],
    strides: [...strides.slice(0, axis), 0, ...strides.slice(axis)],
  });
  return new ArrayValue(shape.with(axis, shape[axis] * copies), repeated.values, array.type);
}

/** The array extended to the given lengths, filled up with a value. */
export function padArray(array: ArrayValue, lengths: readonly number[], pad: number): ArrayValue {
  if (lengths.length !== array.shape.length) {
    throw wrong(`'lengths' must have ${array.shape.length} elements, one for each axis. Got ${lengths.length}.`);
  }
  const shape = array.shape.map((length, axis) => Math.max(length, lengths[axis]));
  const values = allocate(shape).fill(pad);
  forEachIndex({ shape: array.shape, strides: stridesOf(shape) }, (to, from) => {
    values[to] = array.values[from];
  });
  return new ArrayValue(shape, values, array.type);
}

const PAIR = $call('Array', { values: [1, 2] });

/** Arrays: put together and made longer. */
export const ARRAY_ASSEMBLE = [
  algorithm({
    name: 'Array.cat',
    description: 'Concatenates arrays along an axis, which may be a new one.',
    returns: 'Array',
    parameters: { arrays: required(t.list(arrayType)), axis: defaulted(t.integer, 0) },
    examples: [
      { args: { arrays: [PAIR, PAIR] }, result: [1, 2, 1, 2] },
      {
        args: { arrays: [PAIR, PAIR], axis: 1 },
        result: [
          [1, 1],
          [2, 2],
        ],
      },
    ],
    run: ({ arrays, axis }) => concatenate(arrays, axis),
  }),
  algorithm({
    name: 'Array.repeat',
    description: 'Repeats the array a number of times along an axis, which may be a new one.',
    returns: 'Array',
    parameters: { array: required(arrayType), axis: defaulted(t.integer, 0), copies: defaulted(t.integer, 2) },
    examples: [
      { args: { array: PAIR }, result: [1, 2, 1, 2] },
      {
        args: { array: PAIR, axis: 1, copies: 3 },
        result: [
          [1, 1, 1],
          [2, 2, 2],
        ],
      },
    ],
    run: ({ array, axis, copies }) => repeatArray(array, axis, copies),
  }),
  algorithm({
    name: 'Array.pad',
    description: 'The array extended to the given lengths, filled up with a value.',
    returns: 'Array',
    parameters: {
      array: required(arrayType),
      lengths: required(t.list(t.integer)),
      pad: defaulted(t.number, 0),
    },
    examples: [
      {
        args: { array: $call('Array', { values: [[1], [2]] }), lengths: [2, 3], pad: 9 },
        result: [
          [1, 9, 9],
          [2, 9, 9],
        ],
      },
    ],
    run: ({ array, lengths, pad }) => padArray(array, lengths, toDouble(pad)),
  }),
];
