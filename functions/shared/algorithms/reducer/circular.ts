import { float } from '../../values/number.ts';
import type { Value } from '../../values/value.ts';
import { CompensatedSum } from './compensated-sum.ts';
import { numberReducer } from './kinds.ts';
import { plainReducer } from './plain.ts';
import type { Reducer } from './reducer.ts';

/**
 * A statistic of directions in radians, from their mean vector.
 * @param statistic of the vector's direction and length; the length is 1 if all directions are the same
 */
function circular(name: string, output: string, statistic: (direction: number, length: number) => number): Reducer {
  return numberReducer(
    name,
    () => {
      const [sines, cosines, weights] = [new CompensatedSum(), new CompensatedSum(), new CompensatedSum()];
      return {
        add(value, weight) {
          sines.add(Math.sin(value) * weight);
          cosines.add(Math.cos(value) * weight);
          weights.add(weight);
        },
        results: (): Value[] => {
          if (!(weights.value > 0)) return [null];
          const length = Math.min(1, Math.hypot(sines.value, cosines.value) / weights.value);
          return [float(statistic(Math.atan2(sines.value, cosines.value), length))];
        },
      };
    },
    { outputs: [output], weighted: true },
  );
}

/** Statistics of directions. Source: Mardia and Jupp, Directional Statistics (2000), 2.2 and 2.3. */
export const CIRCULAR_REDUCERS = [
  plainReducer(
    circular('circularMean', 'circularMean', (direction) => direction),
    'The weighted mean of directions in radians, from -π to π.',
  ),
  plainReducer(
    circular('circularVariance', 'circularVariance', (_, length) => 1 - length),
    'The weighted circular variance of directions in radians, from 0 to 1.',
  ),
  plainReducer(
    circular('circularStddev', 'circularStdDev', (_, length) => Math.sqrt(-2 * Math.log(length))),
    'The weighted circular standard deviation of directions in radians.',
  ),
];
