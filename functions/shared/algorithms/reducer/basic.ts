import { wrong } from '../../errors.ts';
import { float } from '../../values/number.ts';
import type { Value } from '../../values/value.ts';
import { type Algorithm, algorithm } from '../declare.ts';
import * as t from '../language/types.ts';
import { defaulted } from '../parameter.ts';
import { CompensatedSum } from './compensated-sum.ts';
import { numberInput, numberReducer, valueReducer } from './kinds.ts';
import { maxNeighbors, minMaxNeighbors, minNeighbors } from './neighborhoods/extremes.ts';
import type { ReduceNeighborhoods } from './neighborhoods/neighborhood-form.ts';
import { countNeighbors, meanNeighbors, sumNeighbors } from './neighborhoods/sums.ts';
import { plainReducer } from './plain.ts';
import { Reducer } from './reducer.ts';
import { betweenThem, countOfThem, oneOfThem } from './result-types.ts';
import { bestTiles, countTiles } from './tiles/folds.ts';
import { meanTiles, sumTiles } from './tiles/sums.ts';

export const MEAN = numberReducer(
  'mean',
  () => {
    const sum = new CompensatedSum();
    const weights = new CompensatedSum();
    return {
      add(value, weight) {
        sum.add(value * weight);
        weights.add(weight);
      },
      results: () => [weights.value > 0 ? float(sum.value / weights.value) : null],
    };
  },
  { weighted: true, type: betweenThem, tiles: meanTiles, neighborhoods: meanNeighbors },
);

export const SUM = numberReducer(
  'sum',
  () => {
    const total = new CompensatedSum();
    return { add: (value, weight) => total.add(value * weight), results: () => [total.value] };
  },
  { weighted: true, keepsType: true, tiles: sumTiles, neighborhoods: sumNeighbors },
);

const PRODUCT = numberReducer(
  'product',
  () => {
    let product = 1;
    return {
      add: (value) => {
        product *= value;
      },
      results: () => [product],
    };
  },
  { keepsType: true },
);

const MIN_MAX = numberReducer(
  'minMax',
  () => {
    let [min, max, some] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, false];
    return {
      add: (value) => {
        some = true;
        if (value < min) min = value;
        if (value > max) max = value;
      },
      results: () => (some ? [min, max] : [null, null]),
    };
  },
  { outputs: ['min', 'max'], keepsType: true, type: oneOfThem, neighborhoods: minMaxNeighbors },
);

export const COUNT = valueReducer(
  'count',
  'count',
  () => {
    let n = 0;
    return {
      add: (value) => {
        if (value !== null) n++;
      },
      result: () => n,
    };
  },
  { type: countOfThem, tiles: countTiles, neighborhoods: countNeighbors },
);

export const COUNT_EVERY = valueReducer(
  'countEvery',
  'count',
  () => {
    let n = 0;
    return {
      add: () => {
        n++;
      },
      result: () => n,
    };
  },
  { countsMasked: true, type: countOfThem },
);

/** The values at the place where the first one of them is smallest, or largest. */
function extreme(
  name: string,
  count: number,
  better: (a: number, b: number) => boolean,
  neighborhoods: ReduceNeighborhoods,
): Reducer {
  if (count === 1) {
    const numbers = () => {
      let best: number | null = null;
      return {
        add: (value: number) => {
          if (best === null || better(value, best)) best = value;
        },
        results: () => [best],
      };
    };
    return numberReducer(name, numbers, { keepsType: true, type: oneOfThem, tiles: bestTiles(better), neighborhoods });
  }
  const open = () => {
    let [best, values]: [number, readonly Value[]] = [Number.NaN, new Array<Value>(count).fill(null)];
    return {
      add(inputs: readonly Value[]): void {
        if (inputs.includes(null)) return;
        const first = numberInput(inputs[0], name);
        if (values[0] === null || better(first, best)) [best, values] = [first, inputs];
      },
      results: () => values,
    };
  };
  const outputs = Array.from({ length: count }, (_, i) => (i === 0 ? name : `${name}${i}`));
  const inputs = new Array<boolean>(count).fill(false);
  return new Reducer({ name, inputs, outputs, open, pixelTypes: (types) => types });
}

function extremeReducer(
  name: string,
  description: string,
  better: (a: number, b: number) => boolean,
  neighborhoods: ReduceNeighborhoods,
): Algorithm {
  const one = extreme(name, 1, better, neighborhoods);
  return algorithm({
    name: `Reducer.${name}`,
    description,
    returns: 'Reducer',
    parameters: { numInputs: defaulted(t.integer, 1) },
    examples: [{ args: { numInputs: 2 }, result: { type: `Reducer.${name}`, inputs: 2, outputs: [name, `${name}1`] } }],
    run: ({ numInputs }) => {
      if (numInputs < 1 || numInputs > 1000) throw wrong(`'numInputs' must be from 1 to 1000. Got ${numInputs}.`);
      return numInputs === 1 ? one : extreme(name, numInputs, better, neighborhoods);
    },
  });
}

/** Sums, counts and extremes. */
export const BASIC_REDUCERS = [
  plainReducer(MEAN, 'The weighted mean.'),
  plainReducer(SUM, 'The weighted sum.'),
  plainReducer(PRODUCT, 'The product.'),
  plainReducer(COUNT, 'The number of values that are not null.'),
  plainReducer(COUNT_EVERY, 'The number of values, whether null or not; masked pixels count too.'),
  plainReducer(MIN_MAX, 'The smallest and the largest value.'),
  extremeReducer(
    'min',
    'The smallest value of the first input, and the values of the others beside it.',
    (a, b) => a < b,
    minNeighbors,
  ),
  extremeReducer(
    'max',
    'The largest value of the first input, and the values of the others beside it.',
    (a, b) => a > b,
    maxNeighbors,
  ),
];
