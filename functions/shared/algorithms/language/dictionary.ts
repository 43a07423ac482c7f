import { wrong } from '../../errors.ts';
import { withEntry } from '../../values/growing-dictionary.ts';
import { isNumberValue } from '../../values/number.ts';
import { numberText } from '../../values/number-text.ts';
import { isDictionary, isList, type Value } from '../../values/value.ts';
import { algorithm } from '../declare.ts';
import { defaulted, optional, required } from '../parameter.ts';
import { missingKey } from './dictionary-keys.ts';
import * as t from './types.ts';

/** Numbers are keys by their text. */
function keyText(key: Value): string {
  if (typeof key === 'string') return key;
  if (isNumberValue(key)) return numberText(key);
  throw wrong('The keys of a dictionary must be strings.');
}

/** Dictionaries: ordered by key where their order shows. */
export const DICTIONARY = [
  algorithm({
    name: 'Dictionary',
    description: 'Makes a dictionary from another, or from a list of keys and values in turn.',
    returns: 'Dictionary<Object>',
    parameters: { input: optional(t.object) },
    examples: [{ args: { input: ['a', 1, 'b', 2] }, result: { a: 1, b: 2 } }],
    run: ({ input }) => {
      if (input === null) return new Map();
      if (isDictionary(input)) return input;
      if (!isList(input) || input.length % 2 !== 0)
        throw wrong('A dictionary, or a list of keys and values in turn, is expected.');
      return new Map(
        Array.from({ length: input.length / 2 }, (_, i): [string, Value] => [keyText(input[2 * i]), input[2 * i + 1]]),
      );
    },
  }),
  algorithm({
    name: 'Dictionary.get',
    description: 'The value of a key, or the default.',
    returns: 'Object',
    parameters: { dictionary: required(t.dictionary), key: required(t.string), defaultValue: optional(t.object) },
    examples: [{ args: { dictionary: { a: 1 }, key: 'a' }, result: 1 }],
    run: ({ dictionary, key, defaultValue }) => {
      const value = dictionary.get(key) ?? defaultValue;
      if (value === null && !dictionary.has(key)) throw missingKey(key);
      return value;
    },
  }),
  algorithm({
    name: 'Dictionary.set',
    description: 'The dictionary with a value set.',
    returns: 'Dictionary<Object>',
    parameters: { dictionary: required(t.dictionary), key: required(t.string), value: required(t.object) },
    examples: [{ args: { dictionary: { a: 1 }, key: 'b', value: 2 }, result: { a: 1, b: 2 } }],
    run: ({ dictionary, key, value }, context) => withEntry(dictionary, key, value, context.spend),
  }),
  algorithm({
    name: 'Dictionary.contains',
    description: 'Whether there is a key.',
    returns: 'Boolean',
    parameters: { dictionary: required(t.dictionary), key: required(t.string) },
    examples: [{ args: { dictionary: { a: 1 }, key: 'b' }, result: false }],
    run: ({ dictionary, key }) => dictionary.has(key),
  }),
  algorithm({
    name: 'Dictionary.keys',
    description: 'The keys, in their order.',
    returns: 'List<String>',
    parameters: { dictionary: required(t.dictionary) },
    examples: [{ args: { dictionary: { b: 1, a: 2 } }, result: ['a', 'b'] }],
    run: ({ dictionary }) => [...dictionary.keys()].sort(),
  }),
  algorithm({
    name: 'Dictionary.values',
    description: 'The values of some keys, or of all in the order of the keys.',
    returns: 'List<Object>',
    parameters: { dictionary: required(t.dictionary), keys: optional(t.list(t.string)) },
    examples: [{ args: { dictionary: { b: 1, a: 2 } }, result: [2, 1] }],
    run: ({ dictionary, keys }) =>
      (keys ?? [...dictionary.keys()].sort()).map((key) => {
        if (!dictionary.has(key)) throw missingKey(key);
        return dictionary.get(key) as Value;
      }),
  }),
  algorithm({
    name: 'Dictionary.size',
    description: 'The number of keys.',
    returns: 'Integer',
    parameters: { dictionary: required(t.dictionary) },
    examples: [{ args: { dictionary: { a: 1 } }, result: 1 }],
    run: ({ dictionary }) => dictionary.size,
  }),
  algorithm({
    name: 'Dictionary.combine',
    description:
      "Combines two dictionaries, without keys whose value is null; the second one's values win, unless overwrite is false.",
    returns: 'Dictionary<Object>',
    parameters: {
      first: required(t.dictionary),
      second: required(t.dictionary),
      overwrite: defaulted(t.boolean, true),
    },
    examples: [{ args: { first: { a: 1 }, second: { a: 2 } }, result: { a: 2 } }],
    run: ({ first, second, overwrite }) => {
      const [weaker, stronger] = overwrite ? [first, second] : [second, first];
      return new Map([...weaker, ...stronger].filter(([, value]) => value !== null));
    },
  }),
  algorithm({
    name: 'Dictionary.fromLists',
    description: 'Makes a dictionary from keys and values of the same number.',
    returns: 'Dictionary<Object>',
    parameters: { keys: required(t.list(t.string)), values: required(t.objects) },
    examples: [{ args: { keys: ['a'], values: [1] }, result: { a: 1 } }],
    run: ({ keys, values }) => {
      if (keys.length !== values.length) throw wrong(`Got ${keys.length} keys for ${values.length} values.`);
      return new Map(keys.map((key, i) => [key, values[i]]));
    },
  }),
];
