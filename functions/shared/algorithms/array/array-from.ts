import { wrong } from '../../errors.ts';
import { DOUBLE, INTEGER_TYPES, type PixelType } from '../../raster/pixel-type.ts';
import { isNumberValue, numberType, toDouble } from '../../values/number.ts';
import { isList, type Value } from '../../values/value.ts';
import { ArrayValue, allocate, MAX_DIMENSIONS, sameShape } from './array-value.ts';
import { castValues } from './cast.ts';

/** An array from a number, an array, or lists nested alike of them; its type is given or follows from the numbers. */
export function arrayFrom(value: Value, pixelType: PixelType | null): ArrayValue {
  if (value instanceof ArrayValue) return pixelType === null ? value : castValues(value, pixelType);
  const shape = shapeOf(value);
  const reader = new Reader(shape);
  reader.read(value, 0);
  const type = pixelType ?? reader.type;
  if (type === undefined) throw wrong("'pixelType' is required for an array without numbers.");
  const array = new ArrayValue(shape, reader.values, type);
  return pixelType === null ? array : castValues(array, pixelType);
}

/** The lengths of the lists along the first path inwards; the others have to agree. */
function shapeOf(value: Value): number[] {
  const shape: number[] = [];
  let inner: Value | undefined = value;
  while (isList(inner)) {
    shape.push(inner.length);
    if (shape.length > MAX_DIMENSIONS) throw wrong(`An array has at most ${MAX_DIMENSIONS} dimensions.`);
    inner = inner[0];
  }
  return inner instanceof ArrayValue ? [...shape, ...inner.shape] : shape;
}

class Reader {
  readonly values: Float64Array;
  /** The type that holds the numbers read so far. */
  type: PixelType | undefined;
  readonly #shape: readonly number[];
  #at = 0;

  constructor(shape: readonly number[]) {
    this.#shape = shape;
    this.values = allocate(shape);
  }

  read(value: Value, depth: number): void {
    if (isList(value)) {
      if (value.length !== this.#shape[depth]) throw this.#ragged();
      for (const item of value) this.read(item, depth + 1);
    } else if (value instanceof ArrayValue) {
      if (!sameShape(value.shape, this.#shape.slice(depth))) throw this.#ragged();
      this.values.set(value.values, this.#at);
      this.#at += value.values.length;
      this.#include(value.type);
    } else {
      const number = typeof value === 'boolean' ? Number(value) : value;
      if (!isNumberValue(number)) throw wrong('Arrays are made of numbers, and of lists of numbers.');
      if (depth !== this.#shape.length) throw this.#ragged();
      this.values[this.#at++] = toDouble(number);
      const kind = numberType(number);
      this.#include(kind === 'Integer' ? INTEGER_TYPES.int32 : kind === 'Long' ? INTEGER_TYPES.int64 : DOUBLE);
    }
  }

  #ragged(): Error {
    return wrong('All lists at the same depth must have the same length.');
  }

  #include(type: PixelType): void {
    this.type = this.type === undefined || this.type === type ? type : widerType(this.type, type);
  }
}

function widerType(a: PixelType, b: PixelType): PixelType {
  if (a.precision !== 'int' && b.precision !== 'int') return a.precision === b.precision ? a : DOUBLE;
  if (a.precision !== 'int' || b.precision !== 'int') return DOUBLE;
  return a.min <= b.min && a.max >= b.max ? a : b.min <= a.min && b.max >= a.max ? b : INTEGER_TYPES.int64;
}
