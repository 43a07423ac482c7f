import { wrong } from '../../errors.ts';
import { constantValue } from '../../values/constant.ts';
import { encodeValue } from '../../values/encode.ts';
import { andThen } from '../../values/value.ts';
import { algorithm } from '../declare.ts';
import { required } from '../parameter.ts';
import { claimText } from './text.ts';
import * as t from './types.ts';

/** Lists and objects may be nested this deep. */
const MAX_DEPTH = 10_000;

function parseJson(text: string): unknown {
  if (isDeeper(text, MAX_DEPTH)) throw wrong(`The string is nested deeper than ${MAX_DEPTH} levels.`, 'string');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw wrong(`The string is not JSON: ${(error as Error).message}.`);
  }
}

/** Whether brackets are nested deeper than `most`; those within quotes do not count. */
function isDeeper(text: string, most: number): boolean {
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (character === '"') quoted = !quoted;
    else if (quoted) {
      // Whatever is escaped is no end of the quotes.
      if (character === '\\') i++;
    } else if (character === '[' || character === '{') {
      if (++depth > most) return true;
    } else if (character === ']' || character === '}') depth--;
  }
  return false;
}

/** Strings: JSON. */
export const STRING_JSON = [
  algorithm({
    name: 'String.decodeJSON',
    description: 'The value that a JSON text says; objects become dictionaries.',
    returns: 'Object',
    parameters: { string: required(t.string) },
    examples: [{ args: { string: '{"a": [1, null, true]}' }, result: { a: [1, null, true] } }],
    run: ({ string }) => constantValue(parseJson(string)),
  }),
  algorithm({
    name: 'String.encodeJSON',
    description: 'A value as JSON text, in the form in which it would be sent; keys are in their order.',
    returns: 'String',
    parameters: { object: required(t.object) },
    examples: [{ args: { object: { b: [1, 'x'], a: 0.5 } }, result: '{"a":0.5,"b":[1,"x"]}' }],
    run: ({ object }) =>
      andThen(encodeValue(object), (json) => {
        const text = JSON.stringify(json);
        claimText(text.length);
        return text;
      }),
  }),
];
