import type { Grid } from '../../../raster/grid.ts';
import type { Band } from '../../../raster/image.ts';
import { computeBands } from '../../../raster/pixels/compute.ts';
import type { PixelContext } from '../../../raster/pixels/context.ts';
import { type Loader, maskOf, type Tile } from '../../../raster/pixels/node.ts';
import { placeOf, remainder } from '../../../raster/pixels/place.ts';
import { padded, shifted } from '../../../raster/pixels/shifted.ts';
import { componentsAlong } from '../../../raster/segments/components.ts';
import { sizesOf } from '../../../raster/segments/extents.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { tapsOf } from '../neighborhood/neighborhood.ts';

/** Values and masks, labels and their parents, and sizes. */
const BYTES_A_PIXEL = 50;
/** Columns and rows are counted up to this, and then again from 0: a label is an integer that a double holds. */
const PERIOD = 2 ** 26;
export const MOST_LABEL = PERIOD * PERIOD - 1;

/**
 * A number for each component of pixels of the same value, which follows from where its first pixel is in the plane: from the column and the
 * row of the grid, counted from the origin. Masked where a component has too many pixels.
 */
export class LabelLoader implements Loader {
  readonly fractionalMask = false;
  readonly #band: Band;
  readonly #kernel: Kernel;
  readonly #most: number;

  /** @param kernel whose places are neighbours */
  constructor(band: Band, kernel: Kernel, most: number) {
    this.#band = band;
    this.#kernel = kernel;
    this.#most = most;
  }

  async load(bands: readonly number[], grid: Grid, context: PixelContext): Promise<Tile[]> {
    const taps = tapsOf(this.#kernel, grid);
    const reach = taps.reduce((far, { x, y }) => Math.max(far, Math.abs(x), Math.abs(y)), 0);
    // What leaves such a margin has more pixels than it may.
    const margin = this.#most * reach;
    const wide = padded(grid, { left: margin, top: margin, right: margin, bottom: margin });
    const release = context.claim(wide.width * wide.height * BYTES_A_PIXEL);
    try {
      const [{ values, mask }] = await computeBands([this.#band], wide, context);
      const check = () => context.signal.throwIfAborted();
      const components = componentsAlong(values, mask, wide.width, wide.height, taps, check);
      const { counts, first } = sizesOf(components, wide.width);
      const number = numbering(wide);
      const labels = shifted({ values: components.labels, mask: undefined }, wide.width, margin, margin, grid).values;
      const tile: Tile = {
        values: Float64Array.from(labels, (label) => (label < 0 ? 0 : number(first[label]))),
        mask: maskOf(Uint8Array.from(labels, (label) => (label < 0 || counts[label] > this.#most ? 0 : 1))),
      };
      return bands.map(() => tile);
    } finally {
      release();
    }
  }
}

/** A number for each pixel of a grid, by its place in the plane. */
function numbering({ transform, width }: Grid): (pixel: number) => number {
  const [left, top] = placeOf({ transform });
  return (pixel) =>
    remainder(top + Math.floor(pixel / width), PERIOD) * PERIOD + remainder(left + (pixel % width), PERIOD);
}
