import type { Keyed } from '../../values/equality.ts';
import type { Json, ObjectValue } from '../../values/value.ts';

/** Bounds of a range without bounds: those of a long. */
const FIRST = -(2 ** 63);
const LAST = 2 ** 63;

/** The time from a start (included) to an end (not included), in milliseconds since 1970. */
export class DateRangeValue implements ObjectValue, Keyed {
  readonly typeName = 'DateRange';
  readonly start: number;
  readonly end: number;

  constructor(start: number, end: number) {
    this.start = Math.trunc(start);
    this.end = Math.trunc(end);
  }

  static readonly UNBOUNDED = new DateRangeValue(FIRST, LAST);

  get isEmpty(): boolean {
    return this.end <= this.start;
  }

  get isUnbounded(): boolean {
    return this.start === FIRST && this.end === LAST;
  }

  contains(millis: number): boolean {
    return millis >= this.start && millis < this.end;
  }

  intersects(other: DateRangeValue): boolean {
    return Math.max(this.start, other.start) < Math.min(this.end, other.end);
  }

  encode(): Json {
    return { type: 'DateRange', dates: [this.start, this.end] };
  }

  key(): string {
    return `${this.start},${this.end}`;
  }
}
