import { float } from '../../values/number.ts';
import type { Value } from '../../values/value.ts';
import { numberReducer } from './kinds.ts';
import { Moments } from './moments.ts';
import type { ReduceNeighborhoods } from './neighborhoods/neighborhood-form.ts';
import { varianceOfNeighbors } from './neighborhoods/spread.ts';
import { plainReducer } from './plain.ts';

/** A statistic of the moments of a number of weighted values, null where there are too few of them. */
function momentReducer(
  name: string,
  output: string,
  statistic: (moments: Moments) => number | null,
  neighborhoods?: ReduceNeighborhoods,
) {
  return numberReducer(
    name,
    () => {
      const moments = new Moments();
      return {
        add: (value, weight) => moments.add(value, weight),
        results: (): Value[] => {
          const result = moments.weight > 0 ? statistic(moments) : null;
          return [result === null ? null : float(result)];
        },
      };
    },
    { outputs: [output], weighted: true, ...(neighborhoods ? { neighborhoods } : {}) },
  );
}

const variance = ({ m2, weight }: Moments): number => m2 / weight;

/** The sample variance, with weights as numbers of values; null for one value. */
function sampleVariance({ m2, weight }: Moments): number | null {
  return weight > 1 ? m2 / (weight - 1) : null;
}

function root(value: number | null): number | null {
  return value === null ? null : Math.sqrt(value);
}

/** Reducers for the spread of values: variances, standard deviations, skewness and kurtosis. */
export const SPREAD_REDUCERS = [
  plainReducer(
    momentReducer(
      'variance',
      'variance',
      variance,
      varianceOfNeighbors((value) => value),
    ),
    'The weighted variance of the values as a whole population.',
  ),
  plainReducer(
    momentReducer('stdDev', 'stdDev', (moments) => root(variance(moments)), varianceOfNeighbors(Math.sqrt)),
    'The weighted standard deviation of the values as a whole population.',
  ),
  plainReducer(
    momentReducer('sampleVariance', 'variance', sampleVariance),
    'The weighted variance of the population that the values are a sample of.',
  ),
  plainReducer(
    momentReducer('sampleStdDev', 'stdDev', (moments) => root(sampleVariance(moments))),
    'The weighted standard deviation of the population that the values are a sample of.',
  ),
  plainReducer(
    momentReducer('skew', 'skew', ({ m2, m3, weight }) => (m2 > 0 ? (Math.sqrt(weight) * m3) / m2 ** 1.5 : 0)),
    'The weighted skewness: the third central moment over the standard deviation cubed.',
  ),
  plainReducer(
    momentReducer('kurtosis', 'kurtosis', ({ m2, m4, weight }) => (m2 > 0 ? (weight * m4) / (m2 * m2) - 3 : 0)),
    'The weighted excess kurtosis: 0 for values that are distributed normally.',
  ),
];
