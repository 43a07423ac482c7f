import type { Grid } from '../../../raster/grid.ts';
import { PixelType } from '../../../raster/pixel-type.ts';
import { placeOf, remainder } from '../../../raster/pixels/place.ts';

/** Columns and rows are counted up to these, and then again from 0: numbers are integers of 32 bits. */
const COLUMNS = 2 ** 16;
const ROWS = 2 ** 15;

/** The type of numbers of clusters. */
export const CLUSTER_TYPE = new PixelType('int', -(2 ** 31), 2 ** 31 - 1);

/** A number for each pixel of a grid, by its place in the plane: all tiles of a map agree on it. */
export function clusterNumbers(grid: Grid): (pixel: number) => number {
  const [left, top] = placeOf(grid);
  return (pixel) =>
    remainder(top + Math.floor(pixel / grid.width), ROWS) * COLUMNS + remainder(left + (pixel % grid.width), COLUMNS);
}
