import { isFloatType, isNumberValue, numberType, toDouble } from '../../values/number.ts';
import { algorithm, wrong } from '../declare.ts';
import { optional, required } from '../parameter.ts';
import * as t from '../types.ts';

/** Strings. */
export const STRING = [
  algorithm({
    name: 'String',
    description: 'A number or a string as a string.',
    returns: 'String',
    parameters: { input: required(t.object) },
    examples: [
      { args: { input: 'a' }, result: 'a' },
      { args: { input: 1 }, result: '1' },
    ],
    run: ({ input }) => {
      if (typeof input === 'string') return input;
      if (!isNumberValue(input)) throw wrong('A string or a number is expected.');
      const double = toDouble(input);
      return isFloatType(numberType(input)) && Number.isInteger(double)
        ? double.toFixed(1)
        : String(typeof input === 'bigint' ? input : double);
    },
  }),
  algorithm({
    name: 'String.cat',
    description: 'One string after the other.',
    returns: 'String',
    parameters: { string1: required(t.string), string2: required(t.string) },
    examples: [{ args: { string1: 'a', string2: 'b' }, result: 'ab' }],
    run: ({ string1, string2 }) => string1 + string2,
  }),
  algorithm({
    name: 'String.length',
    description: 'The number of characters.',
    returns: 'Integer',
    parameters: { string: required(t.string) },
    examples: [{ args: { string: 'abc' }, result: 3 }],
    run: ({ string }) => string.length,
  }),
  algorithm({
    name: 'String.slice',
    description: 'The characters from an index to (not with) another; negative ones count from the end.',
    returns: 'String',
    parameters: { string: required(t.string), start: required(t.integer), end: optional(t.integer) },
    examples: [{ args: { string: 'abcd', start: 1, end: -1 }, result: 'bc' }],
    run: ({ string, start, end }) => string.slice(start, end ?? undefined),
  }),
  algorithm({
    name: 'String.toLowerCase',
    description: 'The string in lower case.',
    returns: 'String',
    parameters: { string: required(t.string) },
    examples: [{ args: { string: 'AbC' }, result: 'abc' }],
    run: ({ string }) => string.toLowerCase(),
  }),
  algorithm({
    name: 'String.toUpperCase',
    description: 'The string in upper case.',
    returns: 'String',
    parameters: { string: required(t.string) },
    examples: [{ args: { string: 'AbC' }, result: 'ABC' }],
    run: ({ string }) => string.toUpperCase(),
  }),
  algorithm({
    name: 'String.trim',
    description: 'The string without white space at its ends.',
    returns: 'String',
    parameters: { string: required(t.string) },
    examples: [{ args: { string: ' a ' }, result: 'a' }],
    run: ({ string }) => string.trim(),
  }),
];
