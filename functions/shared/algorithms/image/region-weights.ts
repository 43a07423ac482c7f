import { unimplemented } from '../../errors.ts';
import type { Geometry } from '../../geometry/geometry.ts';
import { positionsOf, ringsOf } from '../../geometry/positions.ts';
import { transformer } from '../../raster/crs/transform.ts';
import { windowOf } from '../../raster/extent.ts';
import type { Grid } from '../../raster/grid.ts';
import { centresInside, coverage } from '../../raster/pixels/region.ts';
import { regionOf } from './grid.ts';

/** Pixels covered less than this are not in the region (the service's "approximately 0.5 %"). */
const LEAST_COVERAGE = 0.005;

/** How much of each pixel of a grid is in a region; undefined: all of each. */
export type Weights = (grid: Grid) => ArrayLike<number> | undefined;

/**
 * The pixels of a geometry. Of areas, those whose centres are inside, or (`weighted`) each by the part that is covered; of points, those
 * that hold them. Null: everywhere.
 */
export function pixelWeights(geometry: Geometry | null, weighted: boolean): Weights {
  if (geometry === null) return () => undefined;
  const region = regionOf(geometry);
  if (ringsOf(geometry.shape).length > 0) {
    if (!weighted) return (grid) => centresInside(region(grid), grid);
    return (grid) => coverage(region(grid), grid).map((part) => (part < LEAST_COVERAGE ? 0 : part));
  }
  if (geometry.shape.type !== 'Point' && geometry.shape.type !== 'MultiPoint') {
    throw unimplemented('Terrane takes the pixels of areas and points, not of lines yet.');
  }
  const points = positionsOf(geometry).flat();
  return (grid) => pixelsOfPoints(Float64Array.from(points), geometry, grid);
}

function pixelsOfPoints(places: Float64Array, { crs }: Geometry, grid: Grid): Uint8Array {
  const inside = new Uint8Array(grid.width * grid.height);
  transformer(crs, grid.crs).forward(places);
  for (let i = 0; i < places.length; i += 2) {
    const [x, y] = [places[i], places[i + 1]];
    const { column, row } = windowOf([x, y, x, y], grid.transform);
    if (column >= 0 && row >= 0 && column < grid.width && row < grid.height) inside[row * grid.width + column] = 1;
  }
  return inside;
}
