import type { Work } from '../samples.ts';
import type { KernelMatrix } from './kernel.ts';

/**
 * The problem behind all support vector machines: the smallest ½ αᵀQα + pᵀα with yᵀα kept as it is at the start, 0 ≤ α ≤ C, where
 * Q_ij = y_i y_j K(x_i, x_j).
 */
export interface Problem {
  readonly kernel: KernelMatrix;
  /** The row of the kernel that each variable belongs to. */
  readonly rows: Int32Array;
  /** 1 or -1. */
  readonly signs: Int8Array;
  readonly linear: Float64Array;
  readonly start: Float64Array;
  readonly bounds: Float64Array;
  /** Whether the sums of the variables of both signs are kept one by one, as the ν forms need it. */
  readonly separate: boolean;
  readonly tolerance: number;
}

export interface Solution {
  readonly alpha: Float64Array;
  /** What is taken from the sum of products to get the decision. */
  readonly offset: number;
  /** For the ν forms: what α is to be divided by. */
  readonly scale: number;
}

/** Smallest curvature; kernels that are not positive definite have negative ones. */
const SMALLEST = 1e-12;
/** Variables that are looked at in the time of one visit elsewhere. */
const VARIABLES_A_VISIT = 8;
/** Steps after which a solution that hardly gets better is taken as it is. */
const STEPS_A_VARIABLE = 10_000;

/**
 * Sequential minimal optimization: two variables at a time, chosen by second order information (Fan, Chen and Lin, Working Set Selection
 * Using Second Order Information for Training Support Vector Machines, 2005).
 */
export function solve(problem: Problem, work: Work): Solution {
  const { rows, signs, linear, bounds } = problem;
  const alpha = Float64Array.from(problem.start);
  const gradient = Float64Array.from(linear);
  const count = alpha.length;
  for (let i = 0; i < count; i++) {
    if (alpha[i] === 0) continue;
    work(1 + count / VARIABLES_A_VISIT);
    const row = problem.kernel.row(rows[i]);
    for (let j = 0; j < count; j++) gradient[j] += alpha[i] * signs[i] * signs[j] * row[rows[j]];
  }
  const most = Math.max(10_000_000, STEPS_A_VARIABLE * count);
  for (let step = 0; step < most; step++) {
    work(1 + count / VARIABLES_A_VISIT);
    const pair = choosePair(problem, alpha, gradient);
    if (!pair) break;
    const [i, j] = pair;
    const [oldI, oldJ] = [alpha[i], alpha[j]];
    const [rowI, rowJ] = [problem.kernel.row(rows[i]), problem.kernel.row(rows[j])];
    stepPair(alpha, gradient, i, j, signs[i] !== signs[j], curvature(problem, i, j, rowI), bounds);
    const [changeI, changeJ] = [(alpha[i] - oldI) * signs[i], (alpha[j] - oldJ) * signs[j]];
    for (let k = 0; k < count; k++) {
      gradient[k] += signs[k] * (changeI * rowI[rows[k]] + changeJ * rowJ[rows[k]]);
    }
  }
  return { alpha, ...offsetOf(problem, alpha, gradient) };
}

/** How the objective bends along the change of a pair. */
function curvature({ kernel, rows }: Problem, i: number, j: number, rowI: Float64Array): number {
  return Math.max(kernel.diagonal[rows[i]] + kernel.diagonal[rows[j]] - 2 * rowI[rows[j]], SMALLEST);
}

