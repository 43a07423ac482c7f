import type { Grid } from '../../raster/grid.ts';
import type { Band } from '../../raster/image.ts';
import { computeBands } from '../../raster/pixels/compute.ts';
import type { PixelContext } from '../../raster/pixels/context.ts';
import type { Loader, PixelArray, Tile } from '../../raster/pixels/node.ts';
import { isNumberValue, toDouble } from '../../values/number.ts';
import { isList, type Value } from '../../values/value.ts';
import { arrayFrom } from '../array/array-from.ts';
import { ArrayValue } from '../array/array-value.ts';
import { wrong } from '../declare.ts';
import { pixelArray } from '../image/arrays/pixelwise.ts';
import type { Accumulator, NumberAccumulator } from '../reducer/accumulator.ts';
import type { Reducer } from '../reducer/reducer.ts';

/** The inputs that one image gives to a reducer: a band for each. */
export type Layer = readonly Band[];

/**
 * What a reducer makes, pixel by pixel, of a stack of layers: a band for each of its outputs. The layers are computed one after the
 * other, so that a long stack needs no more memory than a short one; masked pixels are left out.
 */
export class StackLoader implements Loader {
  readonly fractionalMask = false;
  readonly #layers: readonly Layer[];
  readonly #reducer: Reducer;

  constructor(layers: readonly Layer[], reducer: Reducer) {
    for (const layer of layers) reducer.requireInputs(layer.length);
    this.#layers = layers;
    this.#reducer = reducer;
  }

  async load(outputs: readonly number[], grid: Grid, context: PixelContext): Promise<Tile[]> {
    const count = grid.width * grid.height;
    // An accumulator is some hundred bytes.
    const release = context.claim(count * 200);
    try {
      const accumulators = this.#ofPlainNumbers
        ? await this.#addNumbers(count, grid, context)
        : await this.#addTuples(count, grid, context);
      return outputs.map((output) => this.#tile(output, accumulators));
    } finally {
      release();
    }
  }

  get #ofPlainNumbers(): boolean {
    const { inputs, countsMasked } = this.#reducer;
    return inputs.length === 1 && !countsMasked && this.#layers.every(([band]) => band.type.dimensions === 0);
  }

  async #addNumbers(count: number, grid: Grid, context: PixelContext): Promise<NumberAccumulator[]> {
    const accumulators = Array.from({ length: count }, () => this.#reducer.numbers());
    for (const layer of this.#layers) {
      const [{ values, mask }] = await computeBands(layer, grid, context);
      for (let i = 0; i < count; i++) {
        const weight = mask === undefined ? 1 : mask[i];
        if (weight > 0) accumulators[i].add(values[i], weight);
      }
    }
    return accumulators;
  }

  async #addTuples(count: number, grid: Grid, context: PixelContext): Promise<Accumulator[]> {
    const { inputs, countsMasked } = this.#reducer;
    const accumulators = Array.from({ length: count }, () => this.#reducer.open());
    for (const layer of this.#layers) {
      const tiles = await computeBands(layer, grid, context);
      for (let i = 0; i < count; i++) {
        const masks = tiles.map(({ mask }) => (mask === undefined ? 1 : mask[i]));
        if (!countsMasked && masks.every((mask) => mask === 0)) continue;
        accumulators[i].add(
          tiles.map((tile, k) => (masks[k] > 0 ? pixelValue(tile, i, layer[k]) : null)),
          masks.map((mask, k) => (inputs[k] ? mask : 1)),
        );
      }
    }
    return accumulators;
  }

  #tile(output: number, accumulators: readonly { results(): readonly Value[] }[]): Tile {
    const values = new Float64Array(accumulators.length);
    const mask = new Uint8Array(accumulators.length);
    const arrays: (PixelArray | undefined)[] = [];
    for (const [i, accumulator] of accumulators.entries()) {
      const result = accumulator.results()[output];
      if (result === null) continue;
      mask[i] = 1;
      if (isNumberValue(result)) values[i] = toDouble(result);
      else if (result instanceof ArrayValue || isList(result)) arrays[i] = arrayFrom(result, null);
      else throw wrong(`The output '${this.#reducer.outputs[output]}' is neither a number nor an array.`);
    }
    if (arrays.length > 0) arrays.length = accumulators.length;
    return {
      values,
      mask: mask.includes(0) ? mask : undefined,
      ...(arrays.length > 0 ? { arrays } : {}),
    };
  }
}

function pixelValue(tile: Tile, index: number, { type }: Band): Value {
  return type.dimensions === 0 ? tile.values[index] : pixelArray(tile, index, type);
}
