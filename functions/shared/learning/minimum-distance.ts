import { covarianceFactor, meansOf, whiten } from './cholesky.ts';
import type { Learner, Mode } from './model.ts';
import type { Predictor } from './predictor.ts';
import { classesOf, rowsByClass, type Samples } from './samples.ts';

/** The distance of a row, `width` numbers from `start`, from a class. */
type Distance = (rows: Float64Array, start: number) => number;

/** Makes the distance from a class out of its samples. */
type Metric = (columns: readonly Float64Array[], members: Int32Array) => Distance;

const euclidean: Metric = (columns, members) => {
  const means = meansOf(columns, members);
  return (rows, start) => {
    let sum = 0;
    for (let i = 0; i < means.length; i++) sum += (rows[start + i] - means[i]) ** 2;
    return Math.sqrt(sum);
  };
};

const manhattan: Metric = (columns, members) => {
  const means = meansOf(columns, members);
  return (rows, start) => {
    let sum = 0;
    for (let i = 0; i < means.length; i++) sum += Math.abs(rows[start + i] - means[i]);
    return sum;
  };
};

/** The angle between two spectra in radians (Kruse et al., The spectral image processing system, 1993). */
const cosine: Metric = (columns, members) => {
  const means = meansOf(columns, members);
  const length = Math.hypot(...means);
  return (rows, start) => {
    let [product, squares] = [0, 0];
    for (let i = 0; i < means.length; i++) {
      product += rows[start + i] * means[i];
      squares += rows[start + i] ** 2;
    }
    const ratio = product / (length * Math.sqrt(squares));
    // A row of zeros has no direction: it is at a right angle to all.
    return Number.isNaN(ratio) ? Math.PI / 2 : Math.acos(Math.max(-1, Math.min(1, ratio)));
  };
};

const mahalanobis: Metric = (columns, members) => {
  const means = meansOf(columns, members);
  const width = columns.length;
  const factor = covarianceFactor(columns, members, means);
  const difference = new Float64Array(width);
  return (rows, start) => {
    for (let i = 0; i < width; i++) difference[i] = rows[start + i] - means[i];
    whiten(factor, difference, 0, width);
    let sum = 0;
    for (let i = 0; i < width; i++) sum += difference[i] ** 2;
    return Math.sqrt(sum);
  };
};

export const METRICS: { readonly [name: string]: Metric } = { euclidean, cosine, mahalanobis, manhattan };

/**
 * Classes by the distance from their means.
 * @param nearest if it is larger than 1, the nearest classes (or their distances) are given, that many
 */
export function minimumDistanceLearner(metric: Metric, nearest: number): Learner {
  return {
    modes: ['CLASSIFICATION', 'REGRESSION', 'RAW'],
    regression: () => false,
    array: (mode) => mode === 'RAW' || nearest > 1,
    learn(samples, _, work) {
      const { columns } = samples;
      work(columns.length ** 2 * samples.targets.length);
      const { labels, distances } = distancesOf(samples, metric);
      const width = columns.length;
      const count = Math.min(nearest, labels.length);
      return {
        bytes: width * width * labels.length * 8,
        predictor: (mode) => nearestClasses(distances, labels, width, count, mode),
        explain: () => new Map([['classes', [...labels]]]),
      };
    },
  };
}

function distancesOf({ columns, targets }: Samples, metric: Metric): { labels: Float64Array; distances: Distance[] } {
  const classes = classesOf(targets);
  const distances = rowsByClass(classes).map((members) => metric(columns, members));
  return { labels: classes.labels, distances };
}

function nearestClasses(
  distances: readonly Distance[],
  labels: Float64Array,
  width: number,
  nearest: number,
  mode: Mode,
): Predictor {
  const outputs = mode === 'RAW' ? labels.length : nearest;
  const all = new Float64Array(labels.length);
  const order = Array.from(labels, (_, i) => i);
  return {
    outputs,
    predict(rows, count, results) {
      for (let row = 0; row < count; row++) {
        for (let i = 0; i < distances.length; i++) all[i] = distances[i](rows, row * width);
        if (mode === 'RAW') {
          results.set(all, row * outputs);
          continue;
        }
        const chosen = outputs === 1 ? [smallestAt(all)] : order.toSorted((a, b) => all[a] - all[b] || a - b);
        for (let i = 0; i < outputs; i++) {
          results[row * outputs + i] = mode === 'REGRESSION' ? all[chosen[i]] : labels[chosen[i]];
        }
      }
    },
  };
}

function smallestAt(values: Float64Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i] < values[best]) best = i;
  return best;
}
