import type { Geometry } from '../../../geometry/geometry.ts';
import { Geometry as GeometryValue, LONGITUDE_LATITUDE } from '../../../geometry/geometry.ts';
import { apply } from '../../../raster/affine.ts';
import { transformer } from '../../../raster/crs/transform.ts';
import { imageWindow } from '../../../raster/extent.ts';
import { type Grid, gridOf, type PixelWindow, tilesOf } from '../../../raster/grid.ts';
import type { Band, Image } from '../../../raster/image.ts';
import { computeBands } from '../../../raster/pixels/compute.ts';
import type { Tile } from '../../../raster/pixels/node.ts';
import type { Projection } from '../../../raster/projection.ts';
import { float } from '../../../values/number.ts';
import type { Value } from '../../../values/value.ts';
import { Collection } from '../../collection/collection.ts';
import { type Cursor, cursorOf } from '../../collection/cursor.ts';
import { Feature } from '../../collection/feature.ts';
import type { Context } from '../../context.ts';
import { algorithm, wrong } from '../../declare.ts';
import { defaulted, optional, required } from '../../parameter.ts';
import * as t from '../../types.ts';
import { pixelArray } from '../arrays/pixelwise.ts';
import { BOUNDED } from '../example-image.ts';
import { geometryWindow, projectionOf } from '../grid.ts';
import { pixelWeights } from '../region-weights.ts';

/** Pixels a side of the pieces that are sampled one after the other. */
const PIECE = 256;
/** Most features of a sample. */
const MAX_SAMPLES = 1_000_000;

/** Where and how pixels become features. */
interface Sampling {
  readonly image: Image;
  readonly region: Geometry | null;
  readonly projection: Projection;
  readonly dropNulls: boolean;
  readonly geometries: boolean;
  /** Whether a pixel is taken, by its number in the region. */
  readonly chosen: (index: number) => boolean;
}

/** A pixel's value as a property: an array, an integer or a float, as the band is; null where it is masked. */
export function pixelValue(tile: Tile, index: number, band: Band): Value {
  if (tile.mask !== undefined && tile.mask[index] === 0) return null;
  if (band.type.dimensions > 0) return pixelArray(tile, index, band.type);
  return band.type.precision === 'int' ? tile.values[index] : float(tile.values[index]);
}

/** The centre of a pixel as a point in degrees. */
function centre(grid: Grid, column: number, row: number): Geometry {
  const point = Float64Array.from(apply(grid.transform, column + 0.5, row + 0.5));
  transformer(grid.crs, LONGITUDE_LATITUDE).forward(point);
  return new GeometryValue({ type: 'Point', coordinates: [point[0], point[1]] });
}

/** The features of one piece of the region. `first` is the number of pixels before it. */
async function samplePiece(
  sampling: Sampling,
  piece: PixelWindow,
  first: number,
  context: Context,
): Promise<{ features: Feature[]; pixels: number }> {
  const { image, region, projection, dropNulls, geometries, chosen } = sampling;
  const grid = gridOf(projection, piece);
  const inside = region ? pixelWeights(region, false)(grid) : undefined;
  context.spend(piece.width * piece.height);
  const features: Feature[] = [];
  let pixels = 0;
  let tiles: Tile[] | undefined;
  for (let i = 0; i < piece.width * piece.height; i++) {
    if (inside !== undefined && inside[i] === 0) continue;
    if (!chosen(first + pixels++)) continue;
    // A piece that nothing is taken from is not computed.
    tiles ??= await computeBands(image.bands, grid, context.pixels);
    const properties = new Map<string, Value>();
    image.bands.forEach((band, k) => {
      properties.set(band.id, pixelValue((tiles as Tile[])[k], i, band));
    });
    if (dropNulls && [...properties.values()].includes(null)) continue;
    const at = geometries ? centre(grid, i % piece.width, Math.floor(i / piece.width)) : null;
    features.push(new Feature(at, properties));
  }
  return { features, pixels };
}

/** All features of a sampling, piece by piece, numbered from 0. */
function samples(sampling: Sampling, window: PixelWindow, context: Context): Cursor<Feature> {
  const pieces = tilesOf(window, PIECE);
  let current: Cursor<Feature> = cursorOf<Feature>([]);
  let pixels = 0;
  let index = 0;
  const next = async (): Promise<Feature | undefined> => {
    for (;;) {
      const feature = await current.next();
      if (feature) return feature.withId(String(index++));
      const piece = pieces.next();
      if (piece.done) return undefined;
      if (index > MAX_SAMPLES) throw wrong(`The sample has more than ${MAX_SAMPLES} features.`);
      const taken = await samplePiece(sampling, piece.value, pixels, context);
      pixels += taken.pixels;
      current = cursorOf(taken.features);
    }
  };
  return { next };
}

/** A generator of numbers from 0 to 1 that is the same for the same seed (mulberry32). */
function random(seed: number): (index: number) => number {
  return (index) => {
    let z = (Math.imul(index + 1, 0x9e3779b1) + Math.imul(seed, 0x85ebca6b)) | 0;
    z = Math.imul(z ^ (z >>> 15), z | 1);
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
    return ((z ^ (z >>> 14)) >>> 0) / 4294967296;
  };
}

export const IMAGE_SAMPLE = [
  algorithm({
    name: 'Image.sample',
    description: 'The pixels of a region as features, with a property a band; all of them, or a random part.',
    returns: 'FeatureCollection',
    parameters: {
      image: required(t.image),
      region: optional(t.geometry),
      scale: optional(t.float),
      projection: optional(t.projection),
      factor: optional(t.float),
      numPixels: optional(t.long),
      seed: defaulted(t.integer, 0),
      dropNulls: defaulted(t.boolean, true),
      tileScale: defaulted(t.float, 1),
      geometries: defaulted(t.boolean, false),
    },
    examples: [
      {
        args: { image: BOUNDED },
        result: {
          type: 'FeatureCollection',
          columns: {},
          features: [
            { type: 'Feature', geometry: null, id: '0', properties: { constant: 7 } },
            { type: 'Feature', geometry: null, id: '1', properties: { constant: 7 } },
          ],
        },
      },
    ],
    run: ({ image, region, scale, projection, factor, numPixels, seed, dropNulls, geometries }, context) => {
      if (factor !== null && numPixels !== null) throw wrong("Specify 'factor' or 'numPixels', not both.");
      if (factor !== null && !(factor > 0 && factor <= 1))
        throw wrong(`'factor' must be above 0 and at most 1. Got ${factor}.`);
      const [first] = image.bands;
      if (!first) throw wrong('The image has no bands.');
      const target = projectionOf(projection ?? first.projection, null, scale);
      const window = region ? geometryWindow(region, target) : imageWindow(image, target);
      if (!window) throw wrong('The image is unbounded: a region is required.');
      const share = factor ?? (numPixels === null ? 1 : Math.min(1, numPixels / (window.width * window.height)));
      const draw = random(seed);
      const chosen = share === 1 ? () => true : (index: number) => draw(index) < share;
      const sampling: Sampling = { image, region, projection: target, dropNulls, geometries, chosen };
      return new Collection('FeatureCollection', () => samples(sampling, window, context));
    },
  }),
];
