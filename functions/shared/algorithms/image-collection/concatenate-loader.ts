import type { Grid } from '../../raster/grid.ts';
import type { Band } from '../../raster/image.ts';
import { computeBands } from '../../raster/pixels/compute.ts';
import type { PixelContext } from '../../raster/pixels/context.ts';
import { type Loader, maskOf, type PixelArray, type Tile } from '../../raster/pixels/node.ts';
import { concatenate } from '../array/assemble.ts';
import { pixelArray } from '../image/arrays/pixelwise.ts';

/** The approximate bytes of a pixel's array besides its numbers. */
const ARRAY_BYTES = 150;

/** One band of many images as an array at each pixel: their values one after the other along an axis. */
export class ConcatenateLoader implements Loader {
  readonly fractionalMask = false;
  readonly #layers: readonly Band[];
  readonly #axis: number;
  readonly #dropMasked: boolean;

  /** @param dropMasked whether masked layers are left out; else a pixel is masked where one of them is */
  constructor(layers: readonly Band[], axis: number, dropMasked: boolean) {
    this.#layers = layers;
    this.#axis = axis;
    this.#dropMasked = dropMasked;
  }

  async load(bands: readonly number[], grid: Grid, context: PixelContext): Promise<Tile[]> {
    const count = grid.width * grid.height;
    const release = context.claim(count * (ARRAY_BYTES + this.#layers.length * Float64Array.BYTES_PER_ELEMENT));
    try {
      const tiles = await computeBands(this.#layers, grid, context);
      const mask = new Uint8Array(count);
      const arrays: (PixelArray | undefined)[] = new Array(count);
      for (let i = 0; i < count; i++) {
        const valid = tiles.flatMap((tile, k) => (tile.mask === undefined || tile.mask[i] > 0 ? [k] : []));
        if (valid.length === 0 || (valid.length < tiles.length && !this.#dropMasked)) continue;
        mask[i] = 1;
        arrays[i] = concatenate(
          valid.map((k) => pixelArray(tiles[k], i, this.#layers[k].type)),
          this.#axis,
        );
      }
      const shown = maskOf(mask);
      return bands.map(() => ({ values: new Float64Array(count), mask: shown, arrays }));
    } finally {
      release();
    }
  }
}
