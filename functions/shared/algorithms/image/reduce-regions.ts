import { wrong } from '../../errors.ts';
import { isEmpty } from '../../geometry/parts.ts';
import type { Image } from '../../raster/image.ts';
import { andThen, type Value } from '../../values/value.ts';
import { mapCursor } from '../collection/cursor.ts';
import type { Element } from '../collection/element.ts';
import { collectionType } from '../collection/types.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import { elementGeometry } from '../geometry/element-geometry.ts';
import * as t from '../language/types.ts';
import { defaulted, optional, required } from '../parameter.ts';
import type { Reducer } from '../reducer/reducer.ts';
import { reducerType } from '../reducer/reducer-type.ts';
import { BOUNDED, BOX, BOX_REPLY } from './example-image.ts';
import { checkPixels, projectionOf, requireCrs } from './grid.ts';
import { imageType } from './image-type.ts';
import { reduceWindow, regionWindow } from './reduce-window.ts';
import { pixelWeights } from './region-weights.ts';

/** Results under the names of outputs, which for one band go without the band's name. */
function named(image: Image, reducer: Reducer, results: ReadonlyMap<string, Value>): ReadonlyMap<string, Value> {
  if (image.bands.length !== 1 || reducer.inputs.length !== 1) return results;
  return new Map([...results.values()].map((value, i) => [reducer.outputs[i], value]));
}

function withResults(element: Element, results: ReadonlyMap<string, Value>): Element {
  const found = [...results].filter(([, value]) => value !== null);
  return element.withProperties(new Map([...element.properties, ...found]));
}

/** Statistics of many regions. */
export const IMAGE_REDUCE_REGIONS = [
  algorithm({
    name: 'Image.reduceRegions',
    description:
      "Reduces the pixels in each feature, and adds the results to it: under the names of the reducer's outputs, or of the bands if there are several.",
    returns: 'FeatureCollection',
    parameters: {
      image: required(imageType),
      collection: required(collectionType),
      reducer: required(reducerType),
      scale: optional(t.float),
      crs: optional(t.projection),
      crsTransform: optional(t.list(t.float)),
      tileScale: defaulted(t.float, 1),
      maxPixelsPerRegion: optional(t.long),
    },
    examples: [
      {
        args: {
          image: BOUNDED,
          collection: $call('Collection', { features: [$call('Feature', { geometry: BOX })] }),
          reducer: $call('Reducer.mean', {}),
        },
        result: {
          type: 'FeatureCollection',
          columns: {},
          features: [
            {
              type: 'Feature',
              geometry: BOX_REPLY,
              id: '0',
              properties: { mean: 7 },
            },
          ],
        },
      },
    ],
    run: ({ image, collection, reducer, scale, crs, crsTransform, maxPixelsPerRegion }, context) => {
      requireCrs(crs, crsTransform);
      if (maxPixelsPerRegion !== null && !(maxPixelsPerRegion > 0))
        throw wrong(`'maxPixelsPerRegion' must be positive. Got ${maxPixelsPerRegion}.`);
      const [first] = image.bands;
      if (first === undefined) throw reducer.needsBands(0);
      const projection = projectionOf(crs ?? first.projection, crsTransform, scale);
      return collection.withElements('Image.reduceRegions', () =>
        mapCursor(collection.open(), (element) => {
          context.spend(1);
          return andThen(elementGeometry(element), (geometry) => {
            const window = regionWindow(image, geometry, projection);
            if (isEmpty(geometry) || window === undefined) return element;
            const pixels = window.width * window.height;
            if (maxPixelsPerRegion !== null && pixels > maxPixelsPerRegion)
              throw wrong(
                `Too many pixels in a region. Found ${pixels}, but 'maxPixelsPerRegion' allows only ${maxPixelsPerRegion}.`,
              );
            checkPixels(window);
            const weights = pixelWeights(geometry, reducer.weighted);
            return reduceWindow(image, reducer, projection, window, weights, context).then((results) =>
              withResults(element, named(image, reducer, results)),
            );
          });
        }),
      );
    },
  }),
];
