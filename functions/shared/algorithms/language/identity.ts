import { constantValue } from '../../values/constant.ts';
import { encodeValue } from '../../values/encode.ts';
import { equalValues } from '../../values/equality.ts';
import { andThen } from '../../values/value.ts';
import { algorithm } from '../declare.ts';
import { optional, required } from '../parameter.ts';
import * as t from './types.ts';

/** Algorithms on values of any type: their type, description and equality. */
export const IDENTITY = [
  algorithm({
    name: 'IsEqual',
    description:
      'Whether two values are equal. Numbers are by value; images and collections only if they are the same one.',
    returns: 'Boolean',
    parameters: { left: optional(t.object), right: optional(t.object) },
    examples: [
      { args: { left: { a: [1] }, right: { a: [1] } }, result: true },
      { args: { left: 1, right: '1' }, result: false },
    ],
    run: ({ left, right }) => equalValues(left, right),
  }),
  algorithm({
    name: 'Describe',
    description: 'The value as clients would receive it, made of lists, dictionaries, numbers and strings.',
    returns: 'Object',
    parameters: { input: required(t.object) },
    examples: [{ args: { input: [1, { a: 'x' }] }, result: [1, { a: 'x' }] }],
    run: ({ input }) => andThen(encodeValue(input), (json) => constantValue(json)),
  }),
];
