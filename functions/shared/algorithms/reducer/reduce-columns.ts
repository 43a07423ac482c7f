import { wrong } from '../../errors.ts';
import { isNumberValue, toDouble } from '../../values/number.ts';
import { andThen, type Value } from '../../values/value.ts';
import { forEach } from '../collection/cursor.ts';
import type { Element } from '../collection/element.ts';
import { collectionType } from '../collection/types.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import { keptValue } from '../kept-value.ts';
import * as t from '../language/types.ts';
import { optional, required } from '../parameter.ts';
import type { Reducer } from './reducer.ts';
import { reducerType } from './reducer-type.ts';

/** Finds an element's weights: one a weighted input, or one for all of them. Undefined if one is missing. */
function weighing(reducer: Reducer, selectors: readonly string[] | null): (element: Element) => number[] | undefined {
  const ones = reducer.inputs.map(() => 1);
  if (selectors === null || selectors.length === 0) return () => ones;
  const weighted = reducer.inputs.filter((has) => has).length;
  if (selectors.length !== weighted && !(selectors.length === 1 && weighted > 1)) {
    throw wrong(
      `The reducer ${reducer.name} has ${weighted} weighted inputs. Got ${selectors.length} weightSelectors.`,
    );
  }
  return (element) => {
    let next = 0;
    const weights = reducer.inputs.map((has) => {
      if (!has) return 1;
      const value = element.property(selectors[selectors.length === 1 ? 0 : next++]);
      return isNumberValue(value) ? toDouble(value) : 0;
    });
    return weights.every((weight) => weight > 0) ? weights : undefined;
  };
}

/** Reducing the properties of a collection's elements. */
export const REDUCE_COLUMNS = [
  algorithm({
    name: 'Collection.reduceColumns',
    description: "Reduces properties of the elements to a dictionary of the reducer's outputs.",
    returns: 'Dictionary<Object>',
    keeps: true,
    parameters: {
      collection: required(collectionType),
      reducer: required(reducerType),
      selectors: required(t.list(t.string)),
      weightSelectors: optional(t.list(t.string)),
    },
    examples: [
      {
        args: {
          collection: $call('Collection', {
            features: [1, 2, 3].map((a) => $call('Feature', { metadata: { a, w: a === 3 ? 2 : 1 } })),
          }),
          reducer: $call('Reducer.mean', {}),
          selectors: ['a'],
          weightSelectors: ['w'],
        },
        result: { mean: 2.25 },
      },
    ],
    run: ({ collection, reducer, selectors, weightSelectors }, context, origin) => {
      if (selectors.length !== reducer.inputs.length) {
        throw wrong(
          `Need ${reducer.inputs.length} inputs for the reducer ${reducer.name}. Got ${selectors.length} selectors.`,
        );
      }
      const weightsOf = weighing(reducer, weightSelectors);
      const reduce = () => {
        const accumulator = reducer.open();
        const visited = forEach(collection.open(), (element) => {
          context.spend(1);
          const weights = weightsOf(element);
          if (weights === undefined) return;
          accumulator.add(
            selectors.map((selector) => element.property(selector)),
            weights,
          );
        });
        return andThen(visited, (): Value => {
          const results = accumulator.results();
          return new Map(reducer.outputs.map((output, i) => [output, results[i]]));
        });
      };
      return keptValue(reduce, origin, context);
    },
  }),
];
