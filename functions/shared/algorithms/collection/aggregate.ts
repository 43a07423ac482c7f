import { keyOf } from '../../values/equality.ts';
import { float } from '../../values/number.ts';
import { compareValues } from '../../values/order.ts';
import { andThen, type Json, type MaybePromise, type Value } from '../../values/value.ts';
import type { Context } from '../context.ts';
import { type Algorithm, algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import { keptValue } from '../kept-value.ts';
import * as t from '../language/types.ts';
import { required } from '../parameter.ts';
import { CompensatedSum } from '../reducer/compensated-sum.ts';
import { numberInput } from '../reducer/kinds.ts';
import { Moments } from '../reducer/moments.ts';
import { textKey } from '../reducer/text-key.ts';
import type { Collection } from './collection.ts';
import { forEach } from './cursor.ts';
import { collectionType } from './types.ts';

/** The values of a property, in order; elements without it are left out. */
function valuesOf(collection: Collection, property: string, context: Context): MaybePromise<Value[]> {
  const values: Value[] = [];
  const visited = forEach(collection.open(), (element) => {
    context.spend(1);
    const value = element.property(property);
    if (value !== null) values.push(value);
  });
  return andThen(visited, () => values);
}

const EXAMPLE = $call('Collection', {
  features: [1, 2, 2].map((a) => $call('Feature', { metadata: { a } })),
});

function aggregation(
  name: string,
  description: string,
  returns: string,
  result: Json,
  aggregate: (values: readonly Value[]) => Value,
): Algorithm {
  return algorithm({
    name: `AggregateFeatureCollection.${name}`,
    description,
    returns,
    parameters: { collection: required(collectionType), property: required(t.string) },
    examples: [{ args: { collection: EXAMPLE, property: 'a' }, result }],
    keeps: true,
    run: ({ collection, property }, context, origin) =>
      keptValue(() => andThen(valuesOf(collection, property, context), aggregate), origin, context),
  });
}

function momentsOf(values: readonly Value[]): Moments {
  const moments = new Moments();
  for (const value of values) moments.add(numberInput(value, 'aggregate'), 1);
  return moments;
}

function sumOf(values: readonly Value[], power = 1): number {
  const sum = new CompensatedSum();
  for (const value of values) sum.add(numberInput(value, 'aggregate') ** power);
  return sum.value;
}

/**
 * The sum of squared differences from the mean, divided by the number of values less `lost` degrees of freedom; null if there are too few
 * values.
 */
function variance(values: readonly Value[], lost: number): number | null {
  return values.length > lost ? momentsOf(values).m2 / (values.length - lost) : null;
}

function asFloat(value: number | null): Value {
  return value === null ? null : float(value);
}

function root(value: number | null): Value {
  return value === null ? null : float(Math.sqrt(value));
}

function extreme(values: readonly Value[], sign: number): Value {
  return values.reduce((best, value) => (best === null || sign * compareValues(value, best) > 0 ? value : best), null);
}

function mean(values: readonly Value[]): Value {
  return values.length === 0 ? null : float(sumOf(values) / values.length);
}

function histogram(values: readonly Value[]): Value {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(textKey(value), (counts.get(textKey(value)) ?? 0) + 1);
  return counts;
}

const DIFFER = Math.sqrt(2) / 3;

/** Statistics of a property of a collection's elements; elements without it do not count. */
export const COLLECTION_AGGREGATES = [
  aggregation('array', 'All values as a list.', 'List<Object>', [1, 2, 2], (values) => [...values]),
  aggregation('count', 'The number of values.', 'Number', 3, (values) => values.length),
  aggregation('count_distinct', 'The number of distinct values.', 'Number', 2, (values) => {
    return new Set(values.map(keyOf)).size;
  }),
  aggregation('first', 'The first value; null if there is none.', '<any>', 1, (values) => values[0] ?? null),
  aggregation('histogram', 'The number of times of each value.', 'Dictionary<Object>', { 1: 1, 2: 2 }, histogram),
  aggregation('max', 'The greatest value; null if there is none.', '<any>', 2, (values) => extreme(values, 1)),
  aggregation('min', 'The least value; null if there is none.', '<any>', 1, (values) => extreme(values, -1)),
  aggregation('mean', 'The mean; null without values.', 'Number', 5 / 3, mean),
  aggregation('product', 'The product.', 'Number', 4, (values) => {
    return values.reduce((product: number, value) => product * numberInput(value, 'product'), 1);
  }),
  aggregation('sum', 'The sum.', 'Number', 5, (values) => sumOf(values)),
  aggregation('total_var', 'The variance of the values as a whole population.', 'Number', DIFFER ** 2, (values) => {
    return asFloat(variance(values, 0));
  }),
  aggregation('total_sd', 'The standard deviation of the values as a whole population.', 'Number', DIFFER, (values) => {
    return root(variance(values, 0));
  }),
  aggregation(
    'sample_var',
    'The variance of the population that the values are a sample of.',
    'Number',
    1 / 3,
    (values) => {
      return asFloat(variance(values, 1));
    },
  ),
  aggregation(
    'sample_sd',
    'The standard deviation of the population that the values are a sample of.',
    'Number',
    Math.sqrt(1 / 3),
    (values) => root(variance(values, 1)),
  ),
  algorithm({
    name: 'AggregateFeatureCollection.stats',
    description: 'Count, sum, extremes, mean, variances and deviations in one dictionary.',
    returns: 'Dictionary<Object>',
    parameters: { collection: required(collectionType), property: required(t.string) },
    examples: [
      {
        args: { collection: EXAMPLE, property: 'a' },
        result: {
          max: 2,
          mean: 5 / 3,
          min: 1,
          sample_sd: Math.sqrt(1 / 3),
          sample_var: 1 / 3,
          sum: 5,
          sum_sq: 9,
          total_count: 3,
          total_sd: DIFFER,
          total_var: DIFFER ** 2,
          valid_count: 3,
          weight_sum: 3,
          weighted_sum: 5,
        },
      },
    ],
    run: ({ collection, property }, context) => {
      let total = 0;
      const values: Value[] = [];
      const visited = forEach(collection.open(), (element) => {
        context.spend(1);
        total++;
        const value = element.property(property);
        if (value !== null) values.push(value);
      });
      return andThen(visited, (): Value => {
        const sum = sumOf(values);
        return new Map<string, Value>([
          ['max', extreme(values, 1)],
          ['mean', mean(values)],
          ['min', extreme(values, -1)],
          ['sample_sd', root(variance(values, 1))],
          ['sample_var', asFloat(variance(values, 1))],
          ['sum', sum],
          ['sum_sq', sumOf(values, 2)],
          ['total_count', total],
          ['total_sd', root(variance(values, 0))],
          ['total_var', asFloat(variance(values, 0))],
          ['valid_count', values.length],
          // All elements weigh the same here.
          ['weight_sum', values.length],
          ['weighted_sum', sum],
        ]);
      });
    },
  }),
];
