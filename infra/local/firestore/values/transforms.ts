import { toTimestamp } from '../clock.ts';
import { invalid } from '../errors.ts';
import type { FieldTransform, Value } from '../messages.ts';
import { addNumbers, compareNumbers, isNaNValue, isNumber } from './numbers.ts';
import { compareValues } from './order.ts';
import { toStoredValue } from './stored.ts';

/**
 * Applies a transform to a field.
 *
 * @param current the field's value, if it has one
 * @param commitTime microseconds since 1970
 * @returns the new value, and the result that the client is told (null for the array transforms)
 * @throws INVALID_ARGUMENT where an operand is not a number
 */
export function transformField(
  current: Value | undefined,
  transform: FieldTransform,
  commitTime: number,
): { value: Value; result: Value } {
  if (transform.setToServerValue === 'REQUEST_TIME') {
    // The protocol gives the request time in milliseconds.
    return told({ timestampValue: toTimestamp(Math.floor(commitTime / 1000) * 1000) });
  }
  if (transform.increment) {
    const operand = numeric(transform.increment, 'increment');
    return told(isNumber(current) ? addNumbers(current, operand) : operand);
  }
  if (transform.maximum) return told(extreme(current, numeric(transform.maximum, 'maximum'), 1));
  if (transform.minimum) return told(extreme(current, numeric(transform.minimum, 'minimum'), -1));
  const present = current?.arrayValue?.values ?? [];
  if (transform.appendMissingElements) {
    const values = [...present];
    for (const element of operands(transform.appendMissingElements))
      if (!contains(values, element)) values.push(element);
    return { value: { arrayValue: { values } }, result: { nullValue: 'NULL_VALUE' } };
  }
  if (transform.removeAllFromArray) {
    const removed = operands(transform.removeAllFromArray);
    const values = present.filter((element) => !contains(removed, element));
    return { value: { arrayValue: { values } }, result: { nullValue: 'NULL_VALUE' } };
  }
  throw invalid(`The transform of field "${transform.fieldPath}" has no operation.`);
}

function told(value: Value): { value: Value; result: Value } {
  return { value, result: value };
}

function numeric(operand: Value, name: string): Value {
  if (!isNumber(operand)) throw invalid(`The operand of ${name} must be an integer or a double.`);
  return operand;
}

/** The greater (sign 1) or smaller (sign -1) number; equal ones leave the field as it is, NaN wins always. */
function extreme(current: Value | undefined, operand: Value, sign: number): Value {
  if (!isNumber(current) || isNaNValue(operand)) return operand;
  if (isNaNValue(current)) return current;
  return compareNumbers(operand, current) * sign > 0 ? operand : current;
}

function operands(array: { values?: Value[] }): Value[] {
  return toStoredValue({ arrayValue: array }).arrayValue?.values ?? [];
}

function contains(values: readonly Value[], sought: Value): boolean {
  return values.some((value) => compareValues(value, sought) === 0);
}
