import { wrong } from '../../errors.ts';
import { type Json, typeNameOf, type Value } from '../../values/value.ts';
import { arrayType } from '../array/array-type.ts';
import { type Algorithm, algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import { geometryType } from '../geometry/types.ts';
import { type ParameterType, required } from '../parameter.ts';
import { missingKey } from './dictionary-keys.ts';
import { positionOf } from './list-size.ts';
import * as t from './types.ts';

/** The types that have a getter, each with an example. */
const KINDS: readonly { type: ParameterType<Value>; what: string; given: Json; result: Json }[] = [
  { type: t.number, what: 'number', given: 1.5, result: 1.5 },
  { type: t.string, what: 'string', given: 'a', result: 'a' },
  { type: arrayType, what: 'array', given: [1, 2], result: [1, 2] },
  {
    type: geometryType,
    what: 'geometry',
    given: $call('GeometryConstructors.Point', { coordinates: [1, 2] }),
    result: { type: 'Point', coordinates: [1, 2] },
  },
];

/**
 * Converts a value to a type; null stays null.
 * @throws INVALID_ARGUMENT if that is not possible
 */
export function typedValue<T extends Value>(type: ParameterType<T>, value: Value, name: string): T | null {
  if (value === null) return null;
  const converted = type.coerce(value);
  if (converted !== undefined) return converted;
  throw wrong(`The value of '${name}' is not of type ${type.name} but ${typeNameOf(value)}.`);
}

function family({ type, what, given, result }: (typeof KINDS)[number]): Algorithm[] {
  return [
    algorithm({
      name: `Dictionary.get${type.name}`,
      description: `The ${what} that a key has as its value.`,
      returns: type.name,
      parameters: { dictionary: required(t.dictionary), key: required(t.string) },
      examples: [{ args: { dictionary: { a: given }, key: 'a' }, result }],
      run: ({ dictionary, key }) => {
        const value = dictionary.get(key);
        if (value === undefined) throw missingKey(key);
        return typedValue(type, value, key);
      },
    }),
    algorithm({
      name: `List.get${type.name}`,
      description: `The ${what} at an index; a negative one counts from the end.`,
      returns: type.name,
      parameters: { list: required(t.objects), index: required(t.integer) },
      examples: [{ args: { list: [given], index: -1 }, result }],
      run: ({ list, index }) => typedValue(type, list[positionOf(index, list.length)], String(index)),
    }),
  ];
}

/** Values of dictionaries and lists that are known to be of a type. */
export const TYPED_GETS = KINDS.flatMap(family);
