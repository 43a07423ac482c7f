import { invalid } from '../../errors.ts';
import type { PixelWindow } from '../../raster/grid.ts';
import type { Projection } from '../../raster/projection.ts';
import { algorithm, wrong } from '../declare.ts';
import { $call } from '../example.ts';
import { defaulted, optional, required } from '../parameter.ts';
import * as t from '../types.ts';
import { BOUNDED, BOX } from './example-image.ts';
import { projectionOf } from './grid.ts';
import { reduceWindow, regionWindow } from './reduce-window.ts';
import { pixelWeights } from './region-weights.ts';

export const IMAGE_REDUCE_REGION = [
  algorithm({
    name: 'Image.reduceRegion',
    description:
      'Reduces the pixels of a region: each band under its name, or all bands as the inputs of a reducer of several.',
    returns: 'Dictionary<Object>',
    parameters: {
      image: required(t.image),
      reducer: required(t.reducer),
      geometry: optional(t.geometry),
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
    run: async ({ image, reducer, geometry, scale, crs, crsTransform, bestEffort, maxPixels }, context) => {
      if (crsTransform !== null && crs === null) throw wrong("'crs' is required with 'crsTransform'.");
      const first = image.bands[0];
      if (!first) return new Map();
      let projection = projectionOf(crs ?? first.projection, crsTransform, scale);
      const windowOn = (target: Projection): PixelWindow => {
        const pixels = regionWindow(image, geometry, target);
        if (pixels) return pixels;
        throw wrong("Provide 'geometry' parameter when aggregating over an unbounded image.");
      };
      let window = windowOn(projection);
      const pixels = window.width * window.height;
      if (pixels > maxPixels) {
        if (!bestEffort) {
          throw invalid(
            `Image.reduceRegion: Too many pixels in the region. Found ${pixels}, but maxPixels allows only ${maxPixels}.\n` +
              "Ensure that you are not aggregating at a higher resolution than you intended; that is the most frequent cause of this error. If not, then you may set the 'maxPixels' argument to a limit suitable for your computation; set 'bestEffort' to true to aggregate at whatever scale results in 'maxPixels' total pixels; or both.",
          );
        }
        // A margin of 1 %: windows are rounded up to whole pixels.
        projection = projection.atScale(
          projection.nominalScale() * Math.sqrt((pixels / Math.max(1, maxPixels)) * 1.01),
        );
        window = windowOn(projection);
      }
      return reduceWindow(image, reducer, projection, window, pixelWeights(geometry, reducer.weighted), context);
    },
  }),
];
