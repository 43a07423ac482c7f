import { wrong } from '../../errors.ts';
import { Geometry } from '../../geometry/geometry.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import { geometryType } from '../geometry/types.ts';
import * as t from '../language/types.ts';
import { defaulted, optional, required } from '../parameter.ts';
import { Collection } from './collection.ts';
import { columnsOf } from './columns.ts';
import { cursorOf } from './cursor.ts';
import type { Element } from './element.ts';
import { Feature } from './feature.ts';
import { indexedList } from './indexed.ts';
import { elementType } from './types.ts';

/** A collection of features from those of a list. */
export function featureCollection(features: readonly Element[]): Collection {
  const elements = indexedList(features);
  return new Collection('FeatureCollection', () => cursorOf(elements), { columns: columnsOf(elements[0]) });
}

/** Features, and collections from lists. */
export const COLLECTION_CONSTRUCTORS = [
  algorithm({
    name: 'Feature',
    description: 'Makes a feature from a geometry and properties.',
    returns: 'Feature',
    parameters: {
      geometry: optional(geometryType),
      metadata: defaulted(t.dictionary, new Map(), {}),
      geometryKey: optional(t.string),
    },
    examples: [
      { args: { metadata: { a: 1 } }, result: { type: 'Feature', geometry: null, properties: { a: 1 } } },
      {
        args: { metadata: { 'system:index': 'x' } },
        result: { type: 'Feature', geometry: null, id: 'x', properties: {} },
      },
    ],
    run: ({ geometry, metadata, geometryKey }) => {
      if (geometry !== null || geometryKey === null) return new Feature(geometry, metadata);
      const { [geometryKey]: kept, ...others } = Object.fromEntries(metadata);
      if (!(kept instanceof Geometry)) throw wrong(`The property '${geometryKey}' is not a geometry.`);
      return new Feature(kept, new Map(Object.entries(others)));
    },
  }),
  algorithm({
    name: 'Collection',
    description: 'Makes a collection of features from a list.',
    returns: 'FeatureCollection',
    parameters: { features: required(t.list(elementType)) },
    examples: [
      {
        args: { features: [$call('Feature', { metadata: { a: 1 } })] },
        result: {
          type: 'FeatureCollection',
          columns: { a: 'Integer', 'system:index': 'String' },
          features: [{ type: 'Feature', geometry: null, id: '0', properties: { a: 1 } }],
        },
      },
    ],
    run: ({ features }) => featureCollection(features),
  }),
];
