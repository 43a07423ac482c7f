import { wrong } from '../../errors.ts';
import { constantValue } from '../../values/constant.ts';
import { encodeValue } from '../../values/encode.ts';
import { isNestedDeeper } from '../../values/json-depth.ts';
import { andThen } from '../../values/value.ts';
import { algorithm } from '../declare.ts';
import { required } from '../parameter.ts';
import { claimText } from './text.ts';
import * as t from './types.ts';

/** Lists and objects may be nested this deep. */
const MAX_DEPTH = 10_000;

function parseJson(text: string): unknown {
  if (isNestedDeeper(text, MAX_DEPTH)) throw wrong(`The string is nested deeper than ${MAX_DEPTH} levels.`, 'string');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw wrong(`The string is not JSON: ${(error as Error).message}.`);
  }
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
