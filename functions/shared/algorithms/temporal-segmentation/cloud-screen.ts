import { solve } from './solve.ts';

/** Residuals beyond so many typical differences are clouds or shadows. */
const FACTOR = 4.89;
const ROUNDS = 5;
/** Bisquare weights are 0 beyond so many robust standard deviations. */
const TUNING = 4.685;

function medianOf(values: Float64Array): number {
  const sorted = values.slice().sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The median of differences between neighbours in time: how much a band varies from one to the next. */
export function variogram(band: Float64Array, picked: Int32Array, count: number): number {
  if (count < 2) return 0;
  return medianOf(Float64Array.from({ length: count - 1 }, (_, i) => Math.abs(band[picked[i + 1]] - band[picked[i]])));
}

/**
 * 1 at times of clouds or shadows: where a band is too far from a robust model of one wave a year and one over all years (Z. Zhu and C. E. Woodcock,
 * Automated cloud, cloud shadow, and snow detection in multitemporal Landsat data, 2014: Tmask).
 */
export function cloudyTimes(
  times: Float64Array,
  year: number,
  bands: readonly Float64Array[],
  typical: readonly number[],
  picked: Int32Array,
  first: number,
  last: number,
): Uint8Array {
  const size = last - first;
  const years = Math.max(1, Math.ceil((times[picked[last - 1]] - times[picked[first]]) / year));
  const rows = Array.from({ length: size }, (_, i) => {
    const angle = (2 * Math.PI * times[picked[first + i]]) / year;
    return [1, Math.cos(angle), Math.sin(angle), Math.cos(angle / years), Math.sin(angle / years)];
  });
  const cloudy = new Uint8Array(size);
  for (const [k, band] of bands.entries()) {
    const y = Float64Array.from({ length: size }, (_, i) => band[picked[first + i]]);
    const residuals = robustResiduals(rows, y);
    for (let i = 0; i < size; i++) if (Math.abs(residuals[i]) > FACTOR * typical[k]) cloudy[i] = 1;
  }
  return cloudy;
}

/** What is left of values by a model that is fitted again with less weight for what it does not fit. */
function robustResiduals(rows: readonly (readonly number[])[], y: Float64Array): Float64Array {
  const terms = rows[0].length;
  let weights = new Float64Array(y.length).fill(1);
  let residuals = y;
  for (let round = 0; round < ROUNDS; round++) {
    const matrix = new Float64Array(terms * terms);
    const right = new Float64Array(terms);
    for (let i = 0; i < y.length; i++) {
      for (let a = 0; a < terms; a++) {
        right[a] += weights[i] * rows[i][a] * y[i];
        for (let b = 0; b < terms; b++) matrix[a * terms + b] += weights[i] * rows[i][a] * rows[i][b];
      }
    }
    const model = solve(matrix, right);
    // With two waves that are the same, and with too few values, there is no one model.
    if (model === undefined) return round === 0 ? y.map((value) => value - medianOf(y)) : residuals;
    residuals = y.map((value, i) => value - rows[i].reduce((sum, term, a) => sum + term * model[a], 0));
    const deviation = medianOf(residuals.map(Math.abs)) / 0.6745;
    if (!(deviation > 0)) break;
    weights = residuals.map((residual) => {
      const part = residual / (TUNING * deviation);
      return Math.abs(part) < 1 ? (1 - part * part) ** 2 : 0;
    });
  }
  return residuals;
}
