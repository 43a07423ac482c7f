import type { Json, ObjectValue } from '../../values/value.ts';

/** A moment: milliseconds since 1970-01-01T00:00:00Z. */
export class DateValue implements ObjectValue {
  readonly typeName = 'Date';
  readonly millis: number;

  constructor(millis: number) {
    this.millis = Math.trunc(millis);
  }

  encode(): Json {
    return { type: 'Date', value: this.millis };
  }
}
