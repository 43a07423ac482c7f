import { separated } from '../../kernel/separable.ts';
import type { Neighborhoods } from './neighborhood-form.ts';

/** The largest number below which doubles hold every integer. */
export const EXACT = 2 ** 53;

/**
 * The sum of the neighbours of each pixel by the weights of their places.
 * @param numbers on the grid with its margins
 * @param largest the largest of them without their signs if all are integers; Infinity if some are not
 */
export function windowSums(numbers: Float64Array, largest: number, around: Neighborhoods): Float64Array {
  const { equalWeight, neighbors, across } = around;
  if (equalWeight === undefined || largest * Math.max(across, neighbors.length) > EXACT) {
    return carriedSums(numbers, around);
  }
  const sums = integerSums(numbers, around);
  if (equalWeight !== 1) for (let i = 0; i < sums.length; i++) sums[i] *= equalWeight;
  return sums;
}

/**
 * The sum of the neighbours of each pixel, all of weight 1, as differences of running sums along the rows: no rounding, if all sums are
 * integers that doubles hold.
 */
export function integerSums(numbers: Float64Array, around: Neighborhoods): Float64Array {
  const { across, column, row, width, height, runs, check } = around;
  const rows = numbers.length / across;
  // One number more in each row: the sum of all before its first.
  const wide = across + 1;
  const running = new Float64Array(wide * rows);
  for (let y = 0, i = 0; y < rows; y++) {
    for (let x = 0, at = y * wide; x < across; x++, i++, at++) running[at + 1] = running[at] + numbers[i];
  }
  const sums = new Float64Array(width * height);
  for (const { y, from, to } of runs) {
    check();
    for (let line = 0, i = 0; line < height; line++) {
      const before = (row + y + line) * wide + column + from;
      const length = to - from + 1;
      for (let x = 0; x < width; x++, i++) sums[i] += running[before + x + length] - running[before + x];
    }
  }
  return sums;
}

/** Sums of fractions, with their rounding errors carried along; of kernels that are products, along the rows and then the columns. */
function carriedSums(numbers: Float64Array, around: Neighborhoods): Float64Array {
  const { across, column, row, width, height, neighbors, check } = around;
  const parts = separated(neighbors);
  const sums = new CarriedSums(width, height);
  if (parts === undefined) {
    for (const { x, y, weight } of neighbors) {
      check();
      sums.add(numbers, across, column + x, row + y, weight);
    }
    return sums.values();
  }
  const { horizontal, vertical } = parts;
  const [first, last] = [vertical[0].at, vertical[vertical.length - 1].at];
  const along = new CarriedSums(width, height + last - first);
  for (const { at, weight } of horizontal) {
    check();
    along.add(numbers, across, column + at, row + first, weight);
  }
  for (const { at, weight } of vertical) {
    check();
    sums.addSums(along, at - first, weight);
  }
  return sums.values();
}

/** Sums on a rectangle, each with what rounding has taken from it. */
class CarriedSums {
  readonly #width: number;
  readonly #sums: Float64Array;
  readonly #lost: Float64Array;

  constructor(width: number, height: number) {
    this.#width = width;
    this.#sums = new Float64Array(width * height);
    this.#lost = new Float64Array(width * height);
  }

  /** Adds a rectangle of numbers, which begins at a column and a row, times a weight. */
  add(numbers: Float64Array, across: number, column: number, row: number, weight: number): void {
    const [sums, lost, width] = [this.#sums, this.#lost, this.#width];
    for (let i = 0, line = row * across + column; i < sums.length; line += across) {
      for (let x = 0; x < width; x++, i++) {
        // The sum and its exact rounding error, in whatever order of size (Knuth, "The Art of Computer Programming" 2, 4.2.2).
        const value = numbers[line + x] * weight;
        const sum = sums[i];
        const next = sum + value;
        const part = next - sum;
        lost[i] += sum - (next - part) + (value - part);
        sums[i] = next;
      }
    }
  }

  /** Adds the sums of a rectangle of the same width from a row on, times a weight. */
  addSums(other: CarriedSums, row: number, weight: number): void {
    this.add(other.#sums, this.#width, 0, row, weight);
    const lost = this.#lost;
    for (let i = 0, at = row * this.#width; i < lost.length; i++, at++) lost[i] += other.#lost[at] * weight;
  }

  values(): Float64Array {
    // An infinite sum has lost nothing that could be named.
    return this.#sums.map((sum, i) => (Number.isFinite(sum) ? sum + this.#lost[i] : sum));
  }
}
