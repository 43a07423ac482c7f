import { wrong } from '../../errors.ts';
import { collectionType } from '../collection/types.ts';
import { algorithm } from '../declare.ts';
import { imageReply } from '../image/example-image.ts';
import { imageType } from '../image/image-type.ts';
import * as t from '../language/types.ts';
import { optional, required } from '../parameter.ts';
import { reducerType } from '../reducer/reducer-type.ts';
import { estimateImage } from './estimate-loader.ts';
import { POINTS } from './example-features.ts';
import { layerOf } from './feature-layer.ts';
import type { Placed } from './feature-source.ts';
import { KrigingEstimator } from './kriging-estimator.ts';
import { measurements } from './measurements.ts';
import { semivariogram, VARIOGRAM_SHAPES } from './semivariogram.ts';

/** Interpolation by kriging. */
export const KRIGING = [
  algorithm({
    name: 'FeatureCollection.kriging',
    description: 'Interpolates a property between points by ordinary kriging; masked where no point is near.',
    returns: imageType.name,
    parameters: {
      collection: required(collectionType),
      propertyName: required(t.string),
      shape: required(t.oneOf(...VARIOGRAM_SHAPES), 'Of the semivariogram: exponential, gaussian or spherical.'),
      range: required(t.float, 'Of the semivariogram, in metres.'),
      sill: required(t.float),
      nugget: required(t.float),
      maxDistance: optional(t.float, 'Points this near to a pixel count, in metres. By default, the range.'),
      reducer: optional(reducerType, 'Folds values at one place. By default, their mean.'),
    },
    examples: [
      {
        args: { collection: POINTS, propertyName: 'a', shape: 'spherical', range: 1e5, sill: 1, nugget: 0.1 },
        result: imageReply({ estimate: ['double'] }),
      },
    ],
    run: ({ collection, propertyName, shape, range, sill, nugget, maxDistance, reducer }, context) => {
      if (!(range > 0)) throw wrong(`'range' must be positive. Got ${range}.`);
      if (!(nugget >= 0)) throw wrong(`'nugget' must not be negative. Got ${nugget}.`);
      if (!(sill >= nugget && sill > 0))
        throw wrong(`'sill' must be positive, and not less than 'nugget'. Got ${sill}.`);
      const radius = maxDistance ?? range;
      if (!(radius > 0)) throw wrong(`'maxDistance' must be positive. Got ${radius}.`);
      reducer?.requireInputs(1);
      const { source } = layerOf(collection, context);
      const variogram = semivariogram(shape, range, sill, nugget);
      // For the request's life.
      context.pixels.claim(KrigingEstimator.bytes);
      const estimatorOf = (features: readonly Placed[]) =>
        new KrigingEstimator(measurements(features, propertyName, reducer), variogram, sill, context);
      return estimateImage('FeatureCollection.kriging', { source, radius, estimatorOf }, context);
    },
  }),
];
