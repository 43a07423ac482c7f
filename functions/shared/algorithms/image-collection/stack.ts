import type { Grid } from '../../raster/grid.ts';
import type { Band } from '../../raster/image.ts';
import { computeBands } from '../../raster/pixels/compute.ts';
import type { PixelContext } from '../../raster/pixels/context.ts';
import type { Loader, Tile } from '../../raster/pixels/node.ts';
import { isNumberValue, toDouble } from '../../values/number.ts';
import { wrong } from '../declare.ts';
import type { Reducer } from '../reducer/reducer.ts';

/**
 * What a reducer of one input makes, pixel by pixel, of a stack of bands: a band for each of its outputs. The layers are computed one
 * after the other, so that a long stack needs no more memory than a short one; masked pixels are left out.
 */
export class StackLoader implements Loader {
  readonly fractionalMask = false;
  readonly #layers: readonly Band[];
  readonly #reducer: Reducer;

  constructor(layers: readonly Band[], reducer: Reducer) {
    reducer.requireInputs(1);
    this.#layers = layers;
    this.#reducer = reducer;
  }

  async load(outputs: readonly number[], grid: Grid, context: PixelContext): Promise<Tile[]> {
    const count = grid.width * grid.height;
    // An accumulator is some hundred bytes.
    const release = context.claim(count * 200);
    try {
      const accumulators = Array.from({ length: count }, () => this.#reducer.numbers());
      for (const layer of this.#layers) {
        const [{ values, mask }] = await computeBands([layer], grid, context);
        for (let i = 0; i < count; i++) {
          const weight = mask === undefined ? 1 : mask[i];
          if (weight > 0) accumulators[i].add(values[i], weight);
        }
      }
      return this.#tiles(outputs, accumulators, count);
    } finally {
      release();
    }
  }

  #tiles(outputs: readonly number[], accumulators: readonly ReturnType<Reducer['numbers']>[], count: number): Tile[] {
    const values = outputs.map(() => new Float64Array(count));
    const masks = outputs.map(() => new Uint8Array(count));
    for (const [i, accumulator] of accumulators.entries()) {
      const results = accumulator.results();
      for (const [k, output] of outputs.entries()) {
        const result = results[output];
        if (result === null) continue;
        if (!isNumberValue(result)) throw wrong(`The output '${this.#reducer.outputs[output]}' is not a number.`);
        values[k][i] = toDouble(result);
        masks[k][i] = 1;
      }
    }
    return outputs.map((_, k) => ({ values: values[k], mask: masks[k].includes(0) ? masks[k] : undefined }));
  }
}
