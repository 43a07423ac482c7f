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

/** More than any distance. */
const FAR = 2 ** 40;

/**
 * The larger of the distances along rows and columns: the lower envelope of a valley with a flat floor for each column (A. Meijster, J. B. T.
 * M. Roerdink and W. H. Hesselink, A general algorithm for computing distance transforms in linear time, 2000).
 */
function chebyshev(columns: Float64Array, results: Float64Array): void {
  const { length } = columns;
  const floor = (column: number) => Math.min(columns[column], FAR);
  const height = (at: number, column: number) => Math.max(Math.abs(at - column), floor(column));
  // The columns whose valleys are the lowest somewhere, and from where on each is.
  const centres = new Int32Array(length);
  const from = new Int32Array(length);
  let last = 0;
  for (let column = 1; column < length; column++) {
    while (last >= 0 && height(from[last], centres[last]) > height(from[last], column)) last--;
    if (last < 0) {
      last = 0;
      [centres[0], from[0]] = [column, 0];
      continue;
    }
    const centre = centres[last];
    const between = Math.floor((centre + column) / 2);
    const parted =
      floor(centre) <= floor(column)
        ? Math.max(centre + floor(column), between)
        : Math.min(column - floor(centre), between);
    if (parted + 1 >= length) continue;
    last++;
    [centres[last], from[last]] = [column, parted + 1];
  }
  for (let column = length - 1; column >= 0; column--) {
    const distance = height(column, centres[last]);
    results[column] = distance < FAR ? distance : Infinity;
    if (column === from[last]) last--;
  }
}

/** The metrics by name, with the conversion of a distance in pixels to the number that each compares. */
export const DISTANCE_METRICS: {
  readonly [name: string]: { readonly row: RowDistances; readonly of: (pixels: number) => number };
} = {
  squared_euclidean: { row: squaredEuclidean, of: (pixels) => pixels ** 2 },
  manhattan: { row: manhattan, of: (pixels) => pixels },
  chebyshev: { row: chebyshev, of: (pixels) => pixels },
};
