import { wrong } from '../../errors.ts';
import { DOUBLE, FLOAT, INTEGER_TYPES, PixelType } from '../../raster/pixel-type.ts';
import { float, type NumberValue, toDouble } from '../../values/number.ts';
import type { Json, Value } from '../../values/value.ts';
import { type Algorithm, algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import { defaulted, optional, required } from '../parameter.ts';
import * as t from './types.ts';

/** Types without bounds by precision; integers are of 32 bits unless bounds say more. */
const UNBOUNDED: { readonly [precision: string]: PixelType } = {
  int: INTEGER_TYPES.int32,
  float: FLOAT,
  double: DOUBLE,
};

function pixelTypeOf(precision: Value): PixelType {
  if (precision instanceof PixelType) return precision;
  if (typeof precision === 'string' && Object.hasOwn(UNBOUNDED, precision.toLowerCase())) {
    return UNBOUNDED[precision.toLowerCase()];
  }
  throw wrong("'precision' must be 'int', 'float' or 'double'.");
}

function bound(value: NumberValue | null, otherwise: number): number {
  return value === null ? otherwise : toDouble(value);
}

function boundOf({ precision }: PixelType, value: number): NumberValue {
  return precision === 'int' ? value : float(value);
}

function named(name: string, type: PixelType): Algorithm {
  const bounds: { [key: string]: Json } = type.precision === 'int' ? { min: type.min, max: type.max } : {};
  return algorithm({
    name: `PixelType.${name}`,
    description: `The type ${name} of pixels and arrays.`,
    returns: 'PixelType',
    parameters: {},
    examples: [{ args: {}, result: { type: 'PixelType', precision: type.precision, ...bounds } }],
    run: () => type,
  });
}

const UINT8 = $call('PixelType.uint8', {});

/** Types of pixels and arrays: precision, range of values, and number of dimensions. */
export const PIXEL_TYPE = [
  algorithm({
    name: 'PixelType',
    description: "A type from a precision ('int', 'float' or 'double'), bounds of the values, and dimensions.",
    returns: 'PixelType',
    parameters: {
      precision: required(t.object),
      minValue: optional(t.number),
      maxValue: optional(t.number),
      dimensions: defaulted(t.integer, 0),
    },
    examples: [
      {
        args: { precision: 'int', minValue: 0, maxValue: 1 },
        result: { type: 'PixelType', precision: 'int', min: 0, max: 1 },
      },
      {
        args: { precision: 'double', dimensions: 2 },
        result: { type: 'PixelType', precision: 'double', dimensions: 2 },
      },
    ],
    run: ({ precision, minValue, maxValue, dimensions }) => {
      const type = pixelTypeOf(precision);
      const [min, max] = [bound(minValue, type.min), bound(maxValue, type.max)];
      if (min > max) throw wrong(`'minValue' (${min}) must not be greater than 'maxValue' (${max}).`);
      if (dimensions < 0) throw wrong(`'dimensions' must not be negative. Got ${dimensions}.`);
      return new PixelType(type.precision, min, max, dimensions);
    },
  }),
  algorithm({
    name: 'PixelType.precision',
    description: "The precision: 'int', 'float' or 'double'.",
    returns: 'String',
    parameters: { pixelType: required(t.pixelType) },
    examples: [{ args: { pixelType: UINT8 }, result: 'int' }],
    run: ({ pixelType }) => pixelType.precision,
  }),
  algorithm({
    name: 'PixelType.minValue',
    description: 'The smallest value that may occur; -Infinity if there is no bound.',
    returns: 'Number',
    parameters: { pixelType: required(t.pixelType) },
    examples: [{ args: { pixelType: UINT8 }, result: 0 }],
    run: ({ pixelType }) => boundOf(pixelType, pixelType.min),
  }),
  algorithm({
    name: 'PixelType.maxValue',
    description: 'The largest value that may occur; Infinity if there is no bound.',
    returns: 'Number',
    parameters: { pixelType: required(t.pixelType) },
    examples: [{ args: { pixelType: UINT8 }, result: 255 }],
    run: ({ pixelType }) => boundOf(pixelType, pixelType.max),
  }),
  algorithm({
    name: 'PixelType.dimensions',
    description: 'The number of dimensions: 0 for a plain number.',
    returns: 'Integer',
    parameters: { pixelType: required(t.pixelType) },
    examples: [{ args: { pixelType: UINT8 }, result: 0 }],
    run: ({ pixelType }) => pixelType.dimensions,
  }),
  named('float', FLOAT),
  named('double', DOUBLE),
  ...Object.entries(INTEGER_TYPES).map(([name, type]) => named(name, type)),
];
