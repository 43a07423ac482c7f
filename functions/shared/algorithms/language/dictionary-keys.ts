import { wrong } from '../../errors.ts';
import type { DictionaryValue } from '../../values/value.ts';
import { algorithm } from '../declare.ts';
import { defaulted, required } from '../parameter.ts';
import { selectedNames } from './selector.ts';
import * as t from './types.ts';

/** The error of a key that is not there. */
export function missingKey(key: string): Error {
  return wrong(`Dictionary does not contain key: '${key.slice(0, 200)}'.`);
}

/** The keys that selectors mean, in their order: keys, or regular expressions over whole keys. */
function selectedKeys(dictionary: DictionaryValue, selectors: readonly string[], ignoreMissing: boolean): Set<string> {
  const keys = new Set<string>();
  const all = [...dictionary.keys()].sort();
  for (const selector of selectors) {
    const found = selectedNames(all, selector);
    if (found.length === 0 && !ignoreMissing) throw missingKey(selector);
    for (const key of found) keys.add(key);
  }
  return keys;
}

function rename(
  dictionary: DictionaryValue,
  from: readonly string[],
  to: readonly string[],
  overwrite: boolean,
): DictionaryValue {
  if (from.length !== to.length) throw wrong(`Got ${to.length} new names for ${from.length} keys.`);
  const renamed = new Map(dictionary);
  for (const key of from) if (!renamed.delete(key)) throw missingKey(key);
  from.forEach((key, i) => {
    if (renamed.has(to[i]) && !overwrite) throw wrong(`Dictionary already has the key '${to[i]}'.`);
    renamed.set(to[i], dictionary.get(key) ?? null);
  });
  return renamed;
}

/** Dictionaries: which keys they have. */
export const DICTIONARY_KEYS = [
  algorithm({
    name: 'Dictionary.select',
    description: 'The dictionary with only some of its keys, which are given by name or by regular expression.',
    returns: 'Dictionary<Object>',
    parameters: {
      dictionary: required(t.dictionary),
      selectors: required(t.list(t.string)),
      ignoreMissing: defaulted(t.boolean, false),
    },
    examples: [
      { args: { dictionary: { B1: 1, B2: 2, id: 3 }, selectors: ['B.*'] }, result: { B1: 1, B2: 2 } },
      { args: { dictionary: { a: 1 }, selectors: ['a', 'b'], ignoreMissing: true }, result: { a: 1 } },
    ],
    run: ({ dictionary, selectors, ignoreMissing }) => {
      const keys = selectedKeys(dictionary, selectors, ignoreMissing);
      return new Map([...keys].map((key) => [key, dictionary.get(key) ?? null]));
    },
  }),
  algorithm({
    name: 'Dictionary.remove',
    description: 'The dictionary without some of its keys, which are given by name or by regular expression.',
    returns: 'Dictionary<Object>',
    parameters: {
      dictionary: required(t.dictionary),
      selectors: required(t.list(t.string)),
      ignoreMissing: defaulted(t.boolean, false),
    },
    examples: [{ args: { dictionary: { B1: 1, B2: 2, id: 3 }, selectors: ['B.*'] }, result: { id: 3 } }],
    run: ({ dictionary, selectors, ignoreMissing }) => {
      const removed = selectedKeys(dictionary, selectors, ignoreMissing);
      return new Map([...dictionary].filter(([key]) => !removed.has(key)));
    },
  }),
  algorithm({
    name: 'Dictionary.rename',
    description: 'The dictionary with some of its keys renamed.',
    returns: 'Dictionary<Object>',
    parameters: {
      dictionary: required(t.dictionary),
      from: required(t.list(t.string)),
      to: required(t.list(t.string)),
      overwrite: defaulted(t.boolean, false),
    },
    examples: [
      { args: { dictionary: { a: 1, b: 2 }, from: ['a'], to: ['x'] }, result: { x: 1, b: 2 } },
      { args: { dictionary: { a: 1, b: 2 }, from: ['a', 'b'], to: ['b', 'a'] }, result: { a: 2, b: 1 } },
      { args: { dictionary: { a: 1, b: 2 }, from: ['a'], to: ['b'], overwrite: true }, result: { b: 1 } },
    ],
    run: ({ dictionary, from, to, overwrite }) => rename(dictionary, from, to, overwrite),
  }),
];