/** The pair that violates the conditions of the optimum most; undefined if none does by more than the tolerance. */
function choosePair(problem: Problem, alpha: Float64Array, gradient: Float64Array): [number, number] | undefined {
  const { kernel, rows, signs, bounds, separate, tolerance } = problem;
  // For each sign: the largest possible fall along the sign, and where.
  const largest = [-Infinity, -Infinity];
  const place = [-1, -1];
  for (let t = 0; t < alpha.length; t++) {
    const positive = signs[t] > 0;
    const movable = positive ? alpha[t] < bounds[t] : alpha[t] > 0;
    const group = separate && !positive ? 1 : 0;
    const fall = -signs[t] * gradient[t];
    if (movable && fall >= largest[group]) [largest[group], place[group]] = [fall, t];
  }
  const firstRows = place.map((i) => (i < 0 ? undefined : kernel.row(rows[i])));
  const opposite = [-Infinity, -Infinity];
  let chosen: [number, number] | undefined;
  let best = Infinity;
  for (let t = 0; t < alpha.length; t++) {
    const positive = signs[t] > 0;
    const movable = positive ? alpha[t] > 0 : alpha[t] < bounds[t];
    if (!movable) continue;
    const group = separate && !positive ? 1 : 0;
    const rise = signs[t] * gradient[t];
    if (rise > opposite[group]) opposite[group] = rise;
    const difference = largest[group] + rise;
    const row = firstRows[group];
    if (!(difference > 0) || !row) continue;
    const i = place[group];
    const bend = Math.max(kernel.diagonal[rows[i]] + kernel.diagonal[rows[t]] - 2 * row[rows[t]], SMALLEST);
    const gain = -(difference * difference) / bend;
    if (gain <= best) [best, chosen] = [gain, [i, t]];
  }
  const violation = Math.max(largest[0] + opposite[0], largest[1] + opposite[1]);
  return violation < tolerance ? undefined : chosen;
}

/** Moves a pair to its optimum within the bounds, without changing what the constraint keeps. */
function stepPair(
  alpha: Float64Array,
  gradient: Float64Array,
  i: number,
  j: number,
  differ: boolean,
  bend: number,
  bounds: Float64Array,
): void {
  // With different signs both move alike and their difference is kept, with the same sign their sum.
  const direction = differ ? 1 : -1;
  const wanted = differ ? (-gradient[i] - gradient[j]) / bend : (gradient[j] - gradient[i]) / bend;
  const low = differ ? Math.max(-alpha[i], -alpha[j]) : Math.max(-alpha[i], alpha[j] - bounds[j]);
  const high = differ ? Math.min(bounds[i] - alpha[i], bounds[j] - alpha[j]) : Math.min(bounds[i] - alpha[i], alpha[j]);
  const change = Math.min(high, Math.max(low, wanted));
  // Exactly on a bound where it is reached: rounding would leave a variable that seems to be movable.
  const [nextI, nextJ] = [alpha[i] + change, alpha[j] + direction * change];
  alpha[i] = held(nextI, bounds[i], change === low || change === high);
  alpha[j] = held(nextJ, bounds[j], change === low || change === high);
}

function held(value: number, bound: number, atLimit: boolean): number {
  const near = atLimit ? 1e-14 * bound : 0;
  if (value <= near) return 0;
  return value >= bound - near ? bound : value;
}

/** The offset: what the free variables agree on, or the middle of what bounded ones allow. */
function offsetOf(
  { signs, bounds, separate }: Problem,
  alpha: Float64Array,
  gradient: Float64Array,
): Pick<Solution, 'offset' | 'scale'> {
  const groups = separate ? [1, -1] : [0];
  const [first, second] = groups.map((sign) => {
    let [upper, lower, sum, free] = [Infinity, -Infinity, 0, 0];
    for (let t = 0; t < alpha.length; t++) {
      if (sign !== 0 && signs[t] !== sign) continue;
      // In the ν forms each sign has an offset of its own, without the sign.
      const value = separate ? gradient[t] : signs[t] * gradient[t];
      const up = separate || signs[t] > 0;
      if (alpha[t] >= bounds[t]) {
        if (up) lower = Math.max(lower, value);
        else upper = Math.min(upper, value);
      } else if (alpha[t] <= 0) {
        if (up) upper = Math.min(upper, value);
        else lower = Math.max(lower, value);
      } else {
        free++;
        sum += value;
      }
    }
    if (free > 0) return sum / free;
    const middle = (upper + lower) / 2;
    return Number.isFinite(middle) ? middle : 0;
  });
  if (!separate) return { offset: first, scale: 1 };
  const scale = (first + second) / 2;
  return { offset: (first - second) / 2, scale: scale > 0 ? scale : 1 };
}
