import { wrong } from '../../errors.ts';
import { Geometry } from '../../geometry/geometry.ts';
import { keyOf } from '../../values/equality.ts';
import type { Value } from '../../values/value.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import * as t from '../language/types.ts';
import { defaulted, optional, required } from '../parameter.ts';
import { featureCollection } from './construct.ts';
import { mapCursor } from './cursor.ts';
import { Feature } from './feature.ts';
import { INDEX } from './indexed.ts';
import { normalFrom, uniformFrom } from './random-of.ts';
import { collectionType } from './types.ts';

const FEATURES = $call('Collection', {
  features: [1, 2].map((a) => $call('Feature', { metadata: { a } })),
});

const DISTRIBUTIONS: { readonly [name: string]: (text: string, seed: number) => number } = {
  uniform: uniformFrom,
  normal: normalFrom,
};

/** Collections whose elements have a property more, or changed. */
export const COLLECTION_COLUMNS = [
  algorithm({
    name: 'Collection.remap',
    description:
      'Replaces the values of a property: each value of one list by the value at the same index of another list. Elements with other values are left out.',
    returns: 'FeatureCollection',
    parameters: {
      collection: required(collectionType),
      lookupIn: required(t.objects),
      lookupOut: required(t.list(t.integer)),
      columnName: required(t.string),
    },
    examples: [
      {
        args: { collection: FEATURES, lookupIn: [2], lookupOut: [20], columnName: 'a' },
        result: {
          type: 'FeatureCollection',
          columns: {},
          features: [{ type: 'Feature', geometry: null, id: '1', properties: { a: 20 } }],
        },
      },
    ],
    run: ({ collection, lookupIn, lookupOut, columnName }, context) => {
      if (lookupIn.length !== lookupOut.length) {
        throw wrong(
          `'lookupIn' and 'lookupOut' must be of the same length. Got ${lookupIn.length} and ${lookupOut.length}.`,
        );
      }
      const results = new Map(lookupIn.map((value, i) => [keyOf(value), lookupOut[i]]));
      return collection.withElements('Collection.remap', () =>
        mapCursor(collection.open(), (element) => {
          context.spend(1);
          const result = results.get(keyOf(element.property(columnName)));
          if (result === undefined) return null;
          return element.withProperties(new Map(element.properties).set(columnName, result));
        }),
      );
    },
  }),
  algorithm({
    name: 'Collection.randomColumn',
    description: 'Adds a random number to each element, which depends on the seed and on some of its properties only.',
    returns: 'FeatureCollection',
    parameters: {
      collection: required(collectionType),
      columnName: defaulted(t.string, 'random'),
      seed: defaulted(t.long, 0),
      distribution: defaulted(t.entryOf(DISTRIBUTIONS), DISTRIBUTIONS['uniform'], 'uniform'),
      rowKeys: defaulted(t.list(t.string), [INDEX], [INDEX]),
    },
    examples: [
      {
        args: { collection: $call('Collection', { features: [$call('Feature', { metadata: { a: 1 } })] }), seed: 7 },
        result: {
          type: 'FeatureCollection',
          columns: {},
          features: [{ type: 'Feature', geometry: null, id: '0', properties: { a: 1, random: 0.5446050266584495 } }],
        },
      },
    ],
    run: ({ collection, columnName, seed, distribution: draw, rowKeys }, context) => {
      return collection.withElements('Collection.randomColumn', () =>
        mapCursor(collection.open(), (element) => {
          context.spend(1);
          const key = String(keyOf(rowKeys.map((name) => element.property(name))));
          return element.withProperties(new Map(element.properties).set(columnName, draw(key, seed)));
        }),
      );
    },
  }),
  algorithm({
    name: 'Collection.fromColumns',
    description: 'Features from lists of values, one list for each property.',
    returns: 'FeatureCollection',
    hidden: true,
    parameters: {
      columns: required(t.list(t.objects)),
      propertyNames: required(t.list(t.string)),
      propertyTypes: optional(t.objects),
    },
    examples: [
      {
        args: { columns: [[1, 2]], propertyNames: ['a'] },
        result: {
          type: 'FeatureCollection',
          columns: { a: 'Integer', 'system:index': 'String' },
          features: [
            { type: 'Feature', geometry: null, id: '0', properties: { a: 1 } },
            { type: 'Feature', geometry: null, id: '1', properties: { a: 2 } },
          ],
        },
      },
    ],
    run: ({ columns, propertyNames }, context) => {
      if (columns.length !== propertyNames.length) {
        throw wrong(`Got ${columns.length} columns for ${propertyNames.length} names.`);
      }
      const rows = columns[0]?.length ?? 0;
      if (columns.some((column) => column.length !== rows)) throw wrong('All columns must have the same length.');
      context.spend(rows * columns.length);
      return featureCollection(
        Array.from({ length: rows }, (_, row) => {
          const properties = new Map(propertyNames.map((name, i): [string, Value] => [name, columns[i][row]]));
          const geometry = properties.get('.geo');
          properties.delete('.geo');
          return new Feature(geometry instanceof Geometry ? geometry : null, properties);
        }),
      );
    },
  }),
];
