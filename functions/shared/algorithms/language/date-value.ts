import type { Keyed } from '../../values/equality.ts';
import type { Ordered } from '../../values/order.ts';
import type { Json, ObjectValue } from '../../values/value.ts';

/** A moment: milliseconds since 1970-01-01T00:00:00Z. */
export class DateValue implements ObjectValue, Keyed, Ordered {
  readonly typeName = 'Date';
  readonly millis: number;

  constructor(millis: number) {
    this.millis = Math.trunc(millis);
  }

  encode(): Json {
    return { type: 'Date', value: this.millis };
  }

  key(): string {
    return String(this.millis);
  }

  order(): number {
    return this.millis;
  }
}
