import { solve } from './solve.ts';

/** A line: y = intercept + slope (x - x0). */
interface Line {
  readonly intercept: number;
  readonly slope: number;
  /** The sum of squared residuals. */
  readonly squares: number;
}

/** The line of least squares through points from `first` to `last`; through a given value at the first one, if there is one. */
export function lineThrough(
  x: Float64Array,
  y: Float64Array,
  first: number,
  last: number,
  anchor: number | undefined,
): Line {
  const origin = x[first];
  let [n, sx, sy, sxx, sxy] = [0, 0, 0, 0, 0];
  for (let i = first; i <= last; i++) {
    const dx = x[i] - origin;
    const dy = y[i] - (anchor ?? 0);
    n++;
    sx += dx;
    sy += dy;
    sxx += dx * dx;
    sxy += dx * dy;
  }
  const spread = anchor === undefined ? n * sxx - sx * sx : sxx;
  const slope = spread > 0 ? (anchor === undefined ? (n * sxy - sx * sy) / spread : sxy / spread) : 0;
  const intercept = anchor ?? (sy - slope * sx) / n;
  let squares = 0;
  for (let i = first; i <= last; i++) squares += (y[i] - intercept - slope * (x[i] - origin)) ** 2;
  return { intercept, slope, squares };
}

/** The sum of squared residuals of the line between two values. */
function squaresBetween(
  x: Float64Array,
  y: Float64Array,
  first: number,
  last: number,
  from: number,
  to: number,
): number {
  const slope = (to - from) / (x[last] - x[first]);
  let squares = 0;
  for (let i = first; i <= last; i++) squares += (y[i] - from - slope * (x[i] - x[first])) ** 2;
  return squares;
}

/**
 * The values at vertices of a trajectory, fitted from left to right: each segment begins where the one before ends, and leads to the value at its
 * last point or along its line of least squares, whichever is nearer to the points (Kennedy and others, 2010, section 3.3.3).
 */
export function anchoredFit(x: Float64Array, y: Float64Array, vertices: readonly number[]): number[] {
  const values: number[] = [];
  for (let k = 0; k + 1 < vertices.length; k++) {
    const [first, last] = [vertices[k], vertices[k + 1]];
    const start = values[k];
    const from = start ?? y[first];
    const direct = squaresBetween(x, y, first, last, from, y[last]);
    const line = lineThrough(x, y, first, last, start);
    const bent = line.squares < direct;
    if (k === 0) values.push(bent ? line.intercept : from);
    values.push(bent ? values[k] + line.slope * (x[last] - x[first]) : y[last]);
  }
  return values;
}

/** The values at vertices with the smallest sum of squared residuals of all together; undefined where there is no one such. */
export function leastSquaresFit(x: Float64Array, y: Float64Array, vertices: readonly number[]): number[] | undefined {
  const size = vertices.length;
  const matrix = new Float64Array(size * size);
  const right = new Float64Array(size);
  for (let i = 0, k = 0; i < x.length; i++) {
    while (k < size - 2 && i > vertices[k + 1]) k++;
    const [from, to] = [x[vertices[k]], x[vertices[k + 1]]];
    const v = (x[i] - from) / (to - from);
    const u = 1 - v;
    matrix[k * size + k] += u * u;
    matrix[k * size + k + 1] += u * v;
    matrix[(k + 1) * size + k] += u * v;
    matrix[(k + 1) * size + k + 1] += v * v;
    right[k] += u * y[i];
    right[k + 1] += v * y[i];
  }
  const found = solve(matrix, right);
  return found && [...found];
}

/** The value of a trajectory at a place: between vertices on a line, beyond them the nearest one's. */
export function valueAt(places: ArrayLike<number>, values: readonly number[], x: number): number {
  const last = values.length - 1;
  if (x <= places[0]) return values[0];
  if (x >= places[last]) return values[last];
  let k = 0;
  while (x > places[k + 1]) k++;
  return values[k] + ((values[k + 1] - values[k]) * (x - places[k])) / (places[k + 1] - places[k]);
}
