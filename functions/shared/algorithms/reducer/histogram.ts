import { wrong } from '../../errors.ts';
import { DOUBLE } from '../../raster/pixel-type.ts';
import { float } from '../../values/number.ts';
import type { Value } from '../../values/value.ts';
import { ArrayValue } from '../array/array-value.ts';
import { algorithm } from '../declare.ts';
import * as t from '../language/types.ts';
import { defaulted, required } from '../parameter.ts';
import type { Buckets } from './buckets.ts';
import { Distribution } from './distribution.ts';
import { numberReducer, tupleReducer, valueReducer } from './kinds.ts';
import { plainReducer } from './plain.ts';
import { DISTRIBUTION } from './quantiles.ts';
import { arrays, matrix } from './result-types.ts';
import { textKey } from './text-key.ts';

/** The most buckets of a histogram that says nothing of it. */
const DEFAULT_BUCKETS = 256;
/** The most cells of a histogram with fixed steps. */
const MAX_STEPS = 1_000_000;

/** All buckets from the first to the last that is not empty: where each begins, its weight, and its mean. */
function contiguous(buckets: Buckets): { starts: number[]; weights: number[]; means: number[] } {
  const entries = buckets.entries();
  const [starts, weights, means]: [number[], number[], number[]] = [[], [], []];
  if (entries.length === 0) return { starts, weights, means };
  const first = entries[0][0];
  for (const [index, { weight, sum }] of entries) {
    // An empty bucket has no mean: its middle stands in.
    for (let empty = first + starts.length; empty < index; empty++) {
      starts.push(empty * buckets.width);
      weights.push(0);
      means.push((empty + 0.5) * buckets.width);
    }
    starts.push(index * buckets.width);
    weights.push(weight);
    means.push(sum / weight);
  }
  return { starts, weights, means };
}

function histogramOf(buckets: Buckets): Value {
  const { starts, weights, means } = contiguous(buckets);
  if (starts.length === 0) return null;
  return new Map<string, Value>([
    ['bucketMeans', means.map(float)],
    ['bucketMin', float(starts[0])],
    ['bucketWidth', float(buckets.width)],
    ['histogram', weights.map(float)],
  ]);
}

/** Rows of a start and a weight; cumulative ones add up the weights. */
function table(starts: readonly number[], weights: readonly number[], cumulative: boolean): ArrayValue {
  const values = new Float64Array(starts.length * 2);
  let sum = 0;
  starts.forEach((start, i) => {
    sum += weights[i];
    values[2 * i] = start;
    values[2 * i + 1] = cumulative ? sum : weights[i];
  });
  return new ArrayValue([starts.length, 2], values, DOUBLE);
}

/**
 * The index of the step that a value falls in, among equal steps from min to max; undefined if it falls in none. The last step excludes
 * max.
 */
function stepOf(value: number, min: number, max: number, steps: number): number | undefined {
  if (!(value >= min && value < max)) return undefined;
  return Math.min(steps - 1, Math.floor(((value - min) / (max - min)) * steps));
}

function edges(min: number, max: number, steps: number): number[] {
  return Array.from({ length: steps }, (_, i) => min + ((max - min) * i) / steps);
}

function checkSteps(min: number, max: number, steps: number): void {
  if (!(min < max)) throw wrong(`The minimum must be less than the maximum. Got ${min} and ${max}.`);
  if (steps < 1 || steps > MAX_STEPS) throw wrong(`The number of steps must be from 1 to ${MAX_STEPS}. Got ${steps}.`);
}

const FREQUENCIES = valueReducer(
  'frequencyHistogram',
  'histogram',
  () => {
    const weights = new Map<string, number>();
    return {
      add: (value, weight) => {
        if (value === null) return;
        const key = textKey(value);
        weights.set(key, (weights.get(key) ?? 0) + weight);
      },
      result: () => new Map(weights),
    };
  },
  { weighted: true },
);

