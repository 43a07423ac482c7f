import { wrong } from '../../../errors.ts';
import type { Grid } from '../../../raster/grid.ts';
import type { Band } from '../../../raster/image.ts';
import { PixelType } from '../../../raster/pixel-type.ts';
import { computeBands } from '../../../raster/pixels/compute.ts';
import type { PixelContext } from '../../../raster/pixels/context.ts';
import { type Loader, loaded, type Tile } from '../../../raster/pixels/node.ts';
import { padded, shifted } from '../../../raster/pixels/shifted.ts';
import { componentsOf } from '../../../raster/segments/components.ts';
import { algorithm } from '../../declare.ts';
import * as t from '../../language/types.ts';
import { defaulted, required } from '../../parameter.ts';
import { imageReply } from '../example-image.ts';
import { imageType } from '../image-type.ts';
import { plainBand } from '../needed-bands.ts';

/** Farthest that is looked, as the service bounds it. */
const MOST = 1024;

/** How many pixels the component of each pixel has, up to a number: no larger one needs to be seen whole. */
class PixelCountLoader implements Loader {
  readonly fractionalMask = false;
  readonly #band: Band;
  readonly #most: number;
  readonly #eightConnected: boolean;

  constructor(band: Band, most: number, eightConnected: boolean) {
    this.#band = band;
    this.#most = most;
    this.#eightConnected = eightConnected;
  }

  async load(bands: readonly number[], grid: Grid, context: PixelContext): Promise<Tile[]> {
    // What a component of fewer pixels has is nearer than so many.
    const margin = this.#most - 1;
    const wide = padded(grid, { left: margin, top: margin, right: margin, bottom: margin });
    const release = context.claim(wide.width * wide.height * 30);
    try {
      const check = () => context.signal.throwIfAborted();
      const [{ values, mask }] = await computeBands([this.#band], wide, context);
      const { labels, count } = componentsOf(values, mask, wide.width, wide.height, this.#eightConnected, check);
      check();
      const sizes = new Int32Array(count);
      for (const label of labels) if (label >= 0) sizes[label]++;
      const tile: Tile = {
        values: labels.map((label) => (label < 0 ? 0 : Math.min(sizes[label], this.#most))),
        mask: mask && Uint8Array.from(labels, (label) => (label < 0 ? 0 : 1)),
      };
      const counted = shifted(tile, wide.width, margin, margin, grid);
      return bands.map(() => counted);
    } finally {
      release();
    }
  }
}

/** Sizes of patches. */
export const CONNECTED_PIXEL_COUNT = [
  algorithm({
    name: 'Image.connectedPixelCount',
    description: 'The number of connected pixels with the same value as each pixel, itself included, up to a maximum.',
    returns: imageType.name,
    parameters: {
      input: required(imageType),
      maxSize: defaulted(t.integer, 100),
      eightConnected: defaulted(t.boolean, true),
    },
    examples: [{ args: { input: 7, maxSize: 3 }, result: imageReply({ constant: ['int', [0, 3]] }) }],
    run: ({ input, maxSize, eightConnected }) => {
      if (!(maxSize >= 1 && maxSize <= MOST)) throw wrong(`'maxSize' must be from 1 to ${MOST}. Got ${maxSize}.`);
      const type = new PixelType('int', 0, maxSize);
      const bands = input.bands.map((band) => {
        return { ...band, type, pixels: loaded(new PixelCountLoader(plainBand(band), maxSize, eightConnected), 0) };
      });
      return input.withBands(bands).withoutIdentity();
    },
  }),
];
