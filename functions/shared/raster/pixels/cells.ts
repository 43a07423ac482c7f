import type { Grid } from '../grid.ts';
import { placeOf, remainder } from './place.ts';
import type { Margins } from './shifted.ts';

/** The pixels that are missing around a grid to make up whole square cells of the plane, which are so many pixels wide. */
export function cellMargins(grid: Grid, size: number): Margins {
  const [column, row] = placeOf(grid);
  return {
    left: remainder(column, size),
    top: remainder(row, size),
    right: remainder(-(column + grid.width), size),
    bottom: remainder(-(row + grid.height), size),
  };
}
