import { keyOf } from '../../values/equality.ts';
import { isNumberValue } from '../../values/number.ts';
import { compareValues } from '../../values/order.ts';
import type { Value } from '../../values/value.ts';
import { DateValue } from '../language/date-value.ts';

/** A value as filters compare it: dates are numbers of milliseconds, as `system:time_start` holds them. */
export function comparable(value: Value): Value {
  return value instanceof DateValue ? value.millis : value;
}

/** A key that equal values have in common. */
export function comparableKey(value: Value): unknown {
  return keyOf(comparable(value));
}

/** Compares two numbers or two strings: negative, 0 or positive; undefined for values of different or other kinds. */
export function compareScalars(a: Value, b: Value): number | undefined {
  const [left, right] = [comparable(a), comparable(b)];
  const numbers = isNumeric(left) && isNumeric(right);
  return numbers || (typeof left === 'string' && typeof right === 'string') ? compareValues(left, right) : undefined;
}

function isNumeric(value: Value): boolean {
  return typeof value === 'boolean' || isNumberValue(value);
}
