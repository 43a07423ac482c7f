import { wrong } from '../../../errors.ts';
import { gridOf } from '../../../raster/grid.ts';
import type { Band } from '../../../raster/image.ts';
import { computeBands } from '../../../raster/pixels/compute.ts';
import type { Tile } from '../../../raster/pixels/node.ts';
import type { Value } from '../../../values/value.ts';
import { arrayType } from '../../array/array-type.ts';
import { ArrayValue, allocate } from '../../array/array-value.ts';
import { Feature } from '../../collection/feature.ts';
import { algorithm } from '../../declare.ts';
import { geometryType } from '../../geometry/types.ts';
import * as t from '../../language/types.ts';
import { optional, required } from '../../parameter.ts';
import { pixelArray } from '../arrays/pixelwise.ts';
import { BOUNDED, BOX_REPLY } from '../example-image.ts';
import { imageType } from '../image-type.ts';
import { samplingWindow } from './sampling-window.ts';

/** Most pixels of a sample, as the service bounds it. */
const MAX_PIXELS = 262_144;

interface Defaults {
  readonly number: number | null;
  readonly array: ArrayValue | null;
}

/** A band's pixels as an array: rows, columns, and then the axes of array pixels, which must all have the same lengths. */
function arrayOf(band: Band, tile: Tile, width: number, height: number, defaults: Defaults): ArrayValue {
  const pixels = Array.from({ length: width * height }, (_, i) => {
    if (tile.mask === undefined || tile.mask[i] > 0) return pixelArray(tile, i, band.type);
    const fallback = band.type.dimensions > 0 ? defaults.array : defaults.number;
    if (fallback instanceof ArrayValue) return fallback;
    if (fallback !== null) return new ArrayValue([], Float64Array.of(fallback), band.type);
    throw wrong(
      `Fully masked pixels / pixels outside of the image footprint when sampling band '${band.id}' with no default value set. Note that calling sampleRectangle() on an image after ee.Image.clip() may result in a sampling bounding box outside the geometry passed to clip().`,
    );
  });
  const shape = [height, width, ...pixels[0].shape];
  const values = allocate(shape);
  const size = pixels[0].values.length;
  pixels.forEach((pixel, i) => {
    if (pixel.shape.join() !== pixels[0].shape.join())
      throw wrong(`The arrays of band '${band.id}' differ in their lengths.`);
    values.set(pixel.values, i * size);
  });
  return new ArrayValue(shape, values, band.type);
}

export const IMAGE_SAMPLE_RECTANGLE = [
  algorithm({
    name: 'Image.sampleRectangle',
    description: "The pixels of a region's bounds as one feature, with an array a band.",
    returns: 'Feature',
    parameters: {
      image: required(imageType),
      region: optional(geometryType),
      properties: optional(t.list(t.string)),
      defaultValue: optional(t.float),
      defaultArrayValue: optional(arrayType),
    },
    examples: [
      {
        args: { image: BOUNDED },
        result: {
          type: 'Feature',
          geometry: BOX_REPLY,
          properties: { constant: [[7, 7]] },
        },
      },
    ],
    run: async ({ image, region, properties, defaultValue, defaultArrayValue }, context) => {
      const sampled = new Map<string, Value>();
      for (const name of properties ?? [...image.properties.keys()].filter((key) => !key.startsWith('system:'))) {
        sampled.set(name, image.property(name));
      }
      const defaults = { number: defaultValue, array: defaultArrayValue };
      for (const band of image.bands) {
        const window = samplingWindow(image.withBands([band]), region, band.projection);
        const pixels = window.width * window.height;
        if (!(pixels > 0)) throw wrong('The region is empty.');
        if (pixels > MAX_PIXELS) throw wrong(`Too many pixels in sample; must be <= ${MAX_PIXELS}. Got ${pixels}.`);
        const [tile] = await computeBands([band], gridOf(band.projection, window), context.pixels);
        sampled.set(band.id, arrayOf(band, tile, window.width, window.height, defaults));
      }
      const footprint = region ?? image.property('system:footprint');
      return new Feature(footprint === null ? null : (geometryType.coerce(footprint) ?? null), sampled);
    },
  }),
];
