import { fisherAbove } from '../reducer/statistics/distributions.ts';
import { anchoredFit, leastSquaresFit, lineThrough, valueAt } from './piecewise.ts';

export interface TrajectoryOptions {
  readonly maxSegments: number;
  readonly spikeThreshold: number;
  readonly vertexCountOvershoot: number;
  readonly preventOneYearRecovery: boolean;
  readonly recoveryThreshold: number;
  readonly pvalThreshold: number;
  readonly bestModelProportion: number;
}

/** A series of straight lines: the positions of its vertices, and the values there. */
export interface Trajectory {
  readonly vertices: readonly number[];
  readonly values: readonly number[];
}

/** A trajectory, and how likely chance alone explains it. */
interface Model extends Trajectory {
  readonly chance: number;
}

/**
 * Values without spikes: one whose neighbours are alike, compared with how far it is from them, is drawn towards their mean, the worst first, until
 * none is worse than a threshold.
 * @param threshold from 0 to 1; 1 leaves all as they are
 */
export function despiked(given: Float64Array, threshold: number): Float64Array {
  const y = given.slice();
  for (let round = 0; round < y.length; round++) {
    let [worst, at, change] = [threshold, -1, 0];
    for (let i = 1; i < y.length - 1; i++) {
      const away = Math.max(Math.abs(y[i + 1] - y[i]), Math.abs(y[i] - y[i - 1]));
      const part = away > 0 ? 1 - Math.abs(y[i + 1] - y[i - 1]) / away : 0;
      if (part > worst) [worst, at, change] = [part, i, part * ((y[i - 1] + y[i + 1]) / 2 - y[i])];
    }
    if (at < 0 || change === 0) break;
    y[at] += change;
  }
  return y;
}

/** The ends, and then the point farthest from its line in the segment that is fitted worst, one after the other. */
function candidates(x: Float64Array, y: Float64Array, most: number): number[] {
  const vertices = [0, x.length - 1];
  // Points on a line are off it by rounding.
  const rounding = (1e-9 * rangeOf(y)) ** 2;
  while (vertices.length < most) {
    let [worst, vertex] = [rounding, -1];
    for (let k = 0; k + 1 < vertices.length; k++) {
      const [first, last] = [vertices[k], vertices[k + 1]];
      if (last - first < 2) continue;
      const line = lineThrough(x, y, first, last, undefined);
      const error = line.squares / (last - first + 1);
      if (error <= worst) continue;
      worst = error;
      let farthest = -1;
      for (let i = first + 1; i < last; i++) {
        const away = Math.abs(y[i] - line.intercept - line.slope * (x[i] - x[first]));
        if (away > farthest) [farthest, vertex] = [away, i];
      }
    }
    if (vertex < 0) break;
    vertices.push(vertex);
    vertices.sort((a, b) => a - b);
  }
  return vertices;
}

/** The vertices that bend most: those with the smallest angle are left out until so many are left. */
function culled(x: Float64Array, y: Float64Array, given: readonly number[], most: number): number[] {
  const vertices = [...given];
  const scale = (x[x.length - 1] - x[0]) / (rangeOf(y) || 1);
  const angle = (from: number, to: number) => Math.atan2((y[to] - y[from]) * scale, x[to] - x[from]);
  while (vertices.length > most) {
    let [least, at] = [Infinity, 1];
    for (let k = 1; k < vertices.length - 1; k++) {
      const bend = Math.abs(angle(vertices[k], vertices[k + 1]) - angle(vertices[k - 1], vertices[k]));
      if (bend < least) [least, at] = [bend, k];
    }
    vertices.splice(at, 1);
  }
  return vertices;
}

function rangeOf(y: Float64Array): number {
  return (
    y.reduce((high, value) => Math.max(high, value), -Infinity) -
    y.reduce((low, value) => Math.min(low, value), Infinity)
  );
}

/** How likely chance alone explains as much: by the F of a trajectory, which has two predictors a vertex but for two. */
function chanceOf(x: Float64Array, y: Float64Array, { vertices, values }: Trajectory): number {
  const predictors = 2 * vertices.length - 2;
  const freedom = x.length - predictors - 1;
  if (freedom <= 0) return 1;
  const places = vertices.map((vertex) => x[vertex]);
  const mean = y.reduce((sum, value) => sum + value, 0) / y.length;
  let [explained, left] = [0, 0];
  for (let i = 0; i < x.length; i++) {
    const fitted = valueAt(places, values, x[i]);
    explained += (fitted - mean) ** 2;
    left += (y[i] - fitted) ** 2;
  }
  if (explained === 0) return 1;
  return left === 0 ? 0 : fisherAbove(explained / predictors / (left / freedom), predictors, freedom);
}

