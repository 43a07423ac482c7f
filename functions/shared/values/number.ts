/**
 * Numbers of the expression language. A plain `number` is an Integer (or Long) if it has no fraction, else a Float.
 * What a plain number cannot say is boxed: a float without a fraction (`2.0`), the small integer types, and longs
 * beyond 2^53.
 */
export type NumberType = 'Byte' | 'Short' | 'Integer' | 'Long' | 'Float' | 'Double';

const INT32_MIN = -(2 ** 31);
const INT32_MAX = 2 ** 31 - 1;

/** A number with a type that its value alone does not tell. */
export class TypedNumber {
  readonly value: number;
  readonly type: NumberType;

  constructor(value: number, type: NumberType) {
    this.value = value;
    this.type = type;
  }
}

/** All forms of a number value. A bigint is a Long that a double cannot hold. */
export type NumberValue = number | bigint | TypedNumber;

export function isNumberValue(value: unknown): value is NumberValue {
  return typeof value === 'number' || value instanceof TypedNumber || typeof value === 'bigint';
}

/** The value as a double; longs beyond 2^53 are rounded. */
export function toDouble(value: NumberValue): number {
  if (typeof value === 'number') return value;
  return typeof value === 'bigint' ? Number(value) : value.value;
}

/** The type of a number value. Constants without a fraction are Integers as far as 32 bits reach, then Longs. */
export function numberType(value: NumberValue): NumberType {
  if (typeof value === 'bigint') return 'Long';
  if (typeof value !== 'number') return value.type;
  if (!Number.isInteger(value)) return 'Float';
  return value >= INT32_MIN && value <= INT32_MAX ? 'Integer' : 'Long';
}

export function isFloatType(type: NumberType): boolean {
  return type === 'Float' || type === 'Double';
}

/** A float: boxed only where the value alone would read as an integer. */
export function float(value: number): NumberValue {
  return Number.isInteger(value) ? new TypedNumber(value, 'Float') : value;
}

/** A number of a given type, in its smallest form. `value` must already be in the type's range. */
export function numberOf(value: number, type: NumberType): NumberValue {
  if (type === 'Float') return float(value);
  const plain: NumberType = Number.isInteger(value)
    ? value >= INT32_MIN && value <= INT32_MAX
      ? 'Integer'
      : 'Long'
    : 'Float';
  return plain === type ? value : new TypedNumber(value, type);
}
