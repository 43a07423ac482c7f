import { wrong } from '../../errors.ts';
import type { PixelType } from '../../raster/pixel-type.ts';
import type { Keyed } from '../../values/equality.ts';
import { float, longOf, type NumberValue } from '../../values/number.ts';
import type { Encoder, Json, ListValue, MaybePromise, ObjectValue, Value } from '../../values/value.ts';

/** Most elements of an array. */
const MAX_ELEMENTS = 50_000_000;
/** The most dimensions of an array: more than anybody needs, and few enough to recurse over. */
export const MAX_DIMENSIONS = 32;

/**
 * A block of numbers with any number of dimensions, in row-major order: the last axis runs fastest. Without dimensions it is one
 * number. All types are held as doubles: integers are exact up to 2^53.
 */
export class ArrayValue implements ObjectValue, Keyed {
  readonly typeName = 'Array';
  readonly shape: readonly number[];
  readonly values: Float64Array;
  /** Precision and range of the values. */
  readonly type: PixelType;

  constructor(shape: readonly number[], values: Float64Array, type: PixelType) {
    this.shape = shape;
    this.values = values;
    this.type = type;
  }

  /** A number of the array, with its type. */
  number(index: number): NumberValue {
    const value = this.values[index];
    if (this.type.precision !== 'int' || !Number.isInteger(value)) return float(value);
    return Number.isSafeInteger(value) ? value : longOf(BigInt(value));
  }

  /** Lists of lists of numbers, as deep as there are dimensions; without dimensions, the number. */
  toNested(): Value {
    return nested(
      Array.from(this.values, (_, i) => this.number(i)),
      this.shape,
    );
  }

  encode(encoder: Encoder): MaybePromise<Json> {
    // Replies do not tell a float from an integer: plain numbers cost less.
    return encoder.encode(nested([...this.values], this.shape));
  }

  key(): string {
    return `${this.shape.join('x')}:${this.values.join()}`;
  }
}

/** Elements in row-major order as lists of lists. */
function nested(elements: readonly Value[], shape: readonly number[]): Value {
  let level = elements;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const length = shape[axis];
    const count = sizeOf(shape.slice(0, axis));
    level = Array.from({ length: count }, (_, i): ListValue => level.slice(i * length, (i + 1) * length));
  }
  return level[0];
}

/** The number of elements of a shape: 1 without dimensions. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, length) => size * length, 1);
}

/** Room for the elements of a shape; an error if there are too many. */
export function allocate(shape: readonly number[]): Float64Array {
  if (shape.length > MAX_DIMENSIONS) throw wrong(`An array has at most ${MAX_DIMENSIONS} dimensions.`);
  const size = sizeOf(shape);
  if (!(size <= MAX_ELEMENTS))
    throw wrong(`The array would have ${size} elements; at most ${MAX_ELEMENTS} are allowed.`);
  return new Float64Array(size);
}

/** The strides of a shape: for each axis, the distance in the flat values between neighbours along it. */
export function stridesOf(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length);
  for (let axis = shape.length - 1, stride = 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis];
  }
  return strides;
}

/** Whether two shapes are the same. */
export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((length, axis) => length === b[axis]);
}

/** A shape as messages show it: [2, 3]. */
export function shapeText(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`;
}
