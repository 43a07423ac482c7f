/**
 * Turns the distances of a row's pixels from the nearest targets in their columns into those from the nearest targets anywhere. Both arrays
 * are as long as the row.
 */
export type RowDistances = (columns: Float64Array, results: Float64Array) => void;

/**
 * The squares of straight distances: the lower envelope of a parabola for each column (P. F. Felzenszwalb and D. P. Huttenlocher, Distance
 * transforms of sampled functions, 2012).
 */
function squaredEuclidean(columns: Float64Array, results: Float64Array): void {
  const { length } = columns;
  // The columns whose parabolas are the lowest somewhere, and from where on each is.
  const centres = new Int32Array(length);
  const from = new Float64Array(length);
  let last = -1;
  for (let column = 0; column < length; column++) {
    if (columns[column] === Infinity) continue;
    const height = columns[column] ** 2 + column ** 2;
    let start = -Infinity;
    for (; last >= 0; last--) {
      const centre = centres[last];
      start = (height - columns[centre] ** 2 - centre ** 2) / (2 * (column - centre));
      if (start > from[last]) break;
    }
    last++;
    centres[last] = column;
    from[last] = last === 0 ? -Infinity : start;
  }
  if (last < 0) {
    results.fill(Infinity);
    return;
  }
  for (let column = 0, k = 0; column < length; column++) {
    while (k < last && from[k + 1] < column) k++;
    results[column] = (column - centres[k]) ** 2 + columns[centres[k]] ** 2;
  }
}

/** Distances along rows and columns: one step more for each pixel on, both ways. */
function manhattan(columns: Float64Array, results: Float64Array): void {
  const { length } = columns;
  let near = Infinity;
  for (let column = 0; column < length; column++) {
    near = Math.min(near + 1, columns[column]);
    results[column] = near;
  }
  near = Infinity;
  for (let column = length - 1; column >= 0; column--) {
    near = Math.min(near + 1, columns[column]);
    results[column] = Math.min(results[column], near);
  }
}

/** The larger of the distances along rows and columns: no column as far away as the nearest target so far can have a nearer one. */
function chebyshev(columns: Float64Array, results: Float64Array): void {
  const { length } = columns;
  for (let column = 0; column < length; column++) {
    let best = columns[column];
    for (let step = 1; step < best && (step <= column || step < length - column); step++) {
      const [before, after] = [column - step, column + step];
      if (before >= 0) best = Math.min(best, Math.max(step, columns[before]));
      if (after < length) best = Math.min(best, Math.max(step, columns[after]));
    }
    results[column] = best;
  }
}

/** Ways to measure by name, and what a distance in pixels is in each. */
export const DISTANCE_METRICS: {
  readonly [name: string]: { readonly row: RowDistances; readonly of: (pixels: number) => number };
} = {
  squared_euclidean: { row: squaredEuclidean, of: (pixels) => pixels ** 2 },
  manhattan: { row: manhattan, of: (pixels) => pixels },
  chebyshev: { row: chebyshev, of: (pixels) => pixels },
};
