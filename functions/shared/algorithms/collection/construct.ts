import { algorithm } from '../declare.ts';
import { defaulted, optional, required } from '../parameter.ts';
import * as t from '../types.ts';
import { Collection } from './collection.ts';
import { cursorOf } from './cursor.ts';
import type { Element } from './element.ts';
import { Feature } from './feature.ts';

/** Elements of a list get their place as index, unless they have one. */
function indexed(element: Element, index: number): Element {
  return element instanceof Feature && element.id === undefined ? element.withId(String(index)) : element;
}

/** Features, and collections from lists. */
export const COLLECTION_CONSTRUCTORS = [
  algorithm({
    name: 'Feature',
    description: 'Makes a feature from a geometry and properties.',
    returns: 'Feature',
    parameters: {
      geometry: optional(t.geometry),
      metadata: defaulted(t.dictionary, new Map(), {}),
      geometryKey: optional(t.string),
    },
    run: ({ geometry, metadata }) => new Feature(geometry, metadata),
  }),
  algorithm({
    name: 'Collection',
    description: 'Makes a collection of features from a list.',
    returns: 'FeatureCollection',
    parameters: { features: required(t.list(t.element)) },
    run: ({ features }) => new Collection('FeatureCollection', () => cursorOf(features.map(indexed))),
  }),
];
