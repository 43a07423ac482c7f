import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import { geometryType } from '../geometry/types.ts';
import { keptValue } from '../kept-value.ts';
import * as t from '../language/types.ts';
import { defaulted, optional, required } from '../parameter.ts';
import { reducerType } from '../reducer/reducer-type.ts';
import { BOUNDED, BOX } from './example-image.ts';
import { projectionOf, requireCrs } from './grid.ts';
import { imageType } from './image-type.ts';
import { reduceWindow } from './reduce-window.ts';
import { reductionWindow } from './reduction-window.ts';
import { pixelWeights } from './region-weights.ts';

/** The advice that the service adds to its message about too many pixels. */
const ADVICE =
  '\n' +
  "Ensure that you are not aggregating at a higher resolution than you intended; that is the most frequent cause of this error. If not, then you may set the 'maxPixels' argument to a limit suitable for your computation; set 'bestEffort' to true to aggregate at whatever scale results in 'maxPixels' total pixels; or both.";

export const IMAGE_REDUCE_REGION = [
  algorithm({
    name: 'Image.reduceRegion',
    description:
      'Reduces the pixels of a region: each band under its name, or all bands as the inputs of a reducer of several.',
    returns: 'Dictionary<Object>',
    keeps: true,
    parameters: {
      image: required(imageType),
      reducer: required(reducerType),
      geometry: optional(geometryType),
      scale: optional(t.float),
      crs: optional(t.projection),
      crsTransform: optional(t.list(t.float)),
      bestEffort: defaulted(t.boolean, false),
      maxPixels: defaulted(t.long, 10_000_000),
      tileScale: defaulted(t.float, 1),
    },
    examples: [
      { args: { image: BOUNDED, reducer: $call('Reducer.mean', {}), geometry: BOX }, result: { constant: 7 } },
    ],
    run: ({ image, reducer, geometry, scale, crs, crsTransform, bestEffort, maxPixels }, context, origin) => {
      requireCrs(crs, crsTransform);
      const first = image.bands[0];
      if (!first) return new Map();
      const own = projectionOf(crs ?? first.projection, crsTransform, scale);
      const budget = { maxPixels, bestEffort };
      const { projection, window } = reductionWindow('Image.reduceRegion', image, geometry, own, budget, ADVICE);
      const weights = pixelWeights(geometry, reducer.weighted);
      return keptValue(() => reduceWindow(image, reducer, projection, window, weights, context), origin, context);
    },
  }),
];
