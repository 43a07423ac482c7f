import { solve } from './solve.ts';

/** Coefficients of a model: constant, slope, and the cosine and sine of one, two and three waves a year. */
export const COEFFICIENTS = 8;
const TERMS = COEFFICIENTS - 1;

/** A model of one band. */
export interface HarmonicModel {
  readonly coefficients: Float64Array;
  /** The root of the mean of squared residuals, whose number is lessened by that of the coefficients. */
  readonly rmse: number;
}

export interface HarmonicOptions {
  /** How long a year is, in the unit of the times. */
  readonly year: number;
  /** The weight of the sum of absolute coefficients (of standardized terms); 0: least squares. */
  readonly lambda: number;
  /** Most rounds over the coefficients; 0: least squares. */
  readonly iterations: number;
}

/** Fits slopes and waves to values at some of a series' times, as Zhu and Woodcock (2014, equation 2) have them. */
export class HarmonicFitter {
  readonly #times: Float64Array;
  /** The terms at each time, in a row. */
  readonly #terms: Float64Array;
  readonly #options: HarmonicOptions;

  constructor(times: Float64Array, options: HarmonicOptions) {
    this.#times = times;
    this.#options = options;
    this.#terms = new Float64Array(times.length * TERMS);
    for (let i = 0; i < times.length; i++) {
      this.#terms[i * TERMS] = times[i];
      for (let wave = 1; wave <= 3; wave++) {
        const angle = (2 * Math.PI * wave * times[i]) / options.year;
        this.#terms[i * TERMS + 2 * wave - 1] = Math.cos(angle);
        this.#terms[i * TERMS + 2 * wave] = Math.sin(angle);
      }
    }
  }

  /** What a model has at a time, by its number. */
  predict(coefficients: Float64Array, at: number): number {
    let sum = coefficients[0];
    for (let k = 0, term = at * TERMS; k < TERMS; k++, term++) sum += coefficients[k + 1] * this.#terms[term];
    return sum;
  }

  /**
   * Fits models of some bands.
   * @param values of each band, at the series' times
   * @param picked numbers of times, of which those from `first` up to `last` count
   * @param count of coefficients: 4, 6 or 8
   */
  fit(
    values: readonly Float64Array[],
    picked: Int32Array,
    first: number,
    last: number,
    count: number,
  ): HarmonicModel[] {
    const [size, terms] = [last - first, count - 1];
    const means = new Float64Array(terms);
    const spreads = new Float64Array(terms);
    for (let i = first; i < last; i++)
      for (let k = 0; k < terms; k++) means[k] += this.#terms[picked[i] * TERMS + k] / size;
    const gram = new Float64Array(terms * terms);
    for (let i = first; i < last; i++) {
      const row = picked[i] * TERMS;
      for (let k = 0; k < terms; k++) {
        const x = this.#terms[row + k] - means[k];
        for (let j = 0; j <= k; j++) gram[k * terms + j] += x * (this.#terms[row + j] - means[j]);
      }
    }
    for (let k = 0; k < terms; k++) spreads[k] = Math.sqrt(gram[k * terms + k] / size);
    for (let k = 0; k < terms; k++) {
      for (let j = 0; j <= k; j++) {
        const both = spreads[k] * spreads[j];
        const correlation = both > 0 ? gram[k * terms + j] / (size * both) : 0;
        gram[k * terms + j] = correlation;
        gram[j * terms + k] = correlation;
      }
    }
    return values.map((band) => this.#fitBand(band, picked, first, last, means, spreads, gram));
  }

  #fitBand(
    band: Float64Array,
    picked: Int32Array,
    first: number,
    last: number,
    means: Float64Array,
    spreads: Float64Array,
    gram: Float64Array,
  ): HarmonicModel {
    const [size, terms] = [last - first, means.length];
    let mean = 0;
    for (let i = first; i < last; i++) mean += band[picked[i]] / size;
    const products = new Float64Array(terms);
    for (let i = first; i < last; i++) {
      const [row, y] = [picked[i] * TERMS, band[picked[i]] - mean];
      for (let k = 0; k < terms; k++) products[k] += (this.#terms[row + k] - means[k]) * y;
    }
    for (let k = 0; k < terms; k++) products[k] = spreads[k] > 0 ? products[k] / (size * spreads[k]) : 0;
    const { lambda, iterations } = this.#options;
    const least = lambda === 0 || iterations === 0 ? leastSquares(gram, products, spreads) : undefined;
    const scaled = least ?? lasso(gram, products, lambda, Math.max(1, iterations));
    const coefficients = new Float64Array(COEFFICIENTS);
    coefficients[0] = mean;
    for (let k = 0; k < terms; k++) {
      if (spreads[k] === 0) continue;
      coefficients[k + 1] = scaled[k] / spreads[k];
      coefficients[0] -= coefficients[k + 1] * means[k];
    }
    let squares = 0;
    for (let i = first; i < last; i++) squares += (band[picked[i]] - this.predict(coefficients, picked[i])) ** 2;
    return { coefficients, rmse: Math.sqrt(squares / Math.max(1, size - terms - 1)) };
  }

  /** The time of a number. */
  timeOf(at: number): number {
    return this.#times[at];
  }
}

/** Least squares of standardized terms; undefined where they are not independent. */
function leastSquares(gram: Float64Array, products: Float64Array, spreads: Float64Array): Float64Array | undefined {
  const matrix = gram.slice();
  for (let k = 0; k < spreads.length; k++) if (spreads[k] === 0) matrix[k * spreads.length + k] = 1;
  return solve(matrix, products.slice());
}

/**
 * The LASSO of standardized terms: the minimum of |y - X b|² / 2n + lambda Σ|b|, one coefficient after the other until none changes any more
 * (J. Friedman, T. Hastie and R. Tibshirani, Regularization Paths for Generalized Linear Models via Coordinate Descent, 2010).
 */
export function lasso(gram: Float64Array, products: Float64Array, lambda: number, iterations: number): Float64Array {
  const terms = products.length;
  const b = new Float64Array(terms);
  const most = products.reduce((largest, product) => Math.max(largest, Math.abs(product)), 0);
  for (let round = 0; round < iterations; round++) {
    let change = 0;
    for (let k = 0; k < terms; k++) {
      let rest = products[k];
      for (let j = 0; j < terms; j++) if (j !== k) rest -= gram[k * terms + j] * b[j];
      const shrunk = Math.sign(rest) * Math.max(0, Math.abs(rest) - lambda);
      change = Math.max(change, Math.abs(shrunk - b[k]));
      b[k] = shrunk;
    }
    if (change <= 1e-9 * most) break;
  }
  return b;
}
