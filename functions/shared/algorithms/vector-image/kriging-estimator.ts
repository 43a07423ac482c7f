import { wrong } from '../../errors.ts';
import type { Neighbours, PlaceIndex } from '../../geometry/place-index.ts';
import type { Context } from '../context.ts';
import type { Estimator } from './estimate-loader.ts';
import { solveDefinite, solveInPlace } from './linear-system.ts';
import type { Measurements } from './measurements.ts';
import type { Semivariogram } from './semivariogram.ts';

/** Most points that an estimate is made of: a system of n equations takes the time n³. */
const MAX_NEAR = 1_000;
/** Products in a system that are as much work as an element of the language. */
const PRODUCTS_PER_ELEMENT = 300;
/** Numbers of solved systems, and of differences between points, that are kept. */
const MOST_KEPT = 4_000_000;

/**
 * Ordinary kriging (N. Cressie, Statistics for spatial data, 1993, 3.2) in its dual form: for each set of points that are near some pixel
 * a system is solved once; an estimate is then a sum over them.
 */
export class KrigingEstimator implements Estimator {
  readonly places: PlaceIndex;
  readonly #values: Float64Array;
  readonly #variogram: Semivariogram;
  readonly #sill: number;
  readonly #context: Context;
  readonly #solved = new Map<string, Float64Array>();
  #kept = 0;
  #last: { readonly near: Int32Array; readonly factors: Float64Array } | undefined;
  readonly #differences: Float64Array | undefined;

  /** @param sill what the semivariogram never exceeds */
  constructor({ places, values }: Measurements, variogram: Semivariogram, sill: number, context: Context) {
    this.places = places;
    this.#values = values;
    this.#variogram = variogram;
    this.#sill = sill;
    this.#context = context;
    const { length } = values;
    if (length * length <= MOST_KEPT) this.#differences = new Float64Array(length * length).fill(NaN);
  }

  /** Bytes that an estimator may hold. */
  static readonly bytes = 2 * MOST_KEPT * 8;

  estimate(near: Neighbours): number {
    const { distances, count } = near;
    const factors = this.#factors(near.places.subarray(0, count));
    // The last factor is the mean's own.
    let sum = factors[count];
    for (let k = 0; k < count; k++) sum += factors[k] * this.#variogram(distances[k]);
    return sum;
  }

  #factors(near: Int32Array): Float64Array {
    if (this.#last && isSame(this.#last.near, near)) return this.#last.factors;
    const key = near.join();
    let factors = this.#solved.get(key);
    if (factors === undefined) {
      factors = this.#solve(near);
      this.#kept += factors.length;
      if (this.#kept > MOST_KEPT) {
        this.#solved.clear();
        this.#kept = factors.length;
      }
      this.#solved.set(key, factors);
    }
    this.#last = { near: near.slice(), factors };
    return factors;
  }

  /** The semivariogram's value for two of the points. */
  #difference(one: number, other: number): number {
    const kept = this.#differences;
    if (kept === undefined) return this.#variogram(this.places.between(one, other));
    const at = one * this.#values.length + other;
    if (Number.isNaN(kept[at])) kept[at] = this.#variogram(this.places.between(one, other));
    return kept[at];
  }

  #solve(near: Int32Array): Float64Array {
    const { length } = near;
    if (length > MAX_NEAR) {
      throw wrong(
        `${length} points are within 'maxDistance' of a pixel; at most ${MAX_NEAR} are possible. Make it smaller.`,
      );
    }
    this.#context.spend(length ** 3 / PRODUCTS_PER_ELEMENT);
    const factors = this.#byCovariances(near) ?? this.#byDifferences(near);
    if (factors) return factors;
    throw wrong("The points are too near each other for the semivariogram. Use a larger 'nugget', or another 'shape'.");
  }

  /**
   * With covariances, which are the sill less the semivariogram, the matrix is positive definite, as a rule: its solutions for the values
   * and for ones give the mean by generalized least squares, and the factors of what is left.
   */
  #byCovariances(near: Int32Array): Float64Array | undefined {
    const { length } = near;
    const matrix = new Float64Array(length * length);
    for (let i = 0; i < length; i++) {
      for (let j = 0; j < i; j++) matrix[i * length + j] = this.#sill - this.#difference(near[i], near[j]);
      matrix[i * length + i] = this.#sill;
    }
    const ofValues = Float64Array.from(near, (place) => this.#values[place]);
    const ofOnes = new Float64Array(length).fill(1);
    if (!solveDefinite(matrix, ofValues, ofOnes)) return undefined;
    const sum = (numbers: Float64Array) => numbers.reduce((total, value) => total + value, 0);
    const mean = sum(ofValues) / sum(ofOnes);
    const factors = new Float64Array(length + 1);
    // What a point adds is its factor times the sill less the semivariogram; the factors come to 0, so the sill drops out.
    for (let i = 0; i < length; i++) factors[i] = mean * ofOnes[i] - ofValues[i];
    factors[length] = mean;
    return factors.every(Number.isFinite) ? factors : undefined;
  }

  /** The system of the semivariogram itself, for sets of points whose covariances are no such matrix, as on large parts of a sphere. */
  #byDifferences(near: Int32Array): Float64Array | undefined {
    const { length } = near;
    const size = length + 1;
    const system = new Float64Array(size * size).fill(1);
    const factors = new Float64Array(size);
    for (let i = 0; i < length; i++) {
      factors[i] = this.#values[near[i]];
      system[i * size + i] = 0;
      for (let j = 0; j < i; j++) {
        const difference = this.#difference(near[i], near[j]);
        system[i * size + j] = difference;
        system[j * size + i] = difference;
      }
    }
    system[size * size - 1] = 0;
    return solveInPlace(system, factors) ? factors : undefined;
  }
}

function isSame(one: Int32Array, other: Int32Array): boolean {
  if (one.length !== other.length) return false;
  for (let k = 0; k < one.length; k++) if (one[k] !== other[k]) return false;
  return true;
}
