import { wrong } from '../../errors.ts';
import { float, type NumberValue, toDouble } from '../../values/number.ts';
import type { Value } from '../../values/value.ts';
import { algorithm } from '../declare.ts';
import * as t from '../language/types.ts';
import { optional, required } from '../parameter.ts';
import { Distribution, type DistributionOptions } from './distribution.ts';
import { numberReducer } from './kinds.ts';
import type { ReduceNeighborhoods } from './neighborhoods/neighborhood-form.ts';
import { modeOfNeighbors, quantilesOfNeighbors } from './neighborhoods/ordered.ts';
import type { OrderedNumbers } from './ordered-numbers.ts';
import { betweenThem, oneOfThem, type ResultType } from './result-types.ts';
import { orderedTiles } from './tiles/ordered.ts';

export const DISTRIBUTION = {
  maxBuckets: optional(t.integer, 'The most buckets of a histogram; rounded up to a power of 2.'),
  minBucketWidth: optional(t.float, 'The least width of a bucket.'),
  maxRaw: optional(t.integer, 'How many values are kept as they are before a histogram takes their place.'),
};

/** A reducer whose outputs are statistics of a distribution. */
function distributionReducer(
  name: string,
  outputs: readonly string[],
  options: DistributionOptions,
  statistics: (distribution: OrderedNumbers) => readonly (number | null)[],
  { type = betweenThem, neighborhoods }: { type?: ResultType; neighborhoods?: ReduceNeighborhoods } = {},
) {
  return numberReducer(
    name,
    () => {
      const distribution = new Distribution(options);
      return {
        add: (value, weight) => distribution.add(value, weight),
        results: (): Value[] => statistics(distribution).map((value) => (value === null ? null : float(value))),
      };
    },
    {
      outputs,
      weighted: true,
      type,
      // Who asks for histograms gets them.
      ...(Object.values(options).every((option) => option === null)
        ? { tiles: orderedTiles(outputs.length, statistics), ...(neighborhoods ? { neighborhoods } : {}) }
        : {}),
    },
  );
}

function fractionOf(percentile: number): number {
  if (percentile >= 0 && percentile <= 100) return percentile / 100;
  throw wrong(`Percentiles must be from 0 to 100. Got ${percentile}.`);
}

/** p50; p2_5, since a point has no place in a band's name. */
function percentileName(percentile: NumberValue): string {
  return `p${String(toDouble(percentile)).replace('.', '_')}`;
}

/** Medians, modes and percentiles. */
export const QUANTILE_REDUCERS = [
  algorithm({
    name: 'Reducer.median',
    description: 'The weighted median; of many values from a histogram.',
    returns: 'Reducer',
    parameters: DISTRIBUTION,
    examples: [{ args: {}, result: { type: 'Reducer.median', inputs: 1, outputs: ['median'] } }],
    run: (options) =>
      distributionReducer('median', ['median'], options, (values) => [values.quantile(0.5)], {
        neighborhoods: quantilesOfNeighbors([0.5]),
      }),
  }),
  algorithm({
    name: 'Reducer.mode',
    description: 'The value that occurs most, the smallest one of several; of many values from a histogram.',
    returns: 'Reducer',
    parameters: DISTRIBUTION,
    examples: [{ args: {}, result: { type: 'Reducer.mode', inputs: 1, outputs: ['mode'] } }],
    run: (options) =>
      distributionReducer('mode', ['mode'], options, (values) => [values.mode()], {
        type: oneOfThem,
        neighborhoods: modeOfNeighbors,
      }),
  }),
  algorithm({
    name: 'Reducer.percentile',
    description: 'Weighted percentiles, named p0 to p100; of many values from a histogram.',
    returns: 'Reducer',
    parameters: {
      percentiles: required(t.list(t.number)),
      outputNames: optional(t.list(t.string)),
      ...DISTRIBUTION,
    },
    examples: [
      {
        args: { percentiles: [0, 2.5] },
        result: { type: 'Reducer.percentile', inputs: 1, outputs: ['p0', 'p2_5'] },
      },
    ],
    run: ({ percentiles, outputNames, ...options }) => {
      if (percentiles.length === 0) throw wrong('At least one percentile is needed.');
      const names = outputNames ?? percentiles.map(percentileName);
      if (names.length !== percentiles.length) {
        throw wrong(`Got ${names.length} names for ${percentiles.length} percentiles.`);
      }
      const fractions = percentiles.map((percentile) => fractionOf(toDouble(percentile)));
      return distributionReducer(
        'percentile',
        names,
        options,
        (values) => fractions.map((fraction) => values.quantile(fraction)),
        { neighborhoods: quantilesOfNeighbors(fractions) },
      );
    },
  }),
  algorithm({
    name: 'Reducer.intervalMean',
    description: 'The weighted mean of the values between two percentiles.',
    returns: 'Reducer',
    parameters: { minPercentile: required(t.float), maxPercentile: required(t.float), ...DISTRIBUTION },
    examples: [
      {
        args: { minPercentile: 10, maxPercentile: 90 },
        result: { type: 'Reducer.intervalMean', inputs: 1, outputs: ['mean'] },
      },
    ],
    run: ({ minPercentile, maxPercentile, ...options }) => {
      const [from, to] = [fractionOf(minPercentile), fractionOf(maxPercentile)];
      if (from > to) throw wrong("'minPercentile' must not be greater than 'maxPercentile'.");
      return distributionReducer('intervalMean', ['mean'], options, (values) => [values.meanBetween(from, to)]);
    },
  }),
];
