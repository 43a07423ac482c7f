import type { Keyed } from '../values/equality.ts';
import type { Json, ObjectValue } from '../values/value.ts';
import type { SampleType } from './samples.ts';

export type Precision = 'int' | 'float' | 'double';

/** The type of a band's pixels: a precision and the range of values that may occur. */
export class PixelType implements ObjectValue, Keyed {
  readonly typeName = 'PixelType';
  readonly precision: Precision;
  /** Smallest possible value; -Infinity if there is no bound. */
  readonly min: number;
  /** Largest possible value; Infinity if there is no bound. */
  readonly max: number;
  /** Number of dimensions of an array pixel; 0 for a plain number. */
  readonly dimensions: number;

  constructor(precision: Precision, min: number, max: number, dimensions = 0) {
    this.precision = precision;
    this.min = min;
    this.max = max;
    this.dimensions = dimensions;
  }

  encode(): Json {
    const json: { [key: string]: Json } = { type: 'PixelType', precision: this.precision };
    if (Number.isFinite(this.min) && Number.isFinite(this.max)) Object.assign(json, { min: this.min, max: this.max });
    if (this.dimensions > 0) json['dimensions'] = this.dimensions;
    return json;
  }

  key(): string {
    return `${this.precision},${this.min},${this.max},${this.dimensions}`;
  }

  equals(other: PixelType): boolean {
    return (
      this.precision === other.precision &&
      this.min === other.min &&
      this.max === other.max &&
      this.dimensions === other.dimensions
    );
  }
}

export const FLOAT = new PixelType('float', -Infinity, Infinity);
export const DOUBLE = new PixelType('double', -Infinity, Infinity);
export const BOOLEAN = new PixelType('int', 0, 1);

/** The range of each integer sample type. A long's bounds are those of 64 bits, as near as a double comes. */
export const INTEGER_TYPES = {
  int8: new PixelType('int', -128, 127),
  uint8: new PixelType('int', 0, 255),
  int16: new PixelType('int', -32768, 32767),
  uint16: new PixelType('int', 0, 65535),
  int32: new PixelType('int', -2147483648, 2147483647),
  uint32: new PixelType('int', 0, 4294967295),
  int64: new PixelType('int', -(2 ** 63), 2 ** 63),
} as const;

/** The pixel type of samples as a file holds them. */
export function pixelTypeOf(sampleType: SampleType): PixelType {
  if (sampleType === 'float32') return FLOAT;
  if (sampleType === 'float64') return DOUBLE;
  return INTEGER_TYPES[sampleType];
}

const SMALLEST_FIRST: readonly (keyof typeof INTEGER_TYPES & SampleType)[] = [
  'uint8',
  'int8',
  'uint16',
  'int16',
  'uint32',
  'int32',
];

/**
 * The smallest sample type that holds every value of a pixel type. Integers beyond 32 bits become float64, which holds
 * them exactly up to 2^53.
 */
export function storageTypeOf(type: PixelType): SampleType {
  if (type.precision === 'float') return 'float32';
  if (type.precision === 'double') return 'float64';
  for (const name of SMALLEST_FIRST) {
    const { min, max } = INTEGER_TYPES[name];
    if (type.min >= min && type.max <= max) return name;
  }
  return 'float64';
}

/** The precision that holds both: double before float before int. */
export function widerPrecision(a: Precision, b: Precision): Precision {
  if (a === 'double' || b === 'double') return 'double';
  return a === 'float' || b === 'float' ? 'float' : 'int';
}

/** The smallest type that holds the values of both. */
export function unionType(a: PixelType, b: PixelType): PixelType {
  return new PixelType(
    widerPrecision(a.precision, b.precision),
    Math.min(a.min, b.min),
    Math.max(a.max, b.max),
    Math.max(a.dimensions, b.dimensions),
  );
}

/** The type of one constant: a range of just that value. */
export function constantType(value: number, integer: boolean): PixelType {
  return new PixelType(integer ? 'int' : 'double', value, value);
}
