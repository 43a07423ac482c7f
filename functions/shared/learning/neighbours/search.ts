/** The nearest of some points, and their distances: the nearest first. */
export class Nearest {
  readonly rows: Int32Array;
  readonly distances: Float64Array;
  found = 0;

  constructor(wanted: number) {
    this.rows = new Int32Array(wanted);
    this.distances = new Float64Array(wanted);
  }

  /** Points that are at least as far as this need not be looked at. */
  get limit(): number {
    return this.found < this.rows.length ? Infinity : this.distances[this.found - 1];
  }

  clear(): void {
    this.found = 0;
  }

  /** Takes a point that is nearer than the limit; of equally near ones, the row that comes first is kept. */
  add(row: number, distance: number): void {
    let at = this.found < this.rows.length ? this.found++ : this.found - 1;
    for (; at > 0 && this.#before(distance, row, at - 1); at--) {
      this.distances[at] = this.distances[at - 1];
      this.rows[at] = this.rows[at - 1];
    }
    this.distances[at] = distance;
    this.rows[at] = row;
  }

  #before(distance: number, row: number, at: number): boolean {
    return distance < this.distances[at] || (distance === this.distances[at] && row < this.rows[at]);
  }
}

/** Looks for the points nearest to `width` numbers from `start`. */
export type Search = (rows: Float64Array, start: number, nearest: Nearest) => void;

/** A distance between two rows, or a number that grows with it. */
export type RowDistance = (a: Float64Array, startA: number, b: Float64Array, startB: number, width: number) => number;

export const squaredEuclidean: RowDistance = (a, startA, b, startB, width) => {
  let sum = 0;
  for (let i = 0; i < width; i++) {
    const difference = a[startA + i] - b[startB + i];
    sum += difference * difference;
  }
  return sum;
};

export const manhattan: RowDistance = (a, startA, b, startB, width) => {
  let sum = 0;
  for (let i = 0; i < width; i++) sum += Math.abs(a[startA + i] - b[startB + i]);
  return sum;
};

/** Bray and Curtis's dissimilarity (1957): differences as a part of the sums. */
export const brayCurtis: RowDistance = (a, startA, b, startB, width) => {
  let [differences, sums] = [0, 0];
  for (let i = 0; i < width; i++) {
    differences += Math.abs(a[startA + i] - b[startB + i]);
    sums += Math.abs(a[startA + i] + b[startB + i]);
  }
  return sums === 0 ? 0 : differences / sums;
};

/** Compares with all points. */
export function linearSearch(points: Float64Array, width: number, distance: RowDistance): Search {
  const count = points.length / width;
  return (rows, start, nearest) => {
    for (let row = 0; row < count; row++) {
      const far = distance(rows, start, points, row * width, width);
      if (far < nearest.limit) nearest.add(row, far);
    }
  };
}
