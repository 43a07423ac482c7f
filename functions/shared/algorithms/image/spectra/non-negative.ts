/**
 * Least squares without negative coefficients, from the normal equations (R. Bro and S. de Jong, A fast non-negativity-constrained least
 * squares algorithm, 1997).
 */
export class NonNegativeLeastSquares {
  readonly #gram: readonly Float64Array[];
  readonly #size: number;

  /** @param gram the products of the columns with each other */
  constructor(gram: readonly Float64Array[]) {
    this.#gram = gram;
    this.#size = gram.length;
  }

  /**
   * @param products the product of each column with what is to be fitted
   * @param coefficients where the result goes
   */
  solve(products: Float64Array, coefficients: Float64Array): void {
    const size = this.#size;
    coefficients.fill(0);
    const free = new Array<boolean>(size).fill(false);
    // Each round frees a coefficient or ends; the rounds of the papers' programs.
    for (let round = 0; round < 3 * size; round++) {
      const next = this.#steepest(products, coefficients, free);
      if (next < 0) return;
      free[next] = true;
      for (;;) {
        const trial = this.#among(products, free);
        const step = smallestStep(coefficients, trial, free);
        for (let i = 0; i < size; i++) {
          if (!free[i]) continue;
          coefficients[i] += step * (trial[i] - coefficients[i]);
          if (step < 1 && coefficients[i] <= 1e-14) [coefficients[i], free[i]] = [0, false];
        }
        if (step === 1) break;
      }
    }
  }

  /** The index of the coefficient held at 0 whose release would lower the error the fastest; -1 if none would. */
  #steepest(products: Float64Array, coefficients: Float64Array, free: readonly boolean[]): number {
    let [best, most] = [-1, 0];
    for (let i = 0; i < this.#size; i++) {
      if (free[i]) continue;
      let slope = products[i];
      for (let j = 0; j < this.#size; j++) slope -= this.#gram[i][j] * coefficients[j];
      if (slope > Math.max(most, 1e-12 * Math.abs(products[i]))) [best, most] = [i, slope];
    }
    return best;
  }

  /** Plain least squares among the coefficients that are free, by elimination. */
  #among(products: Float64Array, free: readonly boolean[]): Float64Array {
    const places = free.flatMap((is, i) => (is ? [i] : []));
    const rows = places.map((i) => Float64Array.from([...places.map((j) => this.#gram[i][j]), products[i]]));
    const n = rows.length;
    for (let k = 0; k < n; k++) {
      let pivot = k;
      for (let i = k + 1; i < n; i++) if (Math.abs(rows[i][k]) > Math.abs(rows[pivot][k])) pivot = i;
      [rows[k], rows[pivot]] = [rows[pivot], rows[k]];
      if (rows[k][k] === 0) continue;
      for (let i = k + 1; i < n; i++) {
        const factor = rows[i][k] / rows[k][k];
        for (let j = k; j <= n; j++) rows[i][j] -= factor * rows[k][j];
      }
    }
    const trial = new Float64Array(this.#size);
    for (let k = n - 1; k >= 0; k--) {
      let value = rows[k][n];
      for (let j = k + 1; j < n; j++) value -= rows[k][j] * trial[places[j]];
      trial[places[k]] = rows[k][k] === 0 ? 0 : value / rows[k][k];
    }
    return trial;
  }
}

/** The fraction of the way to the trial coefficients that can be gone before a coefficient becomes negative. */
function smallestStep(coefficients: Float64Array, trial: Float64Array, free: readonly boolean[]): number {
  let step = 1;
  for (let i = 0; i < trial.length; i++) {
    if (free[i] && trial[i] < 0) step = Math.min(step, coefficients[i] / (coefficients[i] - trial[i]));
  }
  return step;
}
