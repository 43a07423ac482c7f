import { isNumberValue, toDouble } from '../../values/number.ts';
import { isDictionary, isList, typeNameOf, type Value } from '../../values/value.ts';
import { algorithm } from '../declare.ts';
import { optional } from '../parameter.ts';
import * as t from './types.ts';

/** Whether a value counts as true, as in the service: anything but null, false, 0, and empty strings, lists and dictionaries. */
export function isTrue(value: Value): boolean {
  if (isNumberValue(value)) return toDouble(value) !== 0;
  if (isList(value)) return value.length > 0;
  if (isDictionary(value)) return value.size > 0;
  return value !== null && value !== false && value !== '';
}

/** Choices, and questions about any value. */
export const CONTROL = [
  algorithm({
    name: 'If',
    description: 'Returns one of two values, depending on a condition; the other one is not evaluated.',
    returns: 'Object',
    parameters: { condition: optional(t.object), trueCase: optional(t.object), falseCase: optional(t.object) },
    branch: { test: 'condition', choose: (test) => (isTrue(test) ? 'trueCase' : 'falseCase') },
    examples: [{ args: { condition: 1, trueCase: 'yes', falseCase: 'no' }, result: 'yes' }],
    run: ({ condition, trueCase, falseCase }) => (isTrue(condition) ? trueCase : falseCase),
  }),
  algorithm({
    name: 'ObjectType',
    description: "The name of a value's type.",
    returns: 'String',
    parameters: { value: optional(t.object) },
    examples: [{ args: { value: 1 }, result: 'Integer' }],
    run: ({ value }) => typeNameOf(value),
  }),
];
