import { wrong } from '../../errors.ts';
import type { Work } from '../samples.ts';
import { DoubledMatrix, type Matrix, SignedMatrix } from './matrix.ts';
import type { KernelPoints } from './points.ts';
import { type Problem, type Solution, solve } from './solver.ts';

/** Weights of samples and an offset: the decision for x is Σ weight K(sample, x) - offset. */
export interface Decision {
  readonly weights: Float64Array;
  readonly offset: number;
}

export interface Limits {
  readonly cost: number;
  readonly nu: number;
  readonly lossEpsilon: number;
  readonly tolerance: number;
}

function problemOf(matrix: Matrix, signs: Int8Array, tolerance: number, more: Partial<Problem>): Problem {
  return {
    matrix,
    signs,
    linear: new Float64Array(signs.length),
    start: new Float64Array(signs.length),
    bound: 1,
    separate: false,
    tolerance,
    ...more,
  };
}

function decision({ alpha, offset, scale }: Solution, signs: Int8Array): Decision {
  return { weights: alpha.map((value, i) => (signs[i] * value) / scale), offset: offset / scale };
}

/** Separates samples by signs; errors cost `cost` each (Cortes and Vapnik, 1995). The samples are put in another order. */
export function separate(points: KernelPoints, signs: Int8Array, { cost, tolerance }: Limits, work: Work): Decision {
  const linear = new Float64Array(signs.length).fill(-1);
  const matrix = new SignedMatrix(points, signs, work);
  return decision(solve(problemOf(matrix, signs, tolerance, { linear, bound: cost }), work), signs);
}

/**
 * Separates samples with at most a fraction ν of them on the wrong side of the margin (Schölkopf et al., New support vector algorithms,
 * 2000).
 */
export function separateByShare(
  points: KernelPoints,
  signs: Int8Array,
  { nu, tolerance }: Limits,
  work: Work,
): Decision {
  const positive = signs.reduce((sum, sign) => sum + (sign > 0 ? 1 : 0), 0);
  const least = Math.min(positive, signs.length - positive);
  if ((nu * signs.length) / 2 > least) {
    throw wrong(`'nu' is too large for classes of ${positive} and ${signs.length - positive} samples. Got ${nu}.`);
  }
  const start = new Float64Array(signs.length);
  for (const sign of [1, -1]) {
    let left = (nu * signs.length) / 2;
    signs.forEach((own, i) => {
      if (own !== sign) return;
      start[i] = Math.min(1, left);
      left -= start[i];
    });
  }
  const matrix = new SignedMatrix(points, signs, work);
  return decision(solve(problemOf(matrix, signs, tolerance, { start, separate: true }), work), signs);
}

/** Encloses all samples but a share ν (Schölkopf et al., Estimating the support of a high-dimensional distribution, 2001). */
export function enclose(points: KernelPoints, { nu, tolerance }: Limits, work: Work): Decision {
  const signs = new Int8Array(points.count).fill(1);
  let left = nu * signs.length;
  const start = Float64Array.from(signs, () => {
    const value = Math.min(1, Math.max(0, left));
    left -= value;
    return value;
  });
  const matrix = new SignedMatrix(points, signs, work);
  return decision(solve(problemOf(matrix, signs, tolerance, { start }), work), signs);
}

/** Two variables a sample, for errors upwards and downwards, as weights of the sample. */
function fitPairs(points: KernelPoints, cost: number, more: Partial<Problem>, tolerance: number, work: Work): Decision {
  const { count } = points;
  const signs = Int8Array.from({ length: 2 * count }, (_, i) => (i < count ? 1 : -1));
  const matrix = new DoubledMatrix(points, work);
  const { alpha, offset } = solve(problemOf(matrix, signs, tolerance, { bound: cost, ...more }), work);
  return { weights: Float64Array.from({ length: count }, (_, i) => alpha[i] - alpha[i + count]), offset };
}

/** Numbers; errors up to `lossEpsilon` are free (Vapnik, 1998). */
export function fitWithin(points: KernelPoints, targets: Float64Array, limits: Limits, work: Work): Decision {
  const { cost, lossEpsilon, tolerance } = limits;
  const linear = Float64Array.from([
    ...Array.from(targets, (target) => lossEpsilon - target),
    ...Array.from(targets, (target) => lossEpsilon + target),
  ]);
  return fitPairs(points, cost, { linear }, tolerance, work);
}

/** Numbers; at most a share ν of the samples are outside of the free errors, whose size is found. */
export function fitByShare(points: KernelPoints, targets: Float64Array, limits: Limits, work: Work): Decision {
  const { cost, nu, tolerance } = limits;
  const count = targets.length;
  let left = (cost * nu * count) / 2;
  const half = Float64Array.from(targets, () => {
    const value = Math.min(cost, left);
    left -= value;
    return value;
  });
  const start = Float64Array.from([...half, ...half]);
  const linear = Float64Array.from([...Array.from(targets, (target) => -target), ...targets]);
  return fitPairs(points, cost, { linear, start, separate: true }, tolerance, work);
}
