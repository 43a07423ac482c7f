import { wrong } from '../../errors.ts';

/** A way to write times: from milliseconds since 1970, and how long a year is. */
export interface TimeUnit {
  readonly of: (millis: number) => number;
  readonly year: number;
}

const DAY = 86_400_000;
/** Days in a year, and from the year 0 to 1970. */
const YEAR_DAYS = 365.25;
const EPOCH = 719_529;

/** By the number that `dateFormat` is: days since the year 0, fractional years, milliseconds since 1970. */
const UNITS: readonly TimeUnit[] = [
  { of: (millis) => millis / DAY + EPOCH, year: YEAR_DAYS },
  { of: (millis) => 1970 + millis / DAY / YEAR_DAYS, year: 1 },
  { of: (millis) => millis, year: YEAR_DAYS * DAY },
];

/** The unit of a `dateFormat`. */
export function timeUnit(format: number): TimeUnit {
  const unit = UNITS[format];
  if (!unit) throw wrong(`Must be 0 (days), 1 (years) or 2 (milliseconds). Got ${format}.`, 'dateFormat');
  return unit;
}
