import type { Grid } from '../../raster/grid.ts';
import { subGrid } from '../../raster/grid.ts';
import type { Band } from '../../raster/image.ts';
import { computeBands } from '../../raster/pixels/compute.ts';
import type { PixelContext } from '../../raster/pixels/context.ts';
import { type Loader, maskOf, type PixelArray, type Tile } from '../../raster/pixels/node.ts';
import { computedAhead } from '../image-collection/ahead.ts';

/** What a pixel has over time: the values of each band at each time, and which times are valid in all bands. */
export interface PixelSeries {
  /** By band, then by time. */
  readonly values: readonly Float64Array[];
  /** The numbers of the valid times: the first `count` of them. It may be changed. */
  readonly picked: Int32Array;
  readonly count: number;
  /** The array of a band that is the same at all times, if there is one; undefined where it is masked. */
  readonly aside?: PixelArray | undefined;
}

/** The arrays of a pixel's outputs; one without dimensions is a number. Undefined masks all of them. */
export type SeriesFunction = (series: PixelSeries) => readonly PixelArray[] | undefined;

/** Numbers that are held of a series at a time, and what an array takes beside its numbers. */
const STRIP_VALUES = 8_000_000;
const ARRAY_BYTES = 150;
/** Images that are under way while one is being taken. */
const AHEAD = 3;

/** Bands that follow from a pixel's values over time, row by row of the grid as far as memory goes. */
export class SeriesLoader implements Loader {
  readonly fractionalMask = false;
  readonly #layers: readonly (readonly Band[])[];
  readonly #outputs: readonly number[];
  readonly #run: SeriesFunction;
  readonly #aside: Band | undefined;

  /**
   * @param layers the bands of each time
   * @param outputs the number of dimensions of each output
   * @param aside a band of arrays that has no time
   */
  constructor(layers: readonly (readonly Band[])[], outputs: readonly number[], run: SeriesFunction, aside?: Band) {
    this.#layers = layers;
    this.#outputs = outputs;
    this.#run = run;
    this.#aside = aside;
  }

  async load(bands: readonly number[], grid: Grid, context: PixelContext): Promise<Tile[]> {
    const count = grid.width * grid.height;
    const arrays = this.#outputs.map((): (PixelArray | undefined)[] => new Array(count));
    const valid = new Uint8Array(count);
    const perPixel = this.#layers.length * (this.#layers[0]?.length ?? 0);
    const rows = Math.max(1, Math.min(grid.height, Math.floor(STRIP_VALUES / Math.max(1, perPixel * grid.width))));
    const release = context.claim(rows * grid.width * perPixel * 9 + count * this.#outputs.length * ARRAY_BYTES);
    try {
      for (let row = 0; row < grid.height; row += rows) {
        const part = subGrid(grid, { column: 0, row, width: grid.width, height: Math.min(rows, grid.height - row) });
        await this.#strip(part, row * grid.width, arrays, valid, context);
      }
      const mask = maskOf(valid);
      return bands.map((band) => {
        const values = Float64Array.from(valid, (is, i) => (is === 1 ? (arrays[band][i]?.values[0] ?? 0) : 0));
        return { values, mask, ...(this.#outputs[band] > 0 ? { arrays: arrays[band] } : {}) };
      });
    } finally {
      release();
    }
  }

  async #strip(
    grid: Grid,
    offset: number,
    arrays: (PixelArray | undefined)[][],
    mask: Uint8Array,
    context: PixelContext,
  ): Promise<void> {
    const size = grid.width * grid.height;
    const times = this.#layers.length;
    const bandCount = this.#layers[0]?.length ?? 0;
    const stack = Array.from({ length: bandCount }, () => new Float64Array(size * times));
    const valid = new Uint8Array(size * times);
    const layers = computedAhead(this.#layers, AHEAD, (layer) => computeBands(layer, grid, context));
    let time = 0;
    for await (const tiles of layers) {
      for (let i = 0, at = time; i < size; i++, at += times) {
        let known = 1;
        for (let band = 0; band < bandCount; band++) {
          const { values, mask: shown } = tiles[band];
          if (shown !== undefined && !(shown[i] > 0)) known = 0;
          stack[band][at] = values[i];
          if (!Number.isFinite(values[i])) known = 0;
        }
        valid[at] = known;
      }
      time++;
    }
    const [aside] = this.#aside === undefined ? [] : await computeBands([this.#aside], grid, context);
    const picked = new Int32Array(times);
    for (let i = 0; i < size; i++) {
      if (i % 64 === 0) context.signal.throwIfAborted();
      let count = 0;
      for (let k = 0; k < times; k++) if (valid[i * times + k] === 1) picked[count++] = k;
      const values = stack.map((band) => band.subarray(i * times, (i + 1) * times));
      const results = this.#run({ values, picked, count, aside: aside?.arrays?.[i] });
      if (results === undefined) continue;
      mask[offset + i] = 1;
      for (let k = 0; k < results.length; k++) arrays[k][offset + i] = results[k];
    }
  }
}
