import { algorithm } from '../declare.ts';
import { optional, required } from '../parameter.ts';
import { claimText, textOf } from './text.ts';
import * as t from './types.ts';

/** Strings. */
export const STRING = [
  algorithm({
    name: 'String',
    description: 'A value as text.',
    returns: 'String',
    parameters: { input: required(t.object) },
    examples: [
      { args: { input: 'a' }, result: 'a' },
      { args: { input: 1 }, result: '1' },
      { args: { input: 12345678.5 }, result: '1.23456785E7' },
      { args: { input: [1, 'a'] }, result: '[1,"a"]' },
    ],
    run: ({ input }) => textOf(input),
  }),
  algorithm({
    name: 'String.cat',
    description: 'Concatenates two strings.',
    returns: 'String',
    parameters: { string1: required(t.string), string2: required(t.string) },
    examples: [{ args: { string1: 'a', string2: 'b' }, result: 'ab' }],
    run: ({ string1, string2 }) => {
      claimText(string1.length + string2.length);
      // Not by `join`, which copies both: a text that is put together piece by piece stays in pieces.
      return string1 + string2;
    },
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
  algorithm({
    name: 'String.index',
    description: 'The index of the first occurrence of another string; -1 if there is none.',
    returns: 'Integer',
    parameters: { target: required(t.string), pattern: required(t.string) },
    examples: [{ args: { target: 'abcabc', pattern: 'bc' }, result: 1 }],
    run: ({ target, pattern }) => target.indexOf(pattern),
  }),
  algorithm({
    name: 'String.rindex',
    description: 'The index of the last occurrence of another string; -1 if there is none.',
    returns: 'Integer',
    parameters: { target: required(t.string), pattern: required(t.string) },
    examples: [{ args: { target: 'abcabc', pattern: 'bc' }, result: 4 }],
    run: ({ target, pattern }) => target.lastIndexOf(pattern),
  }),
  algorithm({
    name: 'String.compareTo',
    description: 'Whether the first string comes before (-1), equals (0) or comes after (1) the second, by code units.',
    returns: 'Integer',
    parameters: { string1: required(t.string), string2: required(t.string) },
    examples: [{ args: { string1: 'a', string2: 'c' }, result: -1 }],
    run: ({ string1, string2 }) => (string1 < string2 ? -1 : Number(string1 > string2)),
  }),
  algorithm({
    name: 'String.equals',
    description: 'Whether a value is the same string.',
    returns: 'Boolean',
    parameters: { reference: required(t.string), target: required(t.object) },
    examples: [
      { args: { reference: 'a', target: 'a' }, result: true },
      { args: { reference: '1', target: 1 }, result: false },
    ],
    run: ({ reference, target }) => reference === target,
  }),
];
