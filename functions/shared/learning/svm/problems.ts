import { wrong } from '../../errors.ts';
import type { Work } from '../samples.ts';
import type { KernelMatrix } from './kernel.ts';
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

function problemOf(kernel: KernelMatrix, signs: Int8Array, tolerance: number, more: Partial<Problem>): Problem {
  const count = signs.length;
  return {
    kernel,
    rows: Int32Array.from(signs, (_, i) => i),
    signs,
    linear: new Float64Array(count),
    start: new Float64Array(count),
    bounds: new Float64Array(count).fill(1),
    separate: false,
    tolerance,
    ...more,
  };
}

function decision({ alpha, offset, scale }: Solution, signs: Int8Array): Decision {
  return { weights: alpha.map((value, i) => (signs[i] * value) / scale), offset: offset / scale };
}

/** Separates samples by signs; errors cost `cost` each (Cortes and Vapnik, 1995). */
export function separate(kernel: KernelMatrix, signs: Int8Array, { cost, tolerance }: Limits, work: Work): Decision {
  const linear = new Float64Array(signs.length).fill(-1);
  const bounds = new Float64Array(signs.length).fill(cost);
  return decision(solve(problemOf(kernel, signs, tolerance, { linear, bounds }), work), signs);
}

/** The same with at most a share ν of samples on the wrong side of the margin (Schölkopf et al., New support vector algorithms, 2000). */
export function separateByShare(
  kernel: KernelMatrix,
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
  return decision(solve(problemOf(kernel, signs, tolerance, { start, separate: true }), work), signs);
}

/** Encloses all samples but a share ν (Schölkopf et al., Estimating the support of a high-dimensional distribution, 2001). */
export function enclose(kernel: KernelMatrix, { nu, tolerance }: Limits, work: Work): Decision {
  const signs = new Int8Array(kernel.count).fill(1);
  let left = nu * signs.length;
  const start = Float64Array.from(signs, () => {
    const value = Math.min(1, Math.max(0, left));
    left -= value;
    return value;
  });
  return decision(solve(problemOf(kernel, signs, tolerance, { start }), work), signs);
}

/** Two variables a sample, for errors upwards and downwards, as weights of the sample. */
function fitPairs(kernel: KernelMatrix, cost: number, more: Partial<Problem>, tolerance: number, work: Work): Decision {
  const count = kernel.count;
  const signs = Int8Array.from({ length: 2 * count }, (_, i) => (i < count ? 1 : -1));
  const rows = Int32Array.from(signs, (_, i) => i % count);
  const bounds = new Float64Array(2 * count).fill(cost);
  const { alpha, offset } = solve(problemOf(kernel, signs, tolerance, { rows, bounds, ...more }), work);
  return { weights: Float64Array.from({ length: count }, (_, i) => alpha[i] - alpha[i + count]), offset };
}

/** Numbers; errors up to `lossEpsilon` are free (Vapnik, 1998). */
export function fitWithin(kernel: KernelMatrix, targets: Float64Array, limits: Limits, work: Work): Decision {
  const { cost, lossEpsilon, tolerance } = limits;
  const linear = Float64Array.from([
    ...Array.from(targets, (target) => lossEpsilon - target),
    ...Array.from(targets, (target) => lossEpsilon + target),
  ]);
  return fitPairs(kernel, cost, { linear }, tolerance, work);
}

/** Numbers; at most a share ν of the samples are outside of the free errors, whose size is found. */
export function fitByShare(kernel: KernelMatrix, targets: Float64Array, limits: Limits, work: Work): Decision {
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
  return fitPairs(kernel, cost, { linear, start, separate: true }, tolerance, work);
}
