import { invalid } from '../../errors.ts';
import type { Work } from '../samples.ts';

/** The product of two rows in the space that a kernel stands for: `width` numbers from each start. */
export type KernelFunction = (a: Float64Array, startA: number, b: Float64Array, startB: number) => number;

export interface KernelOptions {
  readonly degree: number;
  readonly gamma: number;
  readonly coef0: number;
}

function dot(a: Float64Array, startA: number, b: Float64Array, startB: number, width: number): number {
  let sum = 0;
  for (let i = 0; i < width; i++) sum += a[startA + i] * b[startB + i];
  return sum;
}

/** Kernels by name, as LIBSVM defines them. */
export const KERNELS: { readonly [name: string]: (width: number, options: KernelOptions) => KernelFunction } = {
  LINEAR: (width) => (a, startA, b, startB) => dot(a, startA, b, startB, width),
  POLY:
    (width, { degree, gamma, coef0 }) =>
    (a, startA, b, startB) =>
      (gamma * dot(a, startA, b, startB, width) + coef0) ** degree,
  RBF:
    (width, { gamma }) =>
    (a, startA, b, startB) => {
      let sum = 0;
      for (let i = 0; i < width; i++) {
        const difference = a[startA + i] - b[startB + i];
        sum += difference * difference;
      }
      return Math.exp(-gamma * sum);
    },
  SIGMOID:
    (width, { gamma, coef0 }) =>
    (a, startA, b, startB) =>
      Math.tanh(gamma * dot(a, startA, b, startB, width) + coef0),
};

/** Beyond this, sums of products lose all their digits. */
const LARGEST = 1e38;
/** Numbers that are looked at in the time of one visit elsewhere. */
const NUMBERS_A_VISIT = 16;
/** Bytes of kernel values that are kept. */
const CACHE_BYTES = 64 * 1024 * 1024;

/** The kernel's values for all pairs of some rows, row by row, of which the latest are kept. */
export class KernelMatrix {
  readonly count: number;
  readonly diagonal: Float64Array;
  readonly #points: Float64Array;
  readonly #width: number;
  readonly #kernel: KernelFunction;
  readonly #work: Work;
  readonly #rows = new Map<number, Float64Array>();
  readonly #kept: number;

  constructor(points: Float64Array, width: number, kernel: KernelFunction, work: Work) {
    this.#work = work;
    this.#points = points;
    this.#width = width;
    this.#kernel = kernel;
    this.count = points.length / width;
    this.#kept = Math.max(4, Math.floor(CACHE_BYTES / (8 * this.count)));
    this.diagonal = Float64Array.from({ length: this.count }, (_, i) => kernel(points, i * width, points, i * width));
    if (!this.diagonal.every((value) => Math.abs(value) < LARGEST)) {
      throw invalid(": The kernel's values are too large. Bring the inputs to smaller ranges.");
    }
  }

  row(i: number): Float64Array {
    const known = this.#rows.get(i);
    if (known) {
      // The latest stands last.
      this.#rows.delete(i);
      this.#rows.set(i, known);
      return known;
    }
    const [points, width, kernel] = [this.#points, this.#width, this.#kernel];
    this.#work((this.count * width) / NUMBERS_A_VISIT);
    const row = new Float64Array(this.count);
    for (let j = 0; j < row.length; j++) row[j] = kernel(points, i * width, points, j * width);
    if (this.#rows.size >= this.#kept) this.#rows.delete(this.#rows.keys().next().value as number);
    this.#rows.set(i, row);
    return row;
  }
}
