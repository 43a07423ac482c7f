import { wrong } from '../../errors.ts';
import { collectionType } from '../collection/types.ts';
import { algorithm } from '../declare.ts';
import { imageReply } from '../image/example-image.ts';
import { imageType } from '../image/image-type.ts';
import * as t from '../language/types.ts';
import { defaulted, optional, required } from '../parameter.ts';
import { reducerType } from '../reducer/reducer-type.ts';
import { type Estimator, estimateImage } from './estimate-loader.ts';
import { POINTS } from './example-features.ts';
import { layerOf } from './feature-layer.ts';
import type { Placed } from './feature-source.ts';
import { type Measurements, measurements } from './measurements.ts';

/** Weights beyond this leave nothing to others, in doubles. */
const MOST_WEIGHT = 1e18;

/**
 * Shepard's method with the weights of Franke and Little, ((R - d) / d)², which fall to 0 at the range R (K. Basso and others,
 * Interpolation of scattered data: investigating alternatives for the modified Shepard method, 1999). The mean of all takes part with the
 * weight gamma: the farther the measurements, the nearer the estimate comes to it.
 */
function shepard({ places, values }: Measurements, range: number, mean: number, gamma: number): Estimator {
  return {
    places,
    estimate({ places: near, distances, count }) {
      let [sum, weights] = [gamma * mean, gamma];
      for (let k = 0; k < count; k++) {
        const distance = distances[k];
        const weight = ((range - distance) / distance) ** 2;
        // At a measurement itself, or all but there, nothing else counts.
        if (weight > MOST_WEIGHT) return values[near[k]];
        sum += weight * values[near[k]];
        weights += weight;
      }
      return weights > 0 ? sum / weights : mean;
    },
  };
}

/** Interpolation by inverse distances. */
export const INVERSE_DISTANCE = [
  algorithm({
    name: 'FeatureCollection.inverseDistance',
    description:
      'Interpolates a property between points by inverse distance weighting; masked beyond the range of all points.',
    returns: imageType.name,
    parameters: {
      collection: required(collectionType),
      range: required(t.float, 'In metres.'),
      propertyName: required(t.string),
      mean: required(t.float, 'What is to be expected far from all points.'),
      stdDev: required(t.float),
      gamma: defaulted(t.float, 1, 1),
      reducer: optional(reducerType, 'Folds values at one place. By default, their mean.'),
    },
    examples: [
      {
        args: { collection: POINTS, range: 1e5, propertyName: 'a', mean: 5.5, stdDev: 0.5 },
        result: imageReply({ estimate: ['double'] }),
      },
    ],
    run: ({ collection, range, propertyName, mean, stdDev, gamma, reducer }, context) => {
      if (!(range > 0 && range < Infinity)) throw wrong(`'range' must be positive. Got ${range}.`);
      if (!Number.isFinite(mean)) throw wrong(`'mean' must be a number. Got ${mean}.`);
      if (!(stdDev >= 0)) throw wrong(`'stdDev' must not be negative. Got ${stdDev}.`);
      if (!(gamma >= 0 && gamma < Infinity)) throw wrong(`'gamma' must not be negative. Got ${gamma}.`);
      reducer?.requireInputs(1);
      const { source } = layerOf(collection, context);
      const estimatorOf = (features: readonly Placed[]) =>
        shepard(measurements(features, propertyName, reducer), range, mean, gamma);
      return estimateImage('FeatureCollection.inverseDistance', { source, radius: range, estimatorOf }, context);
    },
  }),
];
