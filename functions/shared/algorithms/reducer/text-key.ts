import { keyOf } from '../../values/equality.ts';
import { isNumberValue, toDouble } from '../../values/number.ts';
import type { Value } from '../../values/value.ts';

/** A value as the key of a dictionary that counts values: numbers without a fraction as integers, whatever their type. */
export function textKey(value: Value): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'bigint') return String(value);
  return isNumberValue(value) ? String(toDouble(value)) : String(keyOf(value));
}
