import type { Learner, Model } from '../model.ts';
import type { Predictor } from '../predictor.ts';
import type { Samples, Work } from '../samples.ts';
import { type Distance, nearestCentre } from './distance.ts';
import type { Space } from './space.ts';

/** A way to find clusters, as a learner that gives their numbers. */
export function clusterLearner(find: (samples: Samples, work: Work) => Model): Learner {
  return {
    modes: ['CLASSIFICATION'],
    regression: () => false,
    array: () => false,
    learn: (samples, _, work) => find(samples, work),
  };
}

/** Clusters that are the surroundings of centres. */
export function centreModel(space: Space, centres: Float64Array, { between }: Distance): Model {
  const { width } = space;
  const predictor = (): Predictor => {
    const point = new Float64Array(width);
    return {
      outputs: 1,
      predict(rows, count, results) {
        for (let row = 0; row < count; row++) {
          space.normalize(rows, row * width, point);
          results[row] = nearestCentre(centres, point, 0, width, between);
        }
      },
    };
  };
  return { bytes: centres.byteLength + space.points.byteLength, predictor, explain: () => new Map() };
}
