import type { Work } from '../samples.ts';
import { type Matrix, swapValues } from './matrix.ts';

/**
 * The problem behind all support vector machines: the smallest ½ αᵀQα + pᵀα with yᵀα kept as it is at the start, 0 ≤ α ≤ C, where
 * Q_ij = y_i y_j K(x_i, x_j).
 */
export interface Problem {
  readonly matrix: Matrix;
  /** 1 or -1. */
  readonly signs: Int8Array;
  readonly linear: Float64Array;
  readonly start: Float64Array;
  /** The largest value of all variables. */
  readonly bound: number;
  /** Whether the sums of the variables of both signs are kept one by one, as the ν forms need it. */
  readonly separate: boolean;
  readonly tolerance: number;
}

export interface Solution {
  readonly alpha: Float64Array;
  /** The number that is subtracted from the sum of products to get the decision. */
  readonly offset: number;
  /** For the ν forms: the divisor of α. */
  readonly scale: number;
}

/** Smallest curvature; kernels that are not positive definite have negative ones. */
const SMALLEST = 1e-12;
/** Variables that are looked at in the time of one visit elsewhere. */
const VARIABLES_A_VISIT = 8;
/** Steps after which a solution that hardly gets better is taken as it is. */
const MOST_STEPS = 10_000_000;
const STEPS_A_VARIABLE = 100;
/** Steps between two looks for variables that stay where they are. */
const STEPS_A_SHRINKING = 1_000;

/**
 * Sequential minimal optimization: two variables at a time, chosen by second order information (Fan, Chen and Lin, Working Set Selection
 * Using Second Order Information for Training Support Vector Machines, 2005). Variables that seem to stay at a bound are left aside until
 * the others are solved (Chang and Lin, LIBSVM: A Library for Support Vector Machines, 2011, section 4.2).
 */
export function solve(problem: Problem, work: Work): Solution {
  return new Optimization(problem, work).solve();
}

/** Variables change places so that those which still move, `active` of them, stand first. */
class Optimization {
  readonly #matrix: Matrix;
  readonly #signs: Int8Array;
  readonly #linear: Float64Array;
  readonly #bound: number;
  readonly #separate: boolean;
  readonly #tolerance: number;
  readonly #alpha: Float64Array;
  readonly #gradient: Float64Array;
  /** The part of the gradient that comes from variables at their upper bound. */
  readonly #fixed: Float64Array;
  /** The original index of each variable. */
  readonly #places: Int32Array;
  readonly #work: Work;
  #active: number;
  #enlarged = false;
  /** The pair that was chosen last. */
  #first = -1;
  #second = -1;

  constructor({ matrix, signs, linear, start, bound, separate, tolerance }: Problem, work: Work) {
    this.#matrix = matrix;
    this.#signs = signs.slice();
    this.#linear = linear.slice();
    this.#bound = bound;
    this.#separate = separate;
    this.#tolerance = tolerance;
    this.#work = work;
    this.#alpha = start.slice();
    this.#gradient = linear.slice();
    this.#fixed = new Float64Array(signs.length);
    this.#places = Int32Array.from(signs, (_, i) => i);
    this.#active = signs.length;
  }

