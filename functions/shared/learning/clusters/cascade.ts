import type { Learner } from '../model.ts';
import { seededRandom } from '../random.ts';
import type { Distance } from './distance.ts';
import { allRows, type KMeans, kMeans, spreadWithin } from './k-means.ts';
import { centreModel, clusterLearner } from './learner.ts';
import { type Space, spaceOf } from './space.ts';
import type { Start } from './start.ts';

export interface CascadeOptions {
  readonly minClusters: number;
  readonly maxClusters: number;
  /** The number of runs of k-means for each number of clusters. */
  readonly restarts: number;
  readonly start: Start;
  readonly distance: Distance;
  readonly maxIterations: number;
}

/** k-means with the number of clusters that is best by Calinski and Harabasz's criterion (1974). */
export function cascadeLearner(options: CascadeOptions): Learner {
  const { minClusters, maxClusters, restarts, start, distance, maxIterations } = options;
  return clusterLearner((samples, work) => {
    const space = spaceOf(samples);
    const rows = allRows(space);
    const random = seededRandom(0);
    const whole = kMeans(space, new Float64Array(space.width), distance, 1, rows, work);
    const total = spreadWithin(space, whole, rows, distance);
    let [best, score] = [whole, -Infinity];
    for (let count = minClusters; count <= maxClusters; count++) {
      let [least, tightest] = [Infinity, whole];
      for (let i = 0; i < restarts; i++) {
        const first = start(space, count, distance, random, work);
        const found = kMeans(space, first, distance, maxIterations, rows, work);
        const within = spreadWithin(space, found, rows, distance);
        if (within < least) [least, tightest] = [within, found];
      }
      const criterion = calinskiHarabasz(space, tightest, total, least);
      if (criterion > score) [best, score] = [tightest, criterion];
    }
    return centreModel(space, best.centres, distance);
  });
}

/** The Calinski-Harabasz index: the variance between clusters divided by the variance within, each per degree of freedom. */
function calinskiHarabasz({ count, width }: Space, { centres }: KMeans, total: number, within: number): number {
  const clusters = centres.length / width;
  if (clusters < 2 || clusters >= count) return -Infinity;
  return (total - within) / (clusters - 1) / (within / (count - clusters));
}
