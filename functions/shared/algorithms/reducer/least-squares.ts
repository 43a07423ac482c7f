/**
 * Linear least squares that take one row after the other: the triangle of the QR decomposition is updated by Givens' rotations, which
 * loses no digits to squared numbers (Gentleman, "Least squares computations by Givens transformations", 1973).
 */
export class LeastSquares {
  readonly columns: number;
  readonly targets: number;
  /** Sum of the weights of the rows, and their number. */
  weight = 0;
  count = 0;
  /** The upper triangle R, row by row, each with the rotated targets behind it. */
  readonly #rows: Float64Array[];
  /** The residual sum of squares of each target, which no coefficients can explain. */
  readonly #left: Float64Array;

  constructor(columns: number, targets: number) {
    this.columns = columns;
    this.targets = targets;
    this.#rows = Array.from({ length: columns }, () => new Float64Array(columns + targets));
    this.#left = new Float64Array(targets);
  }

  /** @param row the values of the columns, then those of the targets */
  add(row: readonly number[], weight = 1): void {
    this.rotateIn(row, weight);
    this.weight += weight;
    this.count++;
  }

  /** Adds a row that is a penalty, not an observation: it does not count. */
  rotateIn(row: readonly number[], weight: number): void {
    const scale = Math.sqrt(weight);
    const rest = Float64Array.from(row, (value) => value * scale);
    for (let k = 0; k < this.columns; k++) {
      if (rest[k] === 0) continue;
      const mine = this.#rows[k];
      const length = Math.hypot(mine[k], rest[k]);
      const [cosine, sine] = [mine[k] / length, rest[k] / length];
      for (let j = k; j < rest.length; j++) {
        const [a, b] = [mine[j], rest[j]];
        mine[j] = cosine * a + sine * b;
        rest[j] = cosine * b - sine * a;
      }
    }
    for (let j = 0; j < this.targets; j++) this.#left[j] += rest[this.columns + j] ** 2;
  }

  /** The coefficients, columns by targets, row by row; null if the rows do not determine them. */
  solve(): Float64Array | null {
    const largest = Math.max(...this.#rows.map((row, k) => Math.abs(row[k])));
    const result = new Float64Array(this.columns * this.targets);
    for (let k = this.columns - 1; k >= 0; k--) {
      const row = this.#rows[k];
      // A pivot that is nothing but rounding: the columns depend on each other.
      if (!(Math.abs(row[k]) > largest * this.columns * 2 ** -50)) return null;
      for (let target = 0; target < this.targets; target++) {
        let value = row[this.columns + target];
        for (let j = k + 1; j < this.columns; j++) value -= row[j] * result[j * this.targets + target];
        result[k * this.targets + target] = value / row[k];
      }
    }
    return result;
  }

  /** The residual sum of squares of each target, for given coefficients. */
  residuals(coefficients: Float64Array): number[] {
    return Array.from(this.#left, (left, target) => {
      return this.#rows.reduce((sum, row, k) => {
        let difference = row[this.columns + target];
        for (let j = k; j < this.columns; j++) difference -= row[j] * coefficients[j * this.targets + target];
        return sum + difference * difference;
      }, left);
    });
  }

  /** A copy with the rows so far, to which other rows can be added. */
  copy(): LeastSquares {
    const copy = new LeastSquares(this.columns, this.targets);
    copy.weight = this.weight;
    copy.count = this.count;
    this.#rows.forEach((row, k) => {
      copy.#rows[k].set(row);
    });
    copy.#left.set(this.#left);
    return copy;
  }
}
