import { type Affine, translate } from './affine.ts';
import type { Crs } from './crs/crs.ts';
import type { Projection } from './projection.ts';

/** A rectangle of pixels to be computed: `transform` maps its own pixel corners (column, row) to CRS coordinates. */
export interface Grid {
  readonly crs: Crs;
  readonly transform: Affine;
  readonly width: number;
  readonly height: number;
}

/** A half-open range of pixels of a projection's infinite grid. */
export interface PixelWindow {
  readonly column: number;
  readonly row: number;
  readonly width: number;
  readonly height: number;
}

/** The grid of a window of a projection: same pixels, origin moved to the window's corner. */
export function gridOf(projection: Projection, window: PixelWindow): Grid {
  return {
    crs: projection.crs,
    transform: translate(projection.transform, window.column, window.row),
    width: window.width,
    height: window.height,
  };
}

/** A part of a grid, as a grid. */
export function subGrid(grid: Grid, window: PixelWindow): Grid {
  const transform = translate(grid.transform, window.column, window.row);
  return { crs: grid.crs, transform, width: window.width, height: window.height };
}

/** The pixels that two windows have in common; all of the first one, if there is no second. Without any, width or height is 0. */
export function commonWindow(a: PixelWindow, b: PixelWindow | undefined): PixelWindow {
  if (!b) return a;
  const [column, row] = [Math.max(a.column, b.column), Math.max(a.row, b.row)];
  const width = Math.min(a.column + a.width, b.column + b.width) - column;
  const height = Math.min(a.row + a.height, b.row + b.height) - row;
  return { column, row, width: Math.max(0, width), height: Math.max(0, height) };
}

/** Cuts a window into windows of at most `size` pixels a side, row by row. */
export function* tilesOf(window: PixelWindow, size: number): Generator<PixelWindow> {
  for (let row = 0; row < window.height; row += size) {
    for (let column = 0; column < window.width; column += size) {
      yield {
        column: window.column + column,
        row: window.row + row,
        width: Math.min(size, window.width - column),
        height: Math.min(size, window.height - row),
      };
    }
  }
}
