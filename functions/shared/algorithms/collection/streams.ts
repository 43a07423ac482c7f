import { isServiceError, LimitError, ServiceError, wrong } from '../../errors.ts';
import { andThen, type MaybePromise, type Value } from '../../values/value.ts';
import type { Callable } from '../callable.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import * as t from '../language/types.ts';
import { defaulted, optional, required } from '../parameter.ts';
import { forEach, mapCursor } from './cursor.ts';
import type { Element } from './element.ts';
import { isElement } from './element.ts';
import { indexOf, withIndex } from './indexed.ts';
import { collectionType } from './types.ts';

const FEATURES = $call('Collection', { features: [$call('Feature', { metadata: { a: 1 } })] });
const encoded = { type: 'Feature', geometry: null, id: '0', properties: { a: 1 } };

/** Gives a mapped element the index of the element that it was made from, unless it has one of its own. */
function mapped(result: Value, element: Element): Element {
  if (!isElement(result)) throw wrong('A mapped algorithm must return a Feature or Image.');
  const index = indexOf(element);
  return index === undefined || indexOf(result) !== undefined ? result : withIndex(result, index);
}

/** Applies a function to an element; errors name the element. */
function applied(algorithm: Callable, element: Element): MaybePromise<Value> {
  const explain = (error: unknown): never => {
    if (!isServiceError(error) || error instanceof LimitError) throw error;
    throw new ServiceError(error.status, `Error in map(ID=${indexOf(element) ?? ''}):\n${error.message}`);
  };
  try {
    const result = algorithm.call(element);
    return result instanceof Promise ? result.catch(explain) : result;
  } catch (error) {
    return explain(error);
  }
}

/** Algorithms that process a collection element by element. */
export const COLLECTION_STREAMS = [
  algorithm({
    name: 'Collection.map',
    description: 'Applies a function to each element, and collects the results.',
    returns: 'FeatureCollection',
    parameters: {
      collection: required(collectionType),
      baseAlgorithm: required(t.callable),
      dropNulls: defaulted(t.boolean, false),
    },
    examples: [
      {
        args: { collection: FEATURES, baseAlgorithm: 'Element.replaceProperties' },
        result: {
          type: 'FeatureCollection',
          columns: {},
          features: [{ type: 'Feature', geometry: null, id: '0', properties: {} }],
        },
      },
    ],
    run: ({ collection, baseAlgorithm, dropNulls }, context) =>
      collection.withElements('Collection.map', () =>
        mapCursor(collection.open(), (element) => {
          context.spend(1);
          return andThen(applied(baseAlgorithm, element), (result) =>
            result === null && dropNulls ? null : mapped(result, element),
          );
        }),
      ),
  }),
  algorithm({
    name: 'Collection.iterate',
    description: 'Calls a function with each element and the result of the previous call, and returns the last result.',
    returns: 'Object',
    parameters: {
      collection: required(collectionType),
      function: required(t.callable),
      first: optional(t.object),
    },
    examples: [{ args: { collection: FEATURES, function: 'Element.copyProperties' }, result: encoded }],
    run: ({ collection, function: step, first }, context) => {
      let result: Value = first;
      const visited = forEach(collection.open(), (element): MaybePromise<void> => {
        context.spend(1);
        return andThen(step.call(element, result), (next) => {
          result = next;
        });
      });
      return andThen(visited, () => result);
    },
  }),
  algorithm({
    name: 'Collection.size',
    description: 'The number of elements.',
    returns: 'Integer',
    parameters: { collection: required(collectionType) },
    examples: [{ args: { collection: FEATURES }, result: 1 }],
    run: ({ collection }, context) => {
      if (collection.fields.size !== undefined) return collection.fields.size;
      let size = 0;
      const visited = forEach(collection.open(), () => {
        context.spend(1);
        size++;
      });
      return andThen(visited, (): Value => size);
    },
  }),
  algorithm({
    name: 'Collection.cache',
    description: 'The collection itself: nothing is computed twice in a request anyway.',
    returns: 'FeatureCollection',
    hidden: true,
    parameters: { collection: required(collectionType) },
    examples: [
      {
        args: { collection: FEATURES },
        result: {
          type: 'FeatureCollection',
          columns: { a: 'Integer', 'system:index': 'String' },
          features: [encoded],
        },
      },
    ],
    run: ({ collection }) => collection,
  }),
];
