/** Weights of a Gaussian bell from its middle outwards, cut off at four standard deviations as SciPy does; together both sides are 1. */
function weightsOf(sigma: number): Float64Array {
  const weights = new Float64Array(gaussianReach(sigma) + 1).map((_, x) => Math.exp((-x * x) / (2 * sigma * sigma)));
  const sum = weights.reduce((all, weight, x) => all + (x === 0 ? weight : 2 * weight), 0);
  return weights.map((weight) => weight / sum);
}

/** How far a Gaussian filter looks, in pixels. */
export function gaussianReach(sigma: number): number {
  return Math.floor(4 * sigma + 0.5);
}

/** Sums along rows, then along columns; nothing is beyond the borders. */
function smoothed(values: Float64Array, width: number, height: number, weights: Float64Array): Float64Array {
  const across = new Float64Array(values.length);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    for (let x = 0; x < width; x++) {
      let sum = weights[0] * values[row + x];
      for (let k = 1; k < weights.length; k++) {
        if (x >= k) sum += weights[k] * values[row + x - k];
        if (x + k < width) sum += weights[k] * values[row + x + k];
      }
      across[row + x] = sum;
    }
  }
  const result = new Float64Array(values.length);
  for (let y = 0; y < height; y++) {
    for (let k = 0; k < weights.length; k++) {
      for (const from of k === 0 ? [y] : [y - k, y + k]) {
        if (from < 0 || from >= height) continue;
        for (let x = 0, i = y * width, at = from * width; x < width; x++, i++, at++)
          result[i] += weights[k] * across[at];
      }
    }
  }
  return result;
}

/** Values under a Gaussian filter; those that are not valid are left out, and the others make up for them. */
export function gaussian(
  values: ArrayLike<number>,
  valid: Uint8Array,
  width: number,
  height: number,
  sigma: number,
): Float64Array {
  const known = Float64Array.from(valid, (is, i) => (is === 1 ? values[i] : 0));
  if (sigma === 0) return known;
  const weights = weightsOf(sigma);
  const sums = smoothed(known, width, height, weights);
  const shares = smoothed(Float64Array.from(valid), width, height, weights);
  for (let i = 0; i < sums.length; i++) if (shares[i] > 0) sums[i] /= shares[i];
  return sums;
}
