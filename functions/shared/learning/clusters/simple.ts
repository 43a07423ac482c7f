import type { Learner } from '../model.ts';
import { seededRandom } from '../random.ts';
import type { Distance } from './distance.ts';
import { allRows, kMeans } from './k-means.ts';
import { centreModel, clusterLearner } from './learner.ts';
import { spaceOf } from './space.ts';
import type { Start } from './start.ts';

export interface KMeansOptions {
  readonly clusters: number;
  readonly start: Start;
  readonly distance: Distance;
  readonly maxIterations: number;
  readonly seed: number;
}

/** k-means. */
export function kMeansLearner({ clusters, start, distance, maxIterations, seed }: KMeansOptions): Learner {
  return clusterLearner((samples, work) => {
    const space = spaceOf(samples);
    const first = start(space, clusters, distance, seededRandom(seed), work);
    const { centres } = kMeans(space, first, distance, maxIterations, allRows(space), work);
    return centreModel(space, centres, distance);
  });
}