/** Histograms. */
export const HISTOGRAM_REDUCERS = [
  plainReducer(FREQUENCIES, 'The weight of each distinct value, by its text.'),
  algorithm({
    name: 'Reducer.histogram',
    description:
      'A weighted histogram whose buckets are as wide as a power of 2: their means, start, width and weights.',
    returns: 'Reducer',
    parameters: DISTRIBUTION,
    examples: [{ args: {}, result: { type: 'Reducer.histogram', inputs: 1, outputs: ['histogram'] } }],
    run: (options) =>
      numberReducer(
        'histogram',
        () => {
          const distribution = new Distribution(options, DEFAULT_BUCKETS);
          return {
            add: (value, weight) => distribution.add(value, weight),
            results: () => [histogramOf(distribution.histogram())],
          };
        },
        { weighted: true },
      ),
  }),
  algorithm({
    name: 'Reducer.autoHistogram',
    description:
      'A weighted histogram whose buckets are as wide as a power of 2, as an array of rows: the start of each bucket and its weight.',
    returns: 'Reducer',
    parameters: { ...DISTRIBUTION, cumulative: defaulted(t.boolean, false) },
    examples: [{ args: {}, result: { type: 'Reducer.autoHistogram', inputs: 1, outputs: ['histogram'] } }],
    run: ({ cumulative, ...options }) =>
      numberReducer(
        'autoHistogram',
        () => {
          const distribution = new Distribution(options, DEFAULT_BUCKETS);
          return {
            add: (value, weight) => distribution.add(value, weight),
            results: () => {
              const { starts, weights } = contiguous(distribution.histogram());
              return [starts.length === 0 ? null : table(starts, weights, cumulative)];
            },
          };
        },
        { outputs: ['histogram'], weighted: true, type: matrix },
      ),
  }),
  algorithm({
    name: 'Reducer.fixedHistogram',
    description: 'A weighted histogram of equal steps as an array of rows: the start of each step and its weight.',
    returns: 'Reducer',
    parameters: {
      min: required(t.float),
      max: required(t.float),
      steps: required(t.integer),
      cumulative: defaulted(t.boolean, false),
    },
    examples: [
      {
        args: { min: 0, max: 10, steps: 5 },
        result: { type: 'Reducer.fixedHistogram', inputs: 1, outputs: ['histogram'] },
      },
    ],
    run: ({ min, max, steps, cumulative }) => {
      checkSteps(min, max, steps);
      return numberReducer(
        'fixedHistogram',
        () => {
          const weights = new Array<number>(steps).fill(0);
          let some = false;
          return {
            add(value, weight) {
              some = true;
              const step = stepOf(value, min, max, steps);
              if (step !== undefined) weights[step] += weight;
            },
            results: () => [some ? table(edges(min, max, steps), weights, cumulative) : null],
          };
        },
        { outputs: ['histogram'], weighted: true, type: matrix },
      );
    },
  }),
  algorithm({
    name: 'Reducer.fixed2DHistogram',
    description: 'A histogram of two inputs in equal steps: an array of counts, and those of the starts of the steps.',
    returns: 'Reducer',
    parameters: {
      xMin: required(t.float),
      xMax: required(t.float),
      xSteps: required(t.integer),
      yMin: required(t.float),
      yMax: required(t.float),
      ySteps: required(t.integer),
    },
    examples: [
      {
        args: { xMin: 0, xMax: 1, xSteps: 2, yMin: 0, yMax: 1, ySteps: 2 },
        result: { type: 'Reducer.fixed2DHistogram', inputs: 2, outputs: ['histogram', 'xAxis', 'yAxis'] },
      },
    ],
    run: ({ xMin, xMax, xSteps, yMin, yMax, ySteps }) => {
      checkSteps(xMin, xMax, xSteps);
      checkSteps(yMin, yMax, ySteps);
      checkSteps(0, 1, xSteps * ySteps);
      const axis = (min: number, max: number, steps: number) =>
        new ArrayValue([steps], Float64Array.from(edges(min, max, steps)), DOUBLE);
      return tupleReducer(
        'fixed2DHistogram',
        2,
        ['histogram', 'xAxis', 'yAxis'],
        () => {
          const counts = new Float64Array(xSteps * ySteps);
          return {
            add([x, y], weight) {
              const [column, row] = [stepOf(x, xMin, xMax, xSteps), stepOf(y, yMin, yMax, ySteps)];
              if (column !== undefined && row !== undefined) counts[column * ySteps + row] += weight;
            },
            results: () => [
              new ArrayValue([xSteps, ySteps], counts.slice(), DOUBLE),
              axis(xMin, xMax, xSteps),
              axis(yMin, yMax, ySteps),
            ],
          };
        },
        { weighted: true, types: arrays(2, 1, 1) },
      );
    },
  }),
];
