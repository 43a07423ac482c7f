/** The row number that stands for a column without a target. */
const NOWHERE = 2 ** 30;

/**
 * The distances, in pixels, of a grid's pixels from the nearest target in their own column, also above and below the grid. Rows are given
 * one after the other from the top, so that rows beyond the grid need not be kept.
 */
export class ColumnDistances {
  readonly #width: number;
  readonly #height: number;
  /** The last row with a target in each column so far, and the first one below the grid. */
  readonly #last: Int32Array;
  readonly #next: Int32Array;
  readonly #distances: Float64Array;

  constructor(width: number, height: number) {
    this.#width = width;
    this.#height = height;
    this.#last = new Int32Array(width).fill(-NOWHERE);
    this.#next = new Int32Array(width).fill(NOWHERE);
    this.#distances = new Float64Array(width * height);
  }

  /** Bytes for a grid. */
  static bytes(width: number, height: number): number {
    return width * (8 + 8 * height);
  }

  /**
   * Takes rows of values; those that are not 0 and valid are targets.
   * @param first the number of the first of them: negative above the grid
   */
  take(values: ArrayLike<number>, mask: ArrayLike<number> | undefined, first: number): void {
    const width = this.#width;
    for (let i = 0, row = first; i < values.length; row++) {
      for (let column = 0; column < width; column++, i++) {
        const target = values[i] !== 0 && (mask === undefined || mask[i] > 0);
        if (row >= this.#height) {
          if (target && this.#next[column] === NOWHERE) this.#next[column] = row;
          continue;
        }
        if (target) this.#last[column] = row;
        if (row >= 0) this.#distances[row * width + column] = row - this.#last[column];
      }
    }
  }

  /** The distances in pixels, row by row; infinite where a column has no target. To be asked for once, after all rows. */
  results(): Float64Array {
    const [width, distances, next] = [this.#width, this.#distances, this.#next];
    for (let row = this.#height - 1; row >= 0; row--) {
      for (let column = 0, i = row * width; column < width; column++, i++) {
        if (distances[i] === 0) next[column] = row;
        const nearest = Math.min(distances[i], next[column] - row);
        distances[i] = nearest < NOWHERE / 2 ? nearest : Infinity;
      }
    }
    return distances;
  }
}
