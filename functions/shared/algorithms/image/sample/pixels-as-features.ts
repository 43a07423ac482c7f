import { wrong } from '../../../errors.ts';
import { Geometry, LONGITUDE_LATITUDE } from '../../../geometry/geometry.ts';
import { apply } from '../../../raster/affine.ts';
import { transformer } from '../../../raster/crs/transform.ts';
import { type Grid, gridOf, type PixelWindow, tilesOf } from '../../../raster/grid.ts';
import type { Band, Image } from '../../../raster/image.ts';
import { computeBands } from '../../../raster/pixels/compute.ts';
import type { Tile } from '../../../raster/pixels/node.ts';
import type { Projection } from '../../../raster/projection.ts';
import { float } from '../../../values/number.ts';
import type { Value } from '../../../values/value.ts';
import { type Cursor, cursorOf } from '../../collection/cursor.ts';
import { Feature } from '../../collection/feature.ts';
import type { Context } from '../../context.ts';
import { pixelArray } from '../arrays/pixelwise.ts';
import { pixelWeights } from '../region-weights.ts';

/** Pixels a side of the pieces that are sampled one after the other. */
export const PIECE = 256;
/** Most features of a sample. */
const MAX_SAMPLES = 1_000_000;

/** The options by which pixels become features. */
export interface Sampling {
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
  return new Geometry({ type: 'Point', coordinates: [point[0], point[1]] });
}

/** The properties of a collection of samples: the names of the bands, in their order. */
export function sampleProperties(image: Image): ReadonlyMap<string, Value> {
  return new Map([['band_order', image.bands.map((band) => band.id)]]);
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
export function samples(sampling: Sampling, window: PixelWindow, context: Context): Cursor<Feature> {
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
