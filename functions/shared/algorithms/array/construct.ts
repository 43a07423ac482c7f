import { wrong } from '../../errors.ts';
import { BOOLEAN, INTEGER_TYPES } from '../../raster/pixel-type.ts';
import { isIntegerValue, toBigInt, toDouble } from '../../values/number.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import * as t from '../language/types.ts';
import { optional, required } from '../parameter.ts';
import { arrayFrom } from './array-from.ts';
import { arrayType } from './array-type.ts';
import { ArrayValue, allocate } from './array-value.ts';
import { bitsOf } from './bits.ts';

/** Arrays from other things. */
export const ARRAY_CONSTRUCTORS = [
  algorithm({
    name: 'Array',
    description:
      'An array from a number, or from lists of numbers nested alike; without numbers its type must be given.',
    returns: 'Array',
    parameters: { values: required(t.object), pixelType: optional(t.pixelType) },
    examples: [
      {
        args: {
          values: [
            [1, 2],
            [3, 4.5],
          ],
        },
        result: [
          [1, 2],
          [3, 4.5],
        ],
      },
      { args: { values: [[], []], pixelType: $call('PixelType.float', {}) }, result: [[], []] },
      { args: { values: [300, -1.5], pixelType: $call('PixelType.uint8', {}) }, result: [255, 0] },
    ],
    run: ({ values, pixelType }) => arrayFrom(values, pixelType),
  }),
  algorithm({
    name: 'Array.identity',
    description: 'The identity matrix of a size.',
    returns: 'Array',
    parameters: { size: required(t.integer) },
    examples: [
      {
        args: { size: 2 },
        result: [
          [1, 0],
          [0, 1],
        ],
      },
    ],
    run: ({ size }) => {
      if (size < 0) throw wrong(`'size' must not be negative. Got ${size}.`);
      const values = allocate([size, size]);
      for (let i = 0; i < size; i++) values[i * (size + 1)] = 1;
      return new ArrayValue([size, size], values, BOOLEAN);
    },
  }),
  algorithm({
    name: 'Array.bitsToArray',
    description: 'The bits of an integer, lowest first, up to the highest that is set; 64 for a negative number.',
    returns: 'Array',
    parameters: { input: required(t.number) },
    examples: [
      { args: { input: 6 }, result: [0, 1, 1] },
      { args: { input: 0 }, result: [0] },
    ],
    run: ({ input }) => {
      if (!isIntegerValue(input) && !Number.isInteger(toDouble(input))) throw wrong('An integer is expected.');
      return bitsOf(toBigInt(input));
    },
  }),
  algorithm({
    name: 'Array.length',
    description: 'The lengths along the axes, as an array of one dimension.',
    returns: 'Array',
    parameters: { array: required(arrayType) },
    examples: [
      {
        args: {
          array: $call('Array', {
            values: [
              [1, 2, 3],
              [4, 5, 6],
            ],
          }),
        },
        result: [2, 3],
      },
    ],
    run: ({ array }) => new ArrayValue([array.shape.length], Float64Array.from(array.shape), INTEGER_TYPES.int32),
  }),
  algorithm({
    name: 'Array.toList',
    description: 'The array as lists of lists of numbers.',
    returns: 'List<Object>',
    parameters: { array: required(arrayType) },
    examples: [
      {
        args: {
          array: $call('Array', {
            values: [
              [1, 2],
              [3, 4],
            ],
          }),
        },
        result: [
          [1, 2],
          [3, 4],
        ],
      },
    ],
    run: ({ array }) => {
      if (array.shape.length === 0) throw wrong('An array without dimensions cannot be a list.');
      return array.toNested();
    },
  }),
];
