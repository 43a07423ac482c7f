import type { Grid } from '../../../raster/grid.ts';
import type { Band } from '../../../raster/image.ts';
import type { PixelContext } from '../../../raster/pixels/context.ts';
import { type Loader, maskOf, type Tile } from '../../../raster/pixels/node.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { separated } from '../../kernel/separable.ts';
import type { Tap } from '../../kernel/tap.ts';
import { type Surroundings, tapsOf, validCentres, withSurroundings } from './neighborhood.ts';

/**
 * The sum of the neighbours' values times a kernel's weights; masked where the pixel is. If neighbours are masked, the sum is scaled up by
 * the ratio of all weights to those of the valid neighbours. With negative weights there is no such ratio: a single masked neighbour masks
 * the result.
 */
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
      const [tile] = around.tiles;
      const convolved = (values: ArrayLike<number>, weights: readonly Tap[]) =>
        convolve(values, around, weights, grid, context);
      if (tile.mask === undefined) {
        const values = convolved(tile.values, taps);
        return bands.map(() => ({ values, mask: undefined }));
      }
      const valid = Uint8Array.from(tile.mask, (mask) => (mask > 0 ? 1 : 0));
      const values = convolved(
        Float64Array.from(tile.values, (value, i) => (valid[i] === 1 ? value : 0)),
        taps,
      );
      const mask = validCentres(around, grid) ?? new Uint8Array(values.length).fill(1);
      const known = convolved(
        valid,
        taps.map((tap) => ({ ...tap, weight: Math.abs(tap.weight) })),
      );
      const whole = taps.reduce((sum, { weight }) => sum + Math.abs(weight), 0);
      makeUp(
        values,
        mask,
        known,
        whole,
        taps.every(({ weight }) => weight > 0),
      );
      return bands.map(() => ({ values, mask: maskOf(mask) }));
    });
  }
}

/** Weights that add up to this part of all of them less are all there but for rounding. */
const ROUNDING = 1e-9;

/** Scales sums of some of the weights up to all of them, or masks them. */
function makeUp(values: Float64Array, mask: Uint8Array, known: Float64Array, whole: number, scales: boolean): void {
  for (let i = 0; i < values.length; i++) {
    if (known[i] >= whole * (1 - ROUNDING)) continue;
    if (scales && known[i] > 0) values[i] *= whole / known[i];
    else mask[i] = 0;
  }
}

function convolve(
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
  const [first, last] = [vertical[0].at, vertical[vertical.length - 1].at];
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
