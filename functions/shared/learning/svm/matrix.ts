import { wrong } from '../../errors.ts';
import type { Work } from '../samples.ts';
import { CHUNK, type KernelPoints } from './points.ts';
import { RowCache } from './row-cache.ts';

/** The matrix of a problem: Q_ij = y_i y_j K(x_i, x_j). Its variables may change places. */
export interface Matrix {
  readonly count: number;
  readonly diagonal: Float64Array;
  /** A row whose first `length` values are right. It stays as it is until two others have been asked for. */
  row(variable: number, length: number): Float32Array;
  /** `a` is below `b`. */
  swap(a: number, b: number): void;
}

/** Beyond this, sums of products lose all their digits. */
const LARGEST = 1e38;
/** Numbers that are looked at in the time of one visit elsewhere. */
const NUMBERS_A_VISIT = 16;

/** The kernel's values of all pairs of some points, row by row. */
class KernelRows {
  readonly points: KernelPoints;
  readonly diagonal: Float64Array;
  readonly cache: RowCache;
  readonly #query: Float64Array;
  readonly #work: Work;

  constructor(points: KernelPoints, work: Work) {
    this.points = points;
    this.#work = work;
    this.#query = points.query();
    this.cache = new RowCache(points.count);
    this.diagonal = points.diagonal();
    if (!this.diagonal.every((value) => Math.abs(value) < LARGEST)) {
      throw wrong("The kernel's values are too large. Bring the inputs to smaller ranges.");
    }
  }

  /** @param signs what the values are multiplied by */
  fill(point: number, into: Float32Array, from: number, to: number, signs: Int8Array): void {
    const { points } = this;
    const { values } = points;
    this.#work(((to - from) * this.#query.length) / NUMBERS_A_VISIT);
    points.take(point, this.#query);
    const sign = signs[point];
    for (let start = from; start < to; start += CHUNK) {
      const end = Math.min(to, start + CHUNK);
      points.compute(this.#query, start, end);
      for (let i = start; i < end; i++) into[i] = sign * signs[i] * values[i - start];
    }
  }
}

/** The matrix of a problem with one variable for each point. */
export class SignedMatrix implements Matrix {
  readonly count: number;
  readonly #rows: KernelRows;
  readonly #signs: Int8Array;
  #point = 0;
  readonly #fill = (into: Float32Array, from: number, to: number): void =>
    this.#rows.fill(this.#point, into, from, to, this.#signs);

  constructor(points: KernelPoints, signs: Int8Array, work: Work) {
    this.count = points.count;
    this.#rows = new KernelRows(points, work);
    this.#signs = signs.slice();
  }

  get diagonal(): Float64Array {
    return this.#rows.diagonal;
  }

  row(variable: number, length: number): Float32Array {
    this.#point = variable;
    return this.#rows.cache.row(variable, length, this.#fill);
  }

  swap(a: number, b: number): void {
    this.#rows.points.swap(a, b);
    this.#rows.cache.swap(a, b);
    swapValues(this.#signs, a, b);
    swapValues(this.#rows.diagonal, a, b);
  }
}

/** Two variables a point: the first half has the sign 1, the second one -1. */
export class DoubledMatrix implements Matrix {
  readonly count: number;
  readonly diagonal: Float64Array;
  readonly #rows: KernelRows;
  readonly #points: Int32Array;
  readonly #signs: Float64Array;
  readonly #positive: Int8Array;
  readonly #buffers: readonly Float32Array[];
  /** The variable whose row each buffer holds, and the length held: the same row is asked for twice in a step. */
  readonly #held = new Int32Array(3).fill(-1);
  readonly #heldLengths = new Int32Array(3);
  #turn = 0;
  #point = 0;
  readonly #fill = (into: Float32Array, from: number, to: number): void =>
    this.#rows.fill(this.#point, into, from, to, this.#positive);

  constructor(points: KernelPoints, work: Work) {
    const { count } = points;
    this.count = 2 * count;
    this.#rows = new KernelRows(points, work);
    this.#points = Int32Array.from({ length: this.count }, (_, i) => i % count);
    this.#signs = Float64Array.from({ length: this.count }, (_, i) => (i < count ? 1 : -1));
    this.#positive = new Int8Array(count).fill(1);
    this.diagonal = Float64Array.from(this.#points, (point) => this.#rows.diagonal[point]);
    this.#buffers = Array.from(this.#held, () => new Float32Array(this.count));
  }

  row(variable: number, length: number): Float32Array {
    const last = (this.#turn + this.#buffers.length - 1) % this.#buffers.length;
    if (this.#held[last] === variable && this.#heldLengths[last] >= length) return this.#buffers[last];
    this.#point = this.#points[variable];
    const values = this.#rows.cache.row(this.#point, this.#positive.length, this.#fill);
    const buffer = this.#buffers[this.#turn];
    this.#held[this.#turn] = variable;
    this.#heldLengths[this.#turn] = length;
    this.#turn = (this.#turn + 1) % this.#buffers.length;
    const [points, signs] = [this.#points, this.#signs];
    const sign = signs[variable];
    for (let i = 0; i < length; i++) buffer[i] = sign * signs[i] * values[points[i]];
    return buffer;
  }

  swap(a: number, b: number): void {
    this.#held.fill(-1);
    swapValues(this.#points, a, b);
    swapValues(this.#signs, a, b);
    swapValues(this.diagonal, a, b);
  }
}

export function swapValues(values: Float64Array | Int32Array | Int8Array, a: number, b: number): void {
  const value = values[a];
  values[a] = values[b];
  values[b] = value;
}
