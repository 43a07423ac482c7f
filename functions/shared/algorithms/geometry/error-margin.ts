import { encodeNumber } from '../../values/encode.ts';
import type { Json, ObjectValue } from '../../values/value.ts';

export type ErrorMarginUnit = 'meters' | 'projected' | 'infinite';

/** The largest allowed error of a geometric operation: Earth Engine's ErrorMargin. */
export class ErrorMargin implements ObjectValue {
  readonly typeName = 'ErrorMargin';
  readonly value: number;
  readonly unit: ErrorMarginUnit;

  constructor(value: number, unit: ErrorMarginUnit) {
    this.value = value;
    this.unit = unit;
  }

  encode(): Json {
    return { type: 'ErrorMargin', unit: this.unit, value: encodeNumber(this.value) };
  }
}

/** Metres beyond which an error margin is infinite, as the service has it: half the way around the Earth. */
const LARGEST = 2e7;

/** The error margin of a number: its sign does not count, and very large ones are infinite. */
export function errorMargin(value: number, unit: ErrorMarginUnit = 'meters'): ErrorMargin {
  const margin = Math.abs(value);
  return new ErrorMargin(margin, unit === 'meters' && margin > LARGEST ? 'infinite' : unit);
}
