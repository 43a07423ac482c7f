import type { Grid } from '../grid.ts';
import { type BandRequest, computeBands } from './compute.ts';
import type { PixelContext } from './context.ts';
import type { Loader, Tile } from './node.ts';
import { hash } from './random.ts';

/** Red, green and blue from 0 to 255 that follow from a band's value: the same for equal values, wherever they are. */
export class RandomColorLoader implements Loader {
  readonly fractionalMask = true;
  readonly #band: BandRequest;

  constructor(band: BandRequest) {
    this.#band = band;
  }

  async load(channels: readonly number[], grid: Grid, context: PixelContext): Promise<Tile[]> {
    const release = context.claim(grid.width * grid.height * channels.length);
    try {
      const [{ values, mask }] = await computeBands([this.#band], grid, context);
      const colors = channels.map(() => new Uint8Array(values.length));
      const number = new Float64Array(1);
      const words = new Int32Array(number.buffer);
      for (let i = 0; i < values.length; i++) {
        // Both zeros are the same value.
        number[0] = values[i] + 0;
        const color = hash(words[0], words[1], 0);
        for (let k = 0; k < colors.length; k++) colors[k][i] = color >>> (8 * channels[k]);
      }
      return colors.map((color) => ({ values: color, mask }));
    } finally {
      release();
    }
  }
}
