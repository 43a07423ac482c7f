import { wrong } from '../../../errors.ts';
import type { Geometry } from '../../../geometry/geometry.ts';
import { gridOf, type PixelWindow } from '../../../raster/grid.ts';
import type { Image } from '../../../raster/image.ts';
import { computeBands } from '../../../raster/pixels/compute.ts';
import type { Tile } from '../../../raster/pixels/node.ts';
import type { Projection } from '../../../raster/projection.ts';
import { componentsOf } from '../../../raster/segments/components.ts';
import { outlinesOf } from '../../../raster/segments/outline.ts';
import type { Value } from '../../../values/value.ts';
import { Collection } from '../../collection/collection.ts';
import { type Cursor, cursorOf, deferred } from '../../collection/cursor.ts';
import { Feature } from '../../collection/feature.ts';
import { withNamedErrors } from '../../collection/named-errors.ts';
import type { Context } from '../../context.ts';
import { algorithm } from '../../declare.ts';
import { geometryType } from '../../geometry/types.ts';
import * as t from '../../language/types.ts';
import { defaulted, optional, required } from '../../parameter.ts';
import { COUNT_EVERY } from '../../reducer/basic.ts';
import type { Reducer } from '../../reducer/reducer.ts';
import { reducerType } from '../../reducer/reducer-type.ts';
import { BOUNDED, BOX_REPLY } from '../example-image.ts';
import { projectionOf, requireCrs } from '../grid.ts';
import { imageType } from '../image-type.ts';
import { firstBand, plainBand } from '../needed-bands.ts';
import { reductionWindow } from '../reduction-window.ts';
import { pixelWeights } from '../region-weights.ts';
import { GEOMETRY_TYPES, type GeometryType, segmentGeometry } from './segment-geometry.ts';
import { segmentStatistics } from './statistics.ts';

/** Most segments of an image. */
const MAX_SEGMENTS = 1_000_000;
/** What labels and outlines take for each pixel, at most. */
const BYTES_A_PIXEL = 60;

interface Segmentation {
  readonly image: Image;
  readonly reducer: Reducer;
  readonly region: Geometry | null;
  readonly projection: Projection;
  readonly geometryType: GeometryType;
  readonly eightConnected: boolean;
  readonly labelProperty: string;
  readonly native: boolean;
}

/** The tile masked outside of a region. */
function within({ values, mask }: Tile, inside: ArrayLike<number> | undefined): ArrayLike<number> | undefined {
  if (inside === undefined) return mask;
  return Uint8Array.from(values, (_, i) => (inside[i] > 0 && (mask === undefined || mask[i] > 0) ? 1 : 0));
}

/** A feature for each segment, in the order of their first pixels. */
async function features(segmentation: Segmentation, window: PixelWindow, context: Context): Promise<Cursor<Feature>> {
  const { image, reducer, region, projection, geometryType, eightConnected, labelProperty, native } = segmentation;
  const grid = gridOf(projection, window);
  const { width, height } = grid;
  context.spend(width * height);
  const release = context.pixels.claim(width * height * (BYTES_A_PIXEL + 12 * image.bands.length));
  try {
    const tiles = await computeBands(image.bands, grid, context.pixels);
    const inside = region ? pixelWeights(region, false)(grid) : undefined;
    const [{ values }] = tiles;
    const components = componentsOf(values, within(tiles[0], inside), width, height, eightConnected);
    if (components.count > MAX_SEGMENTS)
      throw wrong(`The image has ${components.count} segments; at most ${MAX_SEGMENTS} are allowed.`);
    context.spend(components.count * 10);
    const statistics = segmentStatistics(image, reducer, tiles, components, context);
    const outlines = outlinesOf(components, width, height, eightConnected);
    const first = new Int32Array(components.count).fill(-1);
    components.labels.forEach((label, i) => {
      if (label >= 0 && first[label] < 0) first[label] = i;
    });
    return cursorOf(
      outlines.map((outline, i) => {
        const properties = new Map<string, Value>([[labelProperty, values[first[i]]], ...statistics[i]]);
        return new Feature(segmentGeometry(outline, geometryType, grid, native), properties, String(i));
      }),
    );
  } finally {
    release();
  }
}

/** Rasters as vectors. */
export const REDUCE_TO_VECTORS = [
  algorithm({
    name: 'Image.reduceToVectors',
    description:
      'A feature for each patch of connected pixels with one value in the first band: its outline, its value, and the reduction of the other bands.',
    returns: 'FeatureCollection',
    parameters: {
      image: required(imageType),
      reducer: optional(reducerType, 'Counts the pixels by default.'),
      geometry: optional(geometryType),
      scale: optional(t.float),
      geometryType: defaulted(t.oneOf(...GEOMETRY_TYPES), 'polygon'),
      eightConnected: defaulted(t.boolean, true),
      labelProperty: defaulted(t.string, 'label'),
      crs: optional(t.projection),
      crsTransform: optional(t.list(t.float)),
      bestEffort: defaulted(t.boolean, false),
      maxPixels: defaulted(t.long, 10_000_000),
      tileScale: defaulted(t.float, 1),
      geometryInNativeProjection: defaulted(t.boolean, false),
    },
    examples: [
      {
        args: { image: BOUNDED },
        result: {
          type: 'FeatureCollection',
          columns: {},
          features: [
            {
              type: 'Feature',
              geometry: BOX_REPLY,
              id: '0',
              properties: { count: 2, label: 7 },
            },
          ],
        },
      },
    ],
    run: (args, context) => {
      const { image, geometry, scale, crs, crsTransform, bestEffort, maxPixels } = args;
      const first = firstBand(image);
      if (plainBand(first).type.precision !== 'int')
        throw wrong(`The band '${first.id}', which has the labels, must be of integers.`);
      requireCrs(crs, crsTransform);
      const own = projectionOf(crs ?? first.projection, crsTransform, scale);
      const budget = { maxPixels, bestEffort };
      const { projection, window } = reductionWindow('Image.reduceToVectors', image, geometry, own, budget);
      const segmentation: Segmentation = {
        image,
        reducer: args.reducer ?? COUNT_EVERY,
        region: geometry,
        projection,
        geometryType: args.geometryType,
        eightConnected: args.eightConnected,
        labelProperty: args.labelProperty,
        native: args.geometryInNativeProjection,
      };
      const open = () => deferred(() => features(segmentation, window, context));
      return new Collection('FeatureCollection', withNamedErrors('Image.reduceToVectors', open));
    },
  }),
];
