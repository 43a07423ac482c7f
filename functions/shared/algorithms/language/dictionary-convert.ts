import { constantImage } from '../../raster/constant.ts';
import { andThen, type DictionaryValue, mapInOrder, type Value } from '../../values/value.ts';
import { arrayFrom } from '../array/array-from.ts';
import { ArrayValue } from '../array/array-value.ts';
import { concatenate } from '../array/assemble.ts';
import { algorithm } from '../declare.ts';
import { imageType } from '../image/image-type.ts';
import { defaulted, optional, required } from '../parameter.ts';
import { missingKey } from './dictionary-keys.ts';
import * as t from './types.ts';

/** The values of some keys, or of all in the order of the keys. */
function valuesOf(dictionary: DictionaryValue, keys: readonly string[] | null): [string, Value][] {
  return (keys ?? [...dictionary.keys()].sort()).map((key) => {
    const value = dictionary.get(key);
    if (value === undefined || value === null) throw missingKey(key);
    return [key, value];
  });
}

/** Dictionaries as something else. */
export const DICTIONARY_CONVERT = [
  algorithm({
    name: 'Dictionary.map',
    description:
      'Replaces each value by the result of a function of its key and value; keys whose result is null are removed.',
    returns: 'Dictionary<Object>',
    parameters: { dictionary: required(t.dictionary), baseAlgorithm: required(t.callable) },
    examples: [{ args: { dictionary: { a: 'x', b: 'y' }, baseAlgorithm: 'String.cat' }, result: { a: 'ax', b: 'by' } }],
    run: ({ dictionary, baseAlgorithm }, context) => {
      const keys = [...dictionary.keys()].sort();
      const results = mapInOrder(keys, (key) => {
        context.spend(1);
        return baseAlgorithm.call(key, dictionary.get(key) as Value);
      });
      return andThen(results, (values): Value => {
        return new Map(keys.map((key, i): [string, Value] => [key, values[i]]).filter(([, value]) => value !== null));
      });
    },
  }),
  algorithm({
    name: 'Dictionary.toArray',
    description:
      'The values of some keys, or of all in the order of the keys, as an array; lists and arrays are stacked along a new axis.',
    returns: 'Array',
    parameters: {
      dictionary: required(t.dictionary),
      keys: optional(t.list(t.string)),
      axis: defaulted(t.integer, 0),
    },
    examples: [
      { args: { dictionary: { b: 1, a: 2 } }, result: [2, 1] },
      {
        args: { dictionary: { a: [1, 2], b: [3, 4] }, keys: ['b', 'a'], axis: 1 },
        result: [
          [3, 1],
          [4, 2],
        ],
      },
    ],
    run: ({ dictionary, keys, axis }) => {
      const arrays = valuesOf(dictionary, keys).map(([, value]) => {
        const array = arrayFrom(value, null);
        // Along a new axis: lists of two values become rows of two columns, or columns of two rows.
        return new ArrayValue(array.shape.toSpliced(axis, 0, 1), array.values, array.type);
      });
      return concatenate(arrays, axis);
    },
  }),
  algorithm({
    name: 'Dictionary.toImage',
    description: 'A constant image with a band for each of the given keys, or for all keys in their order.',
    returns: imageType.name,
    parameters: { dictionary: required(t.dictionary), names: optional(t.list(t.string)) },
    examples: [
      {
        args: { dictionary: { a: 1 } },
        result: {
          type: 'Image',
          bands: [
            {
              id: 'a',
              data_type: { type: 'PixelType', precision: 'int', min: 1, max: 1 },
              crs: 'EPSG:4326',
              crs_transform: [1, 0, 0, 0, 1, 0],
            },
          ],
        },
      },
    ],
    run: ({ dictionary, names }) => {
      const values = valuesOf(dictionary, names);
      const image = constantImage(values.map(([, value]) => value));
      return image.withBands(image.bands.map((band, i) => ({ ...band, id: values[i][0] })));
    },
  }),
];
