import { wrong } from '../../errors.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import * as t from '../language/types.ts';
import { defaulted, optional, required } from '../parameter.ts';
import { arrayType } from './array-type.ts';
import { ArrayValue, allocate, shapeText, stridesOf } from './array-value.ts';
import { viewed } from './array-view.ts';
import { existingAxis, singleAxis } from './axis.ts';

/** The positions from start to (not with) end along an axis, in steps; negative ones count from its end. */
export function sliceArray(
  array: ArrayValue,
  axis: number,
  start: number,
  end: number | null,
  step: number,
): ArrayValue {
  const length = array.shape[existingAxis(array, axis)];
  if (step < 1) throw wrong(`'step' must be positive. Got ${step}.`);
  const clamp = (position: number): number =>
    Math.min(length, Math.max(0, position < 0 ? position + length : position));
  const [from, to] = [clamp(start), clamp(end ?? length)];
  const count = Math.max(0, Math.ceil((to - from) / step));
  const strides = stridesOf(array.shape);
  return viewed(array, {
    shape: array.shape.with(axis, count),
    strides: strides.with(axis, strides[axis] * step),
    offset: count === 0 ? 0 : from * strides[axis],
  });
}

/** The place of a position in the values; negative positions count from the end of their axis. */
export function placeOf(array: ArrayValue, position: readonly number[]): number {
  if (position.length !== array.shape.length) {
    throw wrong(`'position' must have ${array.shape.length} elements, one for each axis. Got ${position.length}.`);
  }
  const strides = stridesOf(array.shape);
  return position.reduce((place, index, axis) => {
    const length = array.shape[axis];
    const at = index < 0 ? index + length : index;
    if (at >= 0 && at < length) return place + at * strides[axis];
    throw wrong(`Position ${shapeText(position)} is out of bounds for an array of lengths ${shapeText(array.shape)}.`);
  }, 0);
}

/** The part of the array at one position along some axes, whose length becomes 1; a position of -1 keeps the whole axis. */
export function cutArray(array: ArrayValue, position: readonly number[]): ArrayValue {
  const first = position.map((index) => (index === -1 ? 0 : index));
  const shape = array.shape.map((length, axis) => (position[axis] === -1 ? length : 1));
  const empty = shape.includes(0) || array.shape.length !== position.length;
  return viewed(array, { shape, strides: stridesOf(array.shape), offset: empty ? 0 : placeOf(array, first) });
}

/** The positions along one axis where a mask, which is longer than 1 along that axis only, is not 0. */
export function maskArray(array: ArrayValue, mask: ArrayValue): ArrayValue {
  if (mask.shape.length !== array.shape.length) {
    throw wrong(
      `The mask must have as many dimensions as the array. Got ${mask.shape.length} and ${array.shape.length}.`,
    );
  }
  if (array.shape.length === 0) throw wrong('An array without dimensions cannot be masked.');
  const axis = singleAxis(mask.shape, 'mask');
  if (mask.shape[axis] !== array.shape[axis] && mask.values.length !== 1) {
    throw wrong(`The mask has ${mask.shape[axis]} elements along axis ${axis}, the array ${array.shape[axis]}.`);
  }
  const kept = Array.from({ length: array.shape[axis] }, (_, i) => i).filter(
    (i) => mask.values[mask.values.length === 1 ? 0 : i] !== 0,
  );
  return takeAlong(array, axis, kept);
}

/** The array's positions along an axis, in an order of their own. */
export function takeAlong(array: ArrayValue, axis: number, positions: readonly number[]): ArrayValue {
  const shape = array.shape.with(axis, positions.length);
  const inner = stridesOf(array.shape)[axis];
  const outer = inner * array.shape[axis];
  const values = allocate(shape);
  const count = shape.slice(0, axis).reduce((product, length) => product * length, 1);
  for (let block = 0, to = 0; block < count; block++) {
    for (const position of positions) {
      const from = block * outer + position * inner;
      values.set(array.values.subarray(from, from + inner), to);
      to += inner;
    }
  }
  return new ArrayValue(shape, values, array.type);
}

const SIX = $call('Array', {
  values: [
    [1, 2, 3],
    [4, 5, 6],
  ],
});

/** Arrays: parts of them. */
export const ARRAY_PARTS = [
  algorithm({
    name: 'Array.slice',
    description:
      'The positions from start to (not with) end along an axis, in steps; negative ones count from its end.',
    returns: 'Array',
    parameters: {
      array: required(arrayType),
      axis: defaulted(t.integer, 0),
      start: defaulted(t.integer, 0),
      end: optional(t.integer),
      step: defaulted(t.integer, 1),
    },
    examples: [
      {
        args: { array: SIX, axis: 1, start: -2 },
        result: [
          [2, 3],
          [5, 6],
        ],
      },
      {
        args: { array: SIX, axis: 1, start: 0, end: 3, step: 2 },
        result: [
          [1, 3],
          [4, 6],
        ],
      },
    ],
    run: ({ array, axis, start, end, step }) => sliceArray(array, axis, start, end, step),
  }),
  algorithm({
    name: 'Array.get',
    description: 'The number at a position, given for each axis; negative ones count from its end.',
    returns: 'Number',
    parameters: { array: required(arrayType), position: required(t.list(t.integer)) },
    examples: [{ args: { array: SIX, position: [1, 2] }, result: 6 }],
    run: ({ array, position }) => array.number(placeOf(array, position)),
  }),
  algorithm({
    name: 'Array.cut',
    description:
      'The part of the array at one position along some axes, whose length becomes 1; a position of -1 keeps the whole axis.',
    returns: 'Array',
    parameters: { array: required(arrayType), position: required(t.list(t.integer)) },
    examples: [{ args: { array: SIX, position: [-1, 1] }, result: [[2], [5]] }],
    run: ({ array, position }) => cutArray(array, position),
  }),
  algorithm({
    name: 'Array.mask',
    description: 'The positions along one axis where a mask, which is longer than 1 along that axis only, is not 0.',
    returns: 'Array',
    parameters: { input: required(arrayType), mask: required(arrayType) },
    examples: [
      {
        args: { input: SIX, mask: $call('Array', { values: [[1, 0, 1]] }) },
        result: [
          [1, 3],
          [4, 6],
        ],
      },
    ],
    run: ({ input, mask }) => maskArray(input, mask),
  }),
];
