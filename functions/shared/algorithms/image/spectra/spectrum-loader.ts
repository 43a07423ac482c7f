import type { Grid } from '../../../raster/grid.ts';
import type { Band } from '../../../raster/image.ts';
import { validInAll } from '../../../raster/pixels/around.ts';
import { computeBands } from '../../../raster/pixels/compute.ts';
import type { PixelContext } from '../../../raster/pixels/context.ts';
import { type Loader, maskOf, type Tile } from '../../../raster/pixels/node.ts';

/** Computes a pixel's results from its values in all bands. Both arrays are used again for the next pixel. */
export type SpectralFunction = (spectrum: Float64Array, results: Float64Array) => void;

/** Bands of numbers that are computed from all bands of a pixel together. Masked where an input is. */
export class SpectrumLoader implements Loader {
  readonly fractionalMask = false;
  readonly #inputs: readonly Band[];
  readonly #outputs: number;
  readonly #compute: SpectralFunction;

  constructor(inputs: readonly Band[], outputs: number, compute: SpectralFunction) {
    this.#inputs = inputs;
    this.#outputs = outputs;
    this.#compute = compute;
  }

  async load(bands: readonly number[], grid: Grid, context: PixelContext): Promise<Tile[]> {
    const count = grid.width * grid.height;
    const release = context.claim(count * this.#outputs * (Float64Array.BYTES_PER_ELEMENT + 1));
    try {
      const tiles = await computeBands(this.#inputs, grid, context);
      const values = Array.from({ length: this.#outputs }, () => new Float64Array(count));
      const mask = validInAll(tiles, count);
      const [spectrum, results] = [new Float64Array(tiles.length), new Float64Array(this.#outputs)];
      for (let i = 0; i < count; i++) {
        if (mask[i] === 0) continue;
        for (let k = 0; k < tiles.length; k++) spectrum[k] = tiles[k].values[i];
        this.#compute(spectrum, results);
        for (let k = 0; k < results.length; k++) values[k][i] = results[k];
      }
      const shown = maskOf(mask);
      return bands.map((band) => ({ values: values[band], mask: shown }));
    } finally {
      release();
    }
  }
}
