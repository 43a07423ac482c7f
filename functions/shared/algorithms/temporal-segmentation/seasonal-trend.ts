import type { PixelArray } from '../../raster/pixels/node.ts';
import { partsOf } from './breakpoints.ts';
import type { PixelSeries } from './series-loader.ts';
import { solve } from './solve.ts';

export interface SeasonalTrendOptions {
  /** The band that breaks are found in. */
  readonly band: number;
  /** Waves a year. */
  readonly order: number;
  /** Fewest values in a part: a share of all if it is less than 1. */
  readonly spacing: number;
  /** Most breaks; 0: as many as there is room for, but for two. */
  readonly most: number;
  /** How long a year is in the unit of the times. */
  readonly year: number;
}

/** Constant, trend, and the cosine and sine of waves of a year: the trend in years from a middle, so that numbers stay small. */
function termsOf(times: Float64Array, middle: number, { order, year }: SeasonalTrendOptions): Float64Array {
  const terms = 2 + 2 * order;
  const rows = new Float64Array(times.length * terms);
  for (let i = 0; i < times.length; i++) {
    rows[i * terms] = 1;
    rows[i * terms + 1] = times[i] / year - middle;
    for (let wave = 1; wave <= order; wave++) {
      const angle = (2 * Math.PI * wave * times[i]) / year;
      rows[i * terms + 2 * wave] = Math.cos(angle);
      rows[i * terms + 2 * wave + 1] = Math.sin(angle);
    }
  }
  return rows;
}

/** Least squares of values from `first` up to `last`; undefined where there is no one model. */
function leastSquares(
  y: Float64Array,
  rows: Float64Array,
  terms: number,
  first: number,
  last: number,
): Float64Array | undefined {
  const matrix = new Float64Array(terms * terms);
  const right = new Float64Array(terms);
  for (let i = first; i < last; i++) {
    for (let a = 0; a < terms; a++) {
      right[a] += rows[i * terms + a] * y[i];
      for (let b = 0; b < terms; b++) matrix[a * terms + b] += rows[i * terms + a] * rows[i * terms + b];
    }
  }
  return solve(matrix, right);
}

/** Values around 0, of a spread of 1. */
function standardized(y: Float64Array): Float64Array {
  const mean = y.reduce((sum, value) => sum + value, 0) / y.length;
  const spread = Math.sqrt(y.reduce((sum, value) => sum + (value - mean) ** 2, 0) / y.length) || 1;
  return y.map((value) => (value - mean) / spread);
}

/**
 * The parts of a pixel's series: when each begins and ends, and the coefficients and the error of each band there. Undefined where there are too few
 * values for one model.
 */
export function seasonalTrend(
  times: Float64Array,
  series: PixelSeries,
  options: SeasonalTrendOptions,
): PixelArray[] | undefined {
  const { order, spacing, most, year, band } = options;
  const n = series.count;
  const terms = 2 + 2 * order;
  if (n <= terms) return undefined;
  const places = series.picked.subarray(0, n);
  const x = Float64Array.from(places, (at) => times[at]);
  const middle = x.reduce((sum, time) => sum + time / year, 0) / n;
  const rows = termsOf(x, middle, options);
  const own = (values: Float64Array) => Float64Array.from(places, (at) => values[at]);
  const least = spacing < 1 ? Math.floor(n * spacing) : spacing;
  const room = Math.max(1, Math.ceil(n / least) - 2);
  const count = least <= terms || n < 2 * least ? 0 : Math.min(room, most > 0 ? most : Infinity);
  const starts = count === 0 ? [0] : partsOf(standardized(own(series.values[band])), rows, terms, least, count);
  const ends = [...starts.slice(1), n];
  const results: PixelArray[] = [
    { shape: [starts.length], values: Float64Array.from(starts, (start) => x[start]) },
    { shape: [starts.length], values: Float64Array.from(ends, (end) => x[end - 1]) },
  ];
  const errors: PixelArray[] = [];
  for (const values of series.values) {
    const y = own(values);
    const coefficients = new Float64Array(starts.length * terms);
    const rmse = new Float64Array(starts.length);
    for (const [part, start] of starts.entries()) {
      const model = leastSquares(y, rows, terms, start, ends[part]);
      if (model === undefined) return undefined;
      let squares = 0;
      for (let i = start; i < ends[part]; i++) {
        let rest = y[i];
        for (let k = 0; k < terms; k++) rest -= model[k] * rows[i * terms + k];
        squares += rest * rest;
      }
      rmse[part] = Math.sqrt(squares / (ends[part] - start));
      model[0] -= model[1] * middle;
      model[1] /= year;
      coefficients.set(model, part * terms);
    }
    results.push({ shape: [starts.length, terms], values: coefficients });
    errors.push({ shape: [starts.length], values: rmse });
  }
  return [...results, ...errors];
}
