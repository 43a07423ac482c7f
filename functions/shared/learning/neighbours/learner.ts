import { covarianceFactor, meansOf, whiten } from '../cholesky.ts';
import { isArrayMode, type Learner } from '../model.ts';
import type { Predictor } from '../predictor.ts';
import { classModes } from '../probabilities.ts';
import { classesOf, rowsOf } from '../samples.ts';
import { treeSearch } from './kd-tree.ts';
import { brayCurtis, linearSearch, manhattan, Nearest, type Search, squaredEuclidean } from './search.ts';

export type NeighbourMetric = 'EUCLIDEAN' | 'MAHALANOBIS' | 'MANHATTAN' | 'BRAYCURTIS';

/** With more inputs than this, a search would visit most of the k-d tree. */
const MAX_TREE_WIDTH = 20;

/** The classes, or the mean, of the nearest samples. Equally frequent classes are decided by the nearest of their samples. */
export function neighbourLearner(k: number, metric: NeighbourMetric, tree: boolean): Learner {
  return {
    modes: ['CLASSIFICATION', 'REGRESSION', 'PROBABILITY', 'MULTIPROBABILITY'],
    regression: (mode) => mode === 'REGRESSION',
    array: isArrayMode,
    learn({ columns, targets }, mode, work) {
      const width = columns.length;
      const covariances = metric === 'MAHALANOBIS' ? width : 0;
      work(targets.length * width * (covariances + Math.ceil(Math.log2(1 + targets.length))));
      const points = rowsOf(columns);
      const search = searchOf(points, columns, metric, tree);
      const wanted = Math.min(k, targets.length);
      const bytes = points.byteLength * 2;
      if (mode === 'REGRESSION') {
        return {
          bytes,
          predictor: () => meanOfNearest(search, targets, width, wanted),
          explain: () => new Map([['samples', targets.length]]),
        };
      }
      const { labels, indices } = classesOf(targets);
      return {
        bytes,
        predictor: classModes({
          labels,
          scores: () => votesOfNearest(search, indices, labels.length, width, wanted, true),
          probabilities: () => votesOfNearest(search, indices, labels.length, width, wanted, false),
        }),
        explain: () =>
          new Map<string, number | number[]>([
            ['classes', [...labels]],
            ['samples', targets.length],
          ]),
      };
    },
  };
}

function searchOf(
  points: Float64Array,
  columns: readonly Float64Array[],
  metric: NeighbourMetric,
  tree: boolean,
): Search {
  const width = columns.length;
  const useTree = tree && width <= MAX_TREE_WIDTH;
  const squared = (among: Float64Array): Search =>
    useTree
      ? treeSearch(among, width, squaredEuclidean, (difference) => difference * difference)
      : linearSearch(among, width, squaredEuclidean);
  if (metric === 'EUCLIDEAN') return squared(points);
  if (metric === 'BRAYCURTIS') return linearSearch(points, width, brayCurtis);
  if (metric === 'MANHATTAN') {
    return useTree ? treeSearch(points, width, manhattan, Math.abs) : linearSearch(points, width, manhattan);
  }
  const factor = inverseRoot(points, columns);
  const whitened = Float64Array.from(points);
  for (let at = 0; at < whitened.length; at += width) whiten(factor, whitened, at, width);
  const search = squared(whitened);
  const query = new Float64Array(width);
  return (rows, start, nearest) => {
    for (let i = 0; i < width; i++) query[i] = rows[start + i];
    whiten(factor, query, 0, width);
    search(query, 0, nearest);
  };
}

/** The matrix that transforms the samples so that Euclidean distances become Mahalanobis's. */
function inverseRoot(points: Float64Array, columns: readonly Float64Array[]): Float64Array {
  const all = Int32Array.from({ length: points.length / columns.length }, (_, row) => row);
  return covarianceFactor(columns, all, meansOf(columns, all));
}

/**
 * The fraction of the nearest samples that each class has; `decided` adds less than one vote to classes with nearer samples, to break ties.
 */
function votesOfNearest(
  search: Search,
  indices: Int32Array,
  classes: number,
  width: number,
  k: number,
  decided: boolean,
): Predictor {
  const nearest = new Nearest(k);
  return {
    outputs: classes,
    predict(rows, count, results) {
      results.fill(0, 0, count * classes);
      for (let row = 0, at = 0; row < count; row++, at += classes) {
        nearest.clear();
        search(rows, row * width, nearest);
        for (let i = nearest.found - 1; i >= 0; i--) {
          const place = at + indices[nearest.rows[i]];
          // The last one that is added is the nearest.
          results[place] = Math.floor(results[place]) + 1 + (decided ? (k - i) / (k + 1) : 0);
        }
        if (!decided) for (let i = 0; i < classes; i++) results[at + i] /= nearest.found;
      }
    },
  };
}

function meanOfNearest(search: Search, targets: Float64Array, width: number, k: number): Predictor {
  const nearest = new Nearest(k);
  return {
    outputs: 1,
    predict(rows, count, results) {
      for (let row = 0; row < count; row++) {
        nearest.clear();
        search(rows, row * width, nearest);
        let sum = 0;
        for (let i = 0; i < nearest.found; i++) sum += targets[nearest.rows[i]];
        results[row] = sum / nearest.found;
      }
    },
  };
}
