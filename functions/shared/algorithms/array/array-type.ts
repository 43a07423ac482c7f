import { isNumberValue } from '../../values/number.ts';
import { isList } from '../../values/value.ts';
import type { ParameterType } from '../parameter.ts';
import { arrayFrom } from './array-from.ts';
import { ArrayValue } from './array-value.ts';

/** An array. A number is one without dimensions; nested lists of numbers are made into one. */
export const arrayType: ParameterType<ArrayValue> = {
  name: 'Array',
  coerce(value) {
    if (value instanceof ArrayValue) return value;
    return isList(value) || isNumberValue(value) || typeof value === 'boolean' ? arrayFrom(value, null) : undefined;
  },
};
