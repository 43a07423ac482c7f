/**
 * Numbers of the expression language, of three types: Integer (32 bits), Long (64 bits) and Float (a double).
 * A plain `number` without a fraction is an Integer as far as 32 bits reach, then a Long; with a fraction it is a Float.
 * Other numbers are boxed, or a bigint: a Float without a fraction (`2.0`), a small Long, and a Long that a double cannot
 * hold.
 */
export type NumberType = 'Integer' | 'Long' | 'Float';

const INT32_MIN = -(2 ** 31);
const INT32_MAX = 2 ** 31 - 1;
const LONG_MIN = -(2n ** 63n);
const LONG_MAX = 2n ** 63n - 1n;

/** A number with a type that its value alone does not tell. */
export class TypedNumber {
  readonly value: number;
  readonly type: NumberType;

  constructor(value: number, type: NumberType) {
    this.value = value;
    this.type = type;
  }
}

/** All forms of a number value. A bigint is a Long beyond 2^53. */
export type NumberValue = number | bigint | TypedNumber;

export function isNumberValue(value: unknown): value is NumberValue {
  return typeof value === 'number' || value instanceof TypedNumber || typeof value === 'bigint';
}

/** The value as a double; longs beyond 2^53 are rounded. */
export function toDouble(value: NumberValue): number {
  if (typeof value === 'number') return value;
  return typeof value === 'bigint' ? Number(value) : value.value;
}

/** The type of a number value. */
export function numberType(value: NumberValue): NumberType {
  if (typeof value === 'bigint') return 'Long';
  return typeof value === 'number' ? plainType(value) : value.type;
}

function plainType(value: number): NumberType {
  if (!Number.isInteger(value)) return 'Float';
  if (value >= INT32_MIN && value <= INT32_MAX) return 'Integer';
  return value >= -(2 ** 63) && value <= 2 ** 63 ? 'Long' : 'Float';
}

export function isFloatType(type: NumberType): boolean {
  return type === 'Float';
}

/** Whether a number is an Integer or a Long. */
export function isIntegerValue(value: NumberValue): boolean {
  return numberType(value) !== 'Float';
}

/** A float: boxed only where the value alone would read as an integer. */
export function float(value: number): NumberValue {
  return numberOf(value, 'Float');
}

/** A number of a given type, in its smallest form. Longs are held within 64 bits; numbers that are not finite become Floats. */
export function numberOf(value: number, type: NumberType): NumberValue {
  if (!Number.isFinite(value)) return value;
  if (type === 'Long' && !Number.isSafeInteger(value)) return longOf(clampLong(BigInt(value)));
  return plainType(value) === type ? value : new TypedNumber(value, type);
}

/** A Long from its exact value, of which the lowest 64 bits are kept, as Java does. */
export function longOf(value: bigint): NumberValue {
  const long = BigInt.asIntN(64, value);
  const double = Number(long);
  return Number.isSafeInteger(double) ? numberOf(double, plainType(double)) : long;
}

function clampLong(value: bigint): bigint {
  if (value > LONG_MAX) return LONG_MAX;
  return value < LONG_MIN ? LONG_MIN : value;
}

/** The exact value of a number that is an Integer or a Long. */
export function toBigInt(value: NumberValue): bigint {
  return typeof value === 'bigint' ? value : clampLong(BigInt(toDouble(value)));
}
