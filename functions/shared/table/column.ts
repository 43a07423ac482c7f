import { isNumberValue, numberType } from '../values/number.ts';
import type { Value } from '../values/value.ts';

/** What the values of a column are; `Object` is anything, kept as JSON. */
export type ColumnType = 'Boolean' | 'Integer' | 'Long' | 'Float' | 'String' | 'Object';

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
}

/** Number types, each of which has room for those before it. */
const NUMBERS: readonly ColumnType[] = ['Integer', 'Long', 'Float'];

/** The narrowest type of a value. */
export function columnTypeOf(value: Value): ColumnType {
  if (typeof value === 'boolean') return 'Boolean';
  if (typeof value === 'string') return 'String';
  return isNumberValue(value) ? numberType(value) : 'Object';
}

/** Whether a column of a type keeps values of another. */
export function holds(column: ColumnType, value: ColumnType): boolean {
  if (column === value || column === 'Object') return true;
  const [wide, narrow] = [NUMBERS.indexOf(column), NUMBERS.indexOf(value)];
  return narrow >= 0 && narrow <= wide;
}

/** The narrowest type that keeps values of two others. */
export function widened(a: ColumnType, b: ColumnType): ColumnType {
  if (holds(a, b)) return a;
  return holds(b, a) ? b : 'Object';
}