  solve(): Solution {
    const count = this.#alpha.length;
    for (let i = 0; i < count; i++) {
      if (this.#alpha[i] === 0) continue;
      const row = this.#row(i, count);
      add(this.#gradient, row, this.#alpha[i], 0, count);
      if (this.#alpha[i] >= this.#bound) add(this.#fixed, row, this.#bound, 0, count);
    }
    const most = Math.max(MOST_STEPS, STEPS_A_VARIABLE * count);
    const period = Math.min(count, STEPS_A_SHRINKING);
    let untilShrinking = period + 1;
    for (let step = 0; step < most; step++) {
      if (--untilShrinking === 0) {
        untilShrinking = period;
        this.#shrink();
      }
      if (!this.#choosePair()) {
        this.#enlarge();
        if (!this.#choosePair()) break;
        untilShrinking = 1;
      }
      this.#step(this.#first, this.#second);
    }
    this.#enlarge();
    const alpha = new Float64Array(count);
    for (let i = 0; i < count; i++) alpha[this.#places[i]] = this.#alpha[i];
    return { alpha, ...this.#offset() };
  }

  #row(variable: number, length: number): Float32Array {
    this.#work(1 + length / VARIABLES_A_VISIT);
    return this.#matrix.row(variable, length);
  }

  /** Chooses the pair that violates the conditions of the optimum most; false if none does by more than the tolerance. */
  #choosePair(): boolean {
    const [signs, alpha, gradient, bound, active] = [
      this.#signs,
      this.#alpha,
      this.#gradient,
      this.#bound,
      this.#active,
    ];
    // For each sign, or for both together: the largest possible fall along the sign, and where.
    const grouped = this.#separate;
    let [largest, other] = [-Infinity, -Infinity];
    let [first, firstOther] = [-1, -1];
    for (let i = 0; i < active; i++) {
      if (signs[i] > 0) {
        if (alpha[i] < bound && -gradient[i] >= largest) {
          largest = -gradient[i];
          first = i;
        }
      } else if (alpha[i] > 0) {
        if (grouped) {
          if (gradient[i] >= other) {
            other = gradient[i];
            firstOther = i;
          }
        } else if (gradient[i] >= largest) {
          largest = gradient[i];
          first = i;
        }
      }
    }
    const row = first < 0 ? undefined : this.#row(first, active);
    const violation = this.#chooseSecond(first, largest, row, grouped ? 1 : 0);
    if (!grouped) return violation >= this.#tolerance && this.#second >= 0;
    const [second, gain] = [this.#second, this.#gain];
    const rowOther = firstOther < 0 ? undefined : this.#row(firstOther, active);
    const violationOther = this.#chooseSecond(firstOther, other, rowOther, -1);
    if (this.#second < 0 || (second >= 0 && gain < this.#gain)) {
      this.#first = first;
      this.#second = second;
    }
    return Math.max(violation, violationOther) >= this.#tolerance && this.#second >= 0;
  }

  /** Twice the change of the objective by the last chosen pair. */
  #gain = 0;

  /**
   * Chooses a second variable to the first one; -1 if there is none.
   * @param sign of the variables that are looked at; 0 for both
   * @returns by how much the conditions are violated
   */
  #chooseSecond(first: number, largest: number, row: Float32Array | undefined, sign: number): number {
    const [signs, alpha, gradient, bound, active] = [
      this.#signs,
      this.#alpha,
      this.#gradient,
      this.#bound,
      this.#active,
    ];
    const { diagonal } = this.#matrix;
    let opposite = -Infinity;
    let best = Infinity;
    let second = -1;
    const own = first < 0 ? 0 : diagonal[first];
    const twice = first < 0 ? 0 : 2 * signs[first];
    for (let i = 0; i < active; i++) {
      const positive = signs[i] > 0;
      if (sign !== 0 && positive !== sign > 0) continue;
      if (positive ? !(alpha[i] > 0) : !(alpha[i] < bound)) continue;
      const rise = positive ? gradient[i] : -gradient[i];
      if (rise > opposite) opposite = rise;
      const difference = largest + rise;
      if (!(difference > 0) || row === undefined) continue;
      const bend = own + diagonal[i] - twice * signs[i] * row[i];
      const gain = -(difference * difference) / (bend > SMALLEST ? bend : SMALLEST);
      if (gain <= best) {
        best = gain;
        second = i;
      }
    }
    this.#first = first;
    this.#second = second;
    this.#gain = best;
    return largest + opposite;
  }

  #step(i: number, j: number): void {
    const [alpha, gradient, bound, active] = [this.#alpha, this.#gradient, this.#bound, this.#active];
    const { diagonal } = this.#matrix;
    const [oldI, oldJ] = [alpha[i], alpha[j]];
    const rowI = this.#row(i, active);
    const rowJ = this.#row(j, active);
    const differ = this.#signs[i] !== this.#signs[j];
    const bend = Math.max(diagonal[i] + diagonal[j] + (differ ? 2 : -2) * rowI[j], SMALLEST);
    stepPair(alpha, gradient, i, j, differ, bend, bound);
    const changeI = alpha[i] - oldI;
    const changeJ = alpha[j] - oldJ;
    for (let k = 0; k < active; k++) gradient[k] += changeI * rowI[k] + changeJ * rowJ[k];
    this.#noteBound(i, oldI);
    this.#noteBound(j, oldJ);
  }

  /** Updates the gradient's fixed part for a variable that has reached its upper bound, or left it. */
  #noteBound(variable: number, old: number): void {
    const bound = this.#bound;
    const now = this.#alpha[variable] >= bound;
    if (now === old >= bound) return;
    const count = this.#alpha.length;
    add(this.#fixed, this.#row(variable, count), now ? bound : -bound, 0, count);
  }

  /** Leaves aside variables at a bound that pull outwards more than any other one pulls inwards. */
  #shrink(): void {
    const pulls = this.#pulls();
    const violation = Math.max(pulls[0] + pulls[1], pulls[2] + pulls[3]);
    if (!this.#enlarged && violation <= 10 * this.#tolerance) {
      // Near the end, what was left aside too early takes part again.
      this.#enlarged = true;
      this.#enlarge();
    }
    for (let i = 0; i < this.#active; i++) {
      if (!this.#stays(i, pulls)) continue;
      this.#active--;
      while (this.#active > i) {
        if (!this.#stays(this.#active, pulls)) {
          this.#swap(i, this.#active);
          break;
        }
        this.#active--;
      }
    }
  }

  /**
   * The largest gradients along which variables can still move, as four numbers: along the sign and against it; if signs are kept apart, of
   * positive variables upwards and downwards, then of negative ones upwards and downwards.
   */
  #pulls(): [number, number, number, number] {
    const pulls: [number, number, number, number] = [-Infinity, -Infinity, -Infinity, -Infinity];
    for (let i = 0; i < this.#active; i++) {
      const positive = this.#signs[i] > 0;
      const [up, down] = this.#directions(positive);
      const gradient = this.#gradient[i];
      if (this.#alpha[i] < this.#bound && -gradient > pulls[up]) pulls[up] = -gradient;
      if (this.#alpha[i] > 0 && gradient > pulls[down]) pulls[down] = gradient;
    }
    return pulls;
  }

  /** The indexes, in the four numbers of `#pulls`, for moving a variable upwards and downwards. */
  #directions(positive: boolean): readonly [number, number] {
    if (positive) return [0, 1];
    return this.#separate ? [2, 3] : [1, 0];
  }

  /** Whether a variable is at a bound, and pulls outwards more than others pull the other way. */
  #stays(variable: number, pulls: readonly number[]): boolean {
    const [up, down] = this.#directions(this.#signs[variable] > 0);
    const gradient = this.#gradient[variable];
    if (this.#alpha[variable] >= this.#bound) return -gradient > pulls[up];
    return this.#alpha[variable] <= 0 && gradient > pulls[down];
  }

  /** Lets all variables take part again. */
  #enlarge(): void {
    const count = this.#alpha.length;
    const active = this.#active;
    if (active === count) return;
    const [alpha, gradient, bound] = [this.#alpha, this.#gradient, this.#bound];
    let free = 0;
    for (let i = active; i < count; i++) gradient[i] = this.#fixed[i] + this.#linear[i];
    for (let i = 0; i < active; i++) if (alpha[i] > 0 && alpha[i] < bound) free++;
    if (free * count > 2 * active * (count - active)) {
      for (let i = active; i < count; i++) {
        const row = this.#row(i, active);
        let sum = 0;
        for (let j = 0; j < active; j++) if (alpha[j] > 0 && alpha[j] < bound) sum += alpha[j] * row[j];
        gradient[i] += sum;
      }
    } else {
      for (let i = 0; i < active; i++) {
        if (alpha[i] > 0 && alpha[i] < bound) add(gradient, this.#row(i, count), alpha[i], active, count);
      }
    }
    this.#active = count;
  }

  #swap(a: number, b: number): void {
    this.#matrix.swap(a, b);
    for (const values of [this.#signs, this.#linear, this.#alpha, this.#gradient, this.#fixed, this.#places]) {
      swapValues(values, a, b);
    }
  }

  /** The offset: the mean over the free variables, or the middle of the range that bounded ones allow. */
  #offset(): Pick<Solution, 'offset' | 'scale'> {
    const separate = this.#separate;
    const groups = separate ? [1, -1] : [0];
    const [first, second] = groups.map((sign) => {
      let [upper, lower, sum, free] = [Infinity, -Infinity, 0, 0];
      for (let i = 0; i < this.#alpha.length; i++) {
        if (sign !== 0 && this.#signs[i] !== sign) continue;
        // In the ν forms each sign has an offset of its own, without the sign.
        const value = separate ? this.#gradient[i] : this.#signs[i] * this.#gradient[i];
        const up = separate || this.#signs[i] > 0;
        if (this.#alpha[i] >= this.#bound) {
          if (up) lower = Math.max(lower, value);
          else upper = Math.min(upper, value);
        } else if (this.#alpha[i] <= 0) {
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
}

/** Adds a multiple of a part of a row. */
function add(sums: Float64Array, row: Float32Array, factor: number, from: number, to: number): void {
  for (let i = from; i < to; i++) sums[i] += factor * row[i];
}

/** Moves a pair to its optimum within the bounds, without changing what the constraint keeps. */
function stepPair(
  alpha: Float64Array,
  gradient: Float64Array,
  i: number,
  j: number,
  differ: boolean,
  bend: number,
  bound: number,
): void {
  // With different signs both move alike and their difference is kept, with the same sign their sum.
  const direction = differ ? 1 : -1;
  const wanted = differ ? (-gradient[i] - gradient[j]) / bend : (gradient[j] - gradient[i]) / bend;
  const low = differ ? Math.max(-alpha[i], -alpha[j]) : Math.max(-alpha[i], alpha[j] - bound);
  const high = differ ? Math.min(bound - alpha[i], bound - alpha[j]) : Math.min(bound - alpha[i], alpha[j]);
  const change = Math.min(high, Math.max(low, wanted));
  // Exactly on a bound where it is reached: rounding would leave a variable that seems to be movable.
  const limited = change === low || change === high;
  alpha[i] = held(alpha[i] + change, bound, limited);
  alpha[j] = held(alpha[j] + direction * change, bound, limited);
}

function held(value: number, bound: number, atLimit: boolean): number {
  const near = atLimit ? 1e-14 * bound : 0;
  if (value <= near) return 0;
  return value >= bound - near ? bound : value;
}
