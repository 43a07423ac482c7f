import { apply, invert } from '../affine.ts';
import type { Grid } from '../grid.ts';

/**
 * Column and row of a grid's first pixel in its plane, counted in its own pixels from the origin of its reference system: all tiles of a map
 * agree on them.
 */
export function placeOf({ transform: [a, b, c, d, e, f] }: Pick<Grid, 'transform'>): [column: number, row: number] {
  const [column, row] = apply(invert([a, b, 0, d, e, 0]), c, f);
  // Halves of a pixel, which are common, are not where rounding turns.
  return [Math.floor(column + 0.3), Math.floor(row + 0.3)];
}

/** What is left of a whole number when it is divided; from 0, for negative numbers too. */
export function remainder(value: number, divisor: number): number {
  return value - divisor * Math.floor(value / divisor);
}
