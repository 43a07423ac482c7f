import { encodeNumber } from '../../values/encode.ts';
import type { Json, ObjectValue } from '../../values/value.ts';

export type ErrorMarginUnit = 'meters' | 'projected' | 'infinite';

/** How far a result of a geometric operation may be off. */
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