/** The segments that recover (fall) faster than is allowed: the steepest first. */
function forbidden(
  x: Float64Array,
  y: Float64Array,
  { vertices, values }: Trajectory,
  options: TrajectoryOptions,
): number[] {
  const range = rangeOf(y) || 1;
  const found: { segment: number; rate: number }[] = [];
  for (let k = 0; k + 1 < vertices.length; k++) {
    const years = x[vertices[k + 1]] - x[vertices[k]];
    const rate = (values[k] - values[k + 1]) / range / years;
    if (!(rate > 0)) continue;
    if (rate > options.recoveryThreshold || (options.preventOneYearRecovery && years <= 1))
      found.push({ segment: k, rate });
  }
  return found.sort((a, b) => b.rate - a.rate).map(({ segment }) => segment);
}

/** The vertices without the weakest one: that after a forbidden recovery, else that whose loss makes the smallest error. */
function simplified(x: Float64Array, y: Float64Array, model: Trajectory, options: TrajectoryOptions): number[] {
  const { vertices } = model;
  const [worst] = forbidden(x, y, model, options);
  if (worst !== undefined) {
    const at = worst + 1 < vertices.length - 1 ? worst + 1 : worst;
    if (at > 0) return vertices.toSpliced(at, 1);
  }
  let [least, at] = [Infinity, 1];
  for (let k = 1; k < vertices.length - 1; k++) {
    const [first, last] = [vertices[k - 1], vertices[k + 1]];
    const slope = (model.values[k + 1] - model.values[k - 1]) / (x[last] - x[first]);
    let squares = 0;
    for (let i = first; i <= last; i++) squares += (y[i] - model.values[k - 1] - slope * (x[i] - x[first])) ** 2;
    const error = squares / (last - first + 1);
    if (error < least) [least, at] = [error, k];
  }
  return vertices.toSpliced(at, 1);
}

/** The best of some models: of those nearly as unlikely to be chance as the unlikeliest, the one with the most vertices. */
function best(models: readonly Model[], { pvalThreshold, bestModelProportion }: TrajectoryOptions): Model | undefined {
  const usable = models.filter(({ chance }) => chance <= pvalThreshold);
  const lowest = usable.reduce((low, { chance }) => Math.min(low, chance), Infinity);
  return usable
    .filter(({ chance }) => chance <= (2 - bestModelProportion) * lowest)
    .sort((a, b) => b.vertices.length - a.vertices.length)[0];
}

/**
 * The straight lines that a series of yearly values follows, disturbance upwards and recovery downwards (R. E. Kennedy, Z. Yang and W. B. Cohen,
 * Detecting trends in forest disturbance and recovery using yearly Landsat time series: 1. LandTrendr, 2010, section 3.3): spikes are removed, vertices
 * found, more complex models made simpler one vertex after the other, and the best of them chosen. Where none is good enough, all are fitted
 * again by least squares; where none is then, the series is level.
 */
export function trajectoryOf(x: Float64Array, given: Float64Array, options: TrajectoryOptions): Trajectory {
  const y = despiked(given, options.spikeThreshold);
  const most = options.maxSegments + 1;
  let vertices = culled(x, y, candidates(x, y, most + options.vertexCountOvershoot), most);
  const models: Model[] = [];
  for (;;) {
    const trajectory = { vertices, values: anchoredFit(x, y, vertices) };
    models.push({ ...trajectory, chance: chanceOf(x, y, trajectory) });
    if (vertices.length <= 2) break;
    vertices = simplified(x, y, trajectory, options);
  }
  const allowed = (model: Trajectory) => forbidden(x, y, model, options).length === 0;
  const chosen = best(models.filter(allowed), options);
  if (chosen) return chosen;
  const again = models.flatMap((model): Model[] => {
    const values = leastSquaresFit(x, y, model.vertices);
    if (values === undefined) return [];
    const trajectory = { vertices: model.vertices, values };
    return [{ ...trajectory, chance: chanceOf(x, y, trajectory) }];
  });
  const mean = y.reduce((sum, value) => sum + value, 0) / y.length;
  return best(again.filter(allowed), options) ?? { vertices: [0, x.length - 1], values: [mean, mean] };
}
