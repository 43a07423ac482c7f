import { wrong } from '../../errors.ts';
import { isNumberValue, toDouble } from '../../values/number.ts';
import type { Value } from '../../values/value.ts';
import { parseIsoDate } from './date-text.ts';
import { DateValue } from './date-value.ts';
import { timeZone } from './time-zone.ts';

/** A date from a date, a number of milliseconds since 1970, or a text. */
export function dateFrom(value: Value, zone: string | null): DateValue {
  // The zone is checked even where it makes no difference.
  const inZone = timeZone(zone);
  if (value instanceof DateValue) return value;
  if (typeof value === 'string') return new DateValue(parseIsoDate(value, inZone));
  if (!isNumberValue(value)) throw wrong('A date, a number of milliseconds or a text is expected.');
  const millis = toDouble(value);
  if (!Number.isFinite(millis)) throw wrong(`${millis} is no date.`);
  return new DateValue(millis);
}
