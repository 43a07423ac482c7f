import { wrong } from '../../errors.ts';
import { float } from '../../values/number.ts';
import { algorithm } from '../declare.ts';
import * as t from '../language/types.ts';
import { defaulted, required } from '../parameter.ts';
import { tupleReducer } from './kinds.ts';
import { betweenThem } from './result-types.ts';

const MAX_ROUNDS = 1000;

function distance(a: readonly number[], b: readonly number[]): number {
  return Math.hypot(...a.map((value, i) => value - b[i]));
}

/**
 * The point whose distances to the others add up to the least: Weiszfeld's steps, with Vardi and Zhang's way over points of the set
 * ("The multivariate L1-median and associated data depth", 2000).
 */
function geometricMedian(points: readonly (readonly number[])[], eta: number): readonly number[] {
  let centre: readonly number[] = points[0].map(
    (_, axis) => points.reduce((sum, point) => sum + point[axis], 0) / points.length,
  );
  let cost = points.reduce((sum, point) => sum + distance(point, centre), 0);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const next = step(points, centre);
    const nextCost = points.reduce((sum, point) => sum + distance(point, next), 0);
    if (!(cost - nextCost > 0)) break;
    const improvement = cost - nextCost;
    [centre, cost] = [next, nextCost];
    if (improvement < eta * 1e-6) break;
  }
  return centre;
}

function step(points: readonly (readonly number[])[], centre: readonly number[]): readonly number[] {
  const sums = centre.map(() => 0);
  const pull = centre.map(() => 0);
  let [weights, here] = [0, 0];
  for (const point of points) {
    const far = distance(point, centre);
    if (far === 0) {
      here++;
      continue;
    }
    weights += 1 / far;
    point.forEach((value, axis) => {
      sums[axis] += value / far;
      pull[axis] += (value - centre[axis]) / far;
    });
  }
  if (weights === 0) return centre;
  // On a point of the set, the others have to pull harder than it holds.
  const part = here === 0 ? 0 : Math.min(1, here / Math.hypot(...pull));
  return centre.map((value, axis) => (1 - part) * (sums[axis] / weights) + part * value);
}

/** Medians of points. */
export const GEOMETRIC_MEDIAN = [
  algorithm({
    name: 'Reducer.geometricMedian',
    description: 'The point of several dimensions whose distances to the inputs add up to the least.',
    returns: 'Reducer',
    parameters: {
      numX: required(t.integer),
      eta: defaulted(t.float, 0.001),
      initialStepSize: defaulted(t.float, 10),
    },
    examples: [
      {
        args: { numX: 2 },
        result: { type: 'Reducer.geometricMedian', inputs: 2, outputs: ['median_0', 'median_1'] },
      },
    ],
    run: ({ numX, eta }) => {
      if (numX < 1 || numX > 1000) throw wrong(`'numX' must be from 1 to 1000. Got ${numX}.`);
      const outputs = Array.from({ length: numX }, (_, i) => `median_${i}`);
      return tupleReducer(
        'geometricMedian',
        numX,
        outputs,
        () => {
          const points: (readonly number[])[] = [];
          return {
            add: (point) => {
              points.push(point);
            },
            results: () => (points.length === 0 ? outputs.map(() => null) : geometricMedian(points, eta).map(float)),
          };
        },
        { types: (inputs) => inputs.map(betweenThem) },
      );
    },
  }),
];
