import type { Grid } from '../../raster/grid.ts';
import type { Band } from '../../raster/image.ts';
import { computeBands } from '../../raster/pixels/compute.ts';
import type { PixelContext } from '../../raster/pixels/context.ts';
import type { Loader, Tile } from '../../raster/pixels/node.ts';
import type { Value } from '../../values/value.ts';
import { pixelArray } from '../image/arrays/pixelwise.ts';
import type { Accumulator, NumberAccumulator } from '../reducer/accumulator.ts';
import type { Reducer } from '../reducer/reducer.ts';
import { resultTile } from '../reducer/result-tile.ts';
import { computedAhead } from './ahead.ts';

/** The inputs that one image gives to a reducer: a band for each. */
export type Layer = readonly Band[];

/** Layers that are under way while one is being reduced. */
const LAYERS_AHEAD = 3;
/** What an accumulator of one pixel takes, about. */
const ACCUMULATOR_BYTES = 200;

/**
 * What a reducer makes, pixel by pixel, of a stack of layers: a band for each of its outputs. The layers are computed a few
 * at a time, so that a long stack needs no more memory than a short one; masked pixels are left out.
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
    const releases: (() => void)[] = [];
    const claim = (bytes: number) => void releases.push(context.claim(bytes));
    const count = grid.width * grid.height;
    const { inputs, countsMasked, fields } = this.#reducer;
    const plain = inputs.length === 1 && !countsMasked && this.#layers.every(([band]) => band.type.dimensions === 0);
    try {
      if (plain && fields.tiles) {
        const accumulator = fields.tiles(count, claim);
        for await (const { tiles } of this.#computed(grid, context)) accumulator.add(tiles[0].values, tiles[0].mask);
        const results = accumulator.results();
        return outputs.map((output) => results[output]);
      }
      claim(count * ACCUMULATOR_BYTES);
      const accumulators = await (plain
        ? this.#addNumbers(count, grid, context)
        : this.#addTuples(count, grid, context));
      return outputs.map((output) => resultTile(this.#reducer, output, accumulators));
    } finally {
      for (const release of releases) release();
    }
  }

  #computed(grid: Grid, context: PixelContext): AsyncGenerator<{ layer: Layer; tiles: Tile[] }> {
    return computedAhead(this.#layers, LAYERS_AHEAD, async (layer) => ({
      layer,
      tiles: await computeBands(layer, grid, context),
    }));
  }

  async #addNumbers(count: number, grid: Grid, context: PixelContext): Promise<NumberAccumulator[]> {
    const accumulators = Array.from({ length: count }, () => this.#reducer.numbers());
    for await (const { tiles } of this.#computed(grid, context)) {
      const [{ values, mask }] = tiles;
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
    for await (const { layer, tiles } of this.#computed(grid, context)) {
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
}

function pixelValue(tile: Tile, index: number, { type }: Band): Value {
  return type.dimensions === 0 ? tile.values[index] : pixelArray(tile, index, type);
}
