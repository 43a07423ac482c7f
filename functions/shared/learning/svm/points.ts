import type { Kernel } from './kernel.ts';

/** Inputs that are taken up in one pass; their number is filled up with zeros, which change nothing. */
const INPUTS = 3;
/** The number of points whose kernel values are computed at a time: their data stay in the processor's nearest cache. */
export const CHUNK = 512;

/** Points whose kernel values with another point are computed many at a time. They stand input by input. */
export class KernelPoints {
  readonly count: number;
  /** The kernel's values of the last call of `compute`. */
  readonly values = new Float64Array(CHUNK);
  readonly #columns: readonly Float64Array[];
  readonly #kernel: Kernel;
  readonly #width: number;

  /** @param rows `width` inputs a point, one point after the other */
  constructor(rows: Float64Array, width: number, kernel: Kernel) {
    this.count = rows.length / width;
    this.#width = width;
    this.#kernel = kernel;
    this.#columns = Array.from({ length: Math.ceil(width / INPUTS) * INPUTS }, (_, input) => {
      const column = new Float64Array(this.count);
      if (input < width) for (let i = 0; i < this.count; i++) column[i] = rows[i * width + input];
      return column;
    });
  }

  /** A point to compute values with: room for as many inputs as the points have here. */
  query(): Float64Array {
    return new Float64Array(this.#columns.length);
  }

  /** Makes one of the points the query. */
  take(point: number, query: Float64Array): void {
    for (let input = 0; input < this.#width; input++) query[input] = this.#columns[input][point];
  }

  /** The kernel's value of a point with itself. */
  diagonal(): Float64Array {
    const query = this.query();
    return Float64Array.from({ length: this.count }, (_, point) => {
      this.take(point, query);
      this.compute(query, point, point + 1);
      return this.values[0];
    });
  }

  swap(a: number, b: number): void {
    for (const column of this.#columns) {
      const value = column[a];
      column[a] = column[b];
      column[b] = value;
    }
  }

  /** Computes the kernel's values of the query with the points from `from` to `to` (not included): at most `CHUNK`. */
  compute(query: Float64Array, from: number, to: number): void {
    const { values } = this;
    const count = to - from;
    const columns = this.#columns;
    values.fill(0, 0, count);
    const add = this.#kernel.distances ? addDistances : addProducts;
    for (let input = 0; input < columns.length; input += INPUTS) add(values, query, columns, input, from, count);
    this.#kernel.apply(values, count);
  }
}

function addDistances(
  values: Float64Array,
  query: Float64Array,
  columns: readonly Float64Array[],
  input: number,
  from: number,
  count: number,
): void {
  const [a, b, c] = [query[input], query[input + 1], query[input + 2]];
  const [columnA, columnB, columnC] = [columns[input], columns[input + 1], columns[input + 2]];
  for (let i = 0, at = from; i < count; i++, at++) {
    const fromA = a - columnA[at];
    const fromB = b - columnB[at];
    const fromC = c - columnC[at];
    values[i] += fromA * fromA + fromB * fromB + fromC * fromC;
  }
}

function addProducts(
  values: Float64Array,
  query: Float64Array,
  columns: readonly Float64Array[],
  input: number,
  from: number,
  count: number,
): void {
  const [a, b, c] = [query[input], query[input + 1], query[input + 2]];
  const [columnA, columnB, columnC] = [columns[input], columns[input + 1], columns[input + 2]];
  for (let i = 0, at = from; i < count; i++, at++) values[i] += a * columnA[at] + b * columnB[at] + c * columnC[at];
}
