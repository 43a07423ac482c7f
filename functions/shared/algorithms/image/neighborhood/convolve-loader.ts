import type { Grid } from '../../../raster/grid.ts';
import type { Band } from '../../../raster/image.ts';
import type { PixelContext } from '../../../raster/pixels/context.ts';
import type { Loader, Tile } from '../../../raster/pixels/node.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { type Surroundings, type Tap, tapsOf, validCentres, withSurroundings } from './neighborhood.ts';
import { separated } from './separable.ts';

/** The sum of the neighbours' values by a kernel's weights. Masked neighbours count as 0; masked where the pixel itself is. */
export class ConvolveLoader implements Loader {
  readonly fractionalMask = false;
  readonly #band: Band;
  readonly #kernel: Kernel;

  constructor(band: Band, kernel: Kernel) {
    this.#band = band;
    this.#kernel = kernel;
  }

  load(bands: readonly number[], grid: Grid, context: PixelContext): Promise<Tile[]> {
    const taps = tapsOf(this.#kernel, grid);
    return withSurroundings([this.#band], taps, grid, context, (around) => {
      const values = convolved(plainValues(around), around, taps, grid, context);
      const mask = validCentres(around, grid);
      return bands.map(() => ({ values, mask }));
    });
  }
}

/** The values with 0 in place of masked ones. */
function plainValues({ tiles: [{ values, mask }] }: Surroundings): ArrayLike<number> {
  if (mask === undefined) return values;
  return Float64Array.from(values, (value, i) => (mask[i] > 0 ? value : 0));
}

function convolved(
  values: ArrayLike<number>,
  { across, column, row }: Surroundings,
  taps: readonly Tap[],
  grid: Grid,
  context: PixelContext,
): Float64Array {
  const sums = new Float64Array(grid.width * grid.height);
  const parts = separated(taps);
  if (parts === undefined) {
    for (const { x, y, weight } of taps) {
      context.signal.throwIfAborted();
      addShifted(sums, values, across, column + x, row + y, weight, grid.width, grid.height);
    }
    return sums;
  }
  // Along the rows first, also of those above and below that are needed; then along the columns.
  const { horizontal, vertical } = parts;
  const [first, last] = [Math.min(...vertical.map(({ at }) => at)), Math.max(...vertical.map(({ at }) => at))];
  const height = grid.height + last - first;
  const along = new Float64Array(grid.width * height);
  for (const { at, weight } of horizontal)
    addShifted(along, values, across, column + at, row + first, weight, grid.width, height);
  for (const { at, weight } of vertical)
    addShifted(sums, along, grid.width, 0, at - first, weight, grid.width, grid.height);
  return sums;
}

/** Adds a rectangle of values, which begins at a column and a row, times a weight. */
function addShifted(
  sums: Float64Array,
  values: ArrayLike<number>,
  across: number,
  column: number,
  row: number,
  weight: number,
  width: number,
  height: number,
): void {
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0, at = (row + y) * across + column; x < width; x++, i++, at++) sums[i] += weight * values[at];
  }
}
