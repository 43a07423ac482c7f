import { projectionOfGrid } from '../catalog/grid-message.ts';
import { invalid } from '../errors.ts';
import { type Grid, gridOf } from '../raster/grid.ts';
import type { Image } from '../raster/image.ts';
import { transformProblem } from '../raster/pixel-limits.ts';
import { mapTileGrid, ownGrid, TILE_SIZE } from '../raster/request-grid.ts';
import type { RenderJob } from './job.ts';

type PixelsAsked = Partial<Record<'tile', RenderJob['tile']> & Record<'grid', RenderJob['grid']>>;

/** The pixels that are asked for of an image: those of a map tile, of a grid, or of its own grid. @throws INVALID_ARGUMENT if there is neither */
export function requestGrid({ tile, grid }: PixelsAsked, image: Image): Grid {
  if (tile) return mapTileGrid(tile.zoom, tile.x, tile.y, tile.double ? 2 * TILE_SIZE : TILE_SIZE);
  const own = ownGrid(image);
  if (!grid) {
    if (!own) throw invalid('The image is unbounded: specify a region or a grid.');
    return own;
  }
  const { width, height } = grid.dimensions ?? {};
  const named = grid.crsCode !== undefined || grid.crsWkt !== undefined || grid.affineTransform !== undefined;
  const projection = named ? projectionOfGrid(grid) : image.bands[0].projection;
  const problem = transformProblem(projection);
  if (problem !== undefined)
    throw invalid(named ? `grid.affineTransform ${problem}` : `The transform of the image's projection ${problem}`);
  if (width !== undefined && height !== undefined) {
    return gridOf(projection, { column: 0, row: 0, width, height });
  }
  if (!own) throw invalid('The image is unbounded: the grid must have dimensions.');
  return ownGrid(image.withBands([{ ...image.bands[0], projection }])) ?? own;
}
