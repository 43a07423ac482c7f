import { translate } from '../affine.ts';
import type { Grid } from '../grid.ts';
import type { SampleArray } from '../samples.ts';
import type { PixelArray, Tile } from './node.ts';

/** The number of additional pixels around a grid. */
export interface Margins {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A grid enlarged by margins. */
export function padded(grid: Grid, { left, top, right, bottom }: Margins): Grid {
  return {
    crs: grid.crs,
    transform: translate(grid.transform, -left, -top),
    width: grid.width + left + right,
    height: grid.height + top + bottom,
  };
}

/** A copy of the part of a rectangle of numbers that begins at a column and a row. */
function part<T extends SampleArray>(
  values: T,
  across: number,
  column: number,
  row: number,
  { width, height }: Grid,
): T {
  const copy = new (values.constructor as new (length: number) => T)(width * height);
  for (let y = 0; y < height; y++) {
    const from = (row + y) * across + column;
    copy.set(values.subarray(from, from + width), y * width);
  }
  return copy;
}

/**
 * The part of a tile that a shifted grid covers.
 * @param tile on the grid with margins, `across` pixels wide
 * @param column of the grid's first pixel in the tile, likewise `row`
 */
export function shifted(tile: Tile, across: number, column: number, row: number, grid: Grid): Tile {
  const { arrays } = tile;
  return {
    values: part(tile.values, across, column, row, grid),
    mask: tile.mask && part(tile.mask, across, column, row, grid),
    ...(arrays ? { arrays: arrayPart(arrays, across, column, row, grid) } : {}),
  };
}

function arrayPart(
  arrays: readonly (PixelArray | undefined)[],
  across: number,
  column: number,
  row: number,
  { width, height }: Grid,
): (PixelArray | undefined)[] {
  return Array.from({ length: height }, (_, y) => {
    const from = (row + y) * across + column;
    return arrays.slice(from, from + width);
  }).flat();
}
