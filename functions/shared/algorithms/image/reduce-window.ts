import type { Geometry } from '../../geometry/geometry.ts';
import { commonOnEarth, imageWindow, validWindow } from '../../raster/extent.ts';
import { gridOf, type PixelWindow, tilesOf } from '../../raster/grid.ts';
import type { Image } from '../../raster/image.ts';
import { computeBands } from '../../raster/pixels/compute.ts';
import { releaseTiles } from '../../raster/pixels/own-tile.ts';
import type { Projection } from '../../raster/projection.ts';
import type { Value } from '../../values/value.ts';
import type { Context } from '../context.ts';
import type { Reducer } from '../reducer/reducer.ts';
import { geometryWindow } from './grid.ts';
import { regionReduction } from './region-reduction.ts';
import { anyWeight, type Weights } from './region-weights.ts';

/** Pixels a side of the tiles that a region is reduced in; of bands of arrays, which are objects a pixel, fewer at a time. */
const TILE = 512;
const ARRAY_TILE = 128;

/** Reduces all pixels of a window, tile by tile. */
export async function reduceWindow(
  image: Image,
  reducer: Reducer,
  projection: Projection,
  window: PixelWindow,
  weights: Weights,
  context: Context,
): Promise<Map<string, Value>> {
  const reduction = regionReduction(image, reducer, context);
  const side = image.bands.some(({ type }) => type.dimensions > 0) ? ARRAY_TILE : TILE;
  for (const part of tilesOf(window, side)) {
    const grid = gridOf(projection, part);
    const partWeights = weights(grid);
    if (partWeights !== undefined && !anyWeight(partWeights)) continue;
    context.spend(part.width * part.height * 0.01);
    const tiles = await computeBands(image.bands, grid, context.pixels);
    reduction.add(tiles, partWeights);
    releaseTiles(tiles);
  }
  return reduction.results();
}

/** The pixels of a projection that a region has of an image; undefined if nothing bounds them. */
export function regionWindow(image: Image, region: Geometry | null, projection: Projection): PixelWindow | undefined {
  const inside = region ? geometryWindow(region, projection) : undefined;
  return inside ? commonOnEarth(inside, validWindow(image, projection), projection) : imageWindow(image, projection);
}
