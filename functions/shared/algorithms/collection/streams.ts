import { andThen, type Value } from '../../values/value.ts';
import { algorithm, wrong } from '../declare.ts';
import { defaulted, required } from '../parameter.ts';
import * as t from '../types.ts';
import { forEach, mapCursor } from './cursor.ts';
import { isElement } from './element.ts';

/** What goes through a collection element by element. */
export const COLLECTION_STREAMS = [
  algorithm({
    name: 'Collection.map',
    description: 'The collection of what a function makes of each element.',
    returns: 'FeatureCollection',
    parameters: {
      collection: required(t.collection),
      baseAlgorithm: required(t.callable),
      dropNulls: defaulted(t.boolean, false),
    },
    run: ({ collection, baseAlgorithm, dropNulls }, context) =>
      collection.withElements(() =>
        mapCursor(collection.open(), (element) => {
          context.spend(1);
          return andThen(baseAlgorithm.call(element), (result) => {
            if (result === null && dropNulls) return null;
            if (!isElement(result)) throw wrong('A mapped algorithm must return a Feature or Image.');
            return result;
          });
        }),
      ),
  }),
  algorithm({
    name: 'Collection.size',
    description: 'The number of elements.',
    returns: 'Integer',
    parameters: { collection: required(t.collection) },
    run: ({ collection }) => {
      let size = 0;
      const visited = forEach(collection.open(), () => {
        size++;
      });
      return andThen(visited, (): Value => size);
    },
  }),
];
