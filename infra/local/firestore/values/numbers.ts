import type { Value } from '../messages.ts';

export function isNumber(value: Value | undefined): value is Value {
  return value !== undefined && (value.integerValue !== undefined || value.doubleValue !== undefined);
}

export function isNaNValue(value: Value | undefined): boolean {
  return value?.doubleValue !== undefined && Number.isNaN(value.doubleValue);
}

/** An integer or double as a double (a 64-bit integer beyond 2^53 is rounded). */
export function toDouble(value: Value): number {
  return Number(value.integerValue ?? value.doubleValue);
}

/** The order of two numbers, integers and doubles together and exact in 64 bits: NaN first, all zeros equal. */
export function compareNumbers(left: Value, right: Value): number {
  const a = toDouble(left);
  const b = toDouble(right);
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(b)) - Number(Number.isNaN(a));
  const rounded = Math.abs(a) > Number.MAX_SAFE_INTEGER && Math.abs(b) > Number.MAX_SAFE_INTEGER;
  if (!rounded) return a - b || 0;
  // Both beyond 2^53: compare what was sent. A bigint and a double compare exactly.
  const exactLeft = left.integerValue === undefined ? a : BigInt(left.integerValue);
  const exactRight = right.integerValue === undefined ? b : BigInt(right.integerValue);
  return exactLeft < exactRight ? -1 : exactLeft > exactRight ? 1 : 0;
}

const MAX_INTEGER = 2n ** 63n - 1n;
const MIN_INTEGER = -(2n ** 63n);

/** The sum of two numbers: an integer if both are, held at the limits of 64 bits; else a double. */
export function addNumbers(left: Value, right: Value): Value {
  if (left.integerValue === undefined || right.integerValue === undefined) {
    return { doubleValue: toDouble(left) + toDouble(right) };
  }
  const sum = BigInt(left.integerValue) + BigInt(right.integerValue);
  return { integerValue: String(sum > MAX_INTEGER ? MAX_INTEGER : sum < MIN_INTEGER ? MIN_INTEGER : sum) };
}
