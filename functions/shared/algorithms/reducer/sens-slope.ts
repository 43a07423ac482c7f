import { wrong } from '../../errors.ts';
import { float } from '../../values/number.ts';
import { tupleReducer } from './kinds.ts';
import { plainReducer } from './plain.ts';

/** Most points: there is a slope for each pair of them. */
const MAX_POINTS = 5000;

function median(values: Float64Array): number {
  const sorted = values.sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The slopes between all points that differ in x. */
function slopes(xs: readonly number[], ys: readonly number[]): Float64Array {
  const result = new Float64Array((xs.length * (xs.length - 1)) / 2);
  let count = 0;
  for (let i = 0; i < xs.length; i++) {
    for (let j = 0; j < i; j++) if (xs[i] !== xs[j]) result[count++] = (ys[i] - ys[j]) / (xs[i] - xs[j]);
  }
  return result.subarray(0, count);
}

/** Sen, "Estimates of the regression coefficient based on Kendall's tau" (1968). */
const SENS_SLOPE = tupleReducer('sensSlope', 2, ['slope', 'offset'], () => {
  const [xs, ys]: [number[], number[]] = [[], []];
  return {
    add: ([x, y]) => {
      if (xs.length >= MAX_POINTS) throw wrong(`Sen's slope takes at most ${MAX_POINTS} points.`);
      xs.push(x);
      ys.push(y);
    },
    results: () => {
      const all = slopes(xs, ys);
      if (all.length === 0) return [null, null];
      const slope = median(all);
      return [float(slope), float(median(Float64Array.from(xs, (x, i) => ys[i] - slope * x)))];
    },
  };
});

/** Slopes by medians. */
export const SENS_SLOPE_REDUCER = [
  plainReducer(SENS_SLOPE, "Sen's slope, the median of the slopes between all points, and the offset; x, then y."),
];
