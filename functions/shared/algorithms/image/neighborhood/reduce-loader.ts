import type { Grid } from '../../../raster/grid.ts';
import type { Band } from '../../../raster/image.ts';
import type { PixelContext } from '../../../raster/pixels/context.ts';
import type { Loader, Tile } from '../../../raster/pixels/node.ts';
import { shifted } from '../../../raster/pixels/shifted.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Tap } from '../../kernel/tap.ts';
import { type Layer, type LayerTile, reduceLayers } from '../../reducer/reduce-layers.ts';
import type { Reducer } from '../../reducer/reducer.ts';
import type { InputWeight } from './input-weight.ts';
import { type Surroundings, tapsOf, validCentres, withSurroundings } from './neighborhood.ts';
import { neighborhoodsOf } from './whole-tile.ts';

/** The approximate bytes a pixel while whole grids are reduced: some numbers for each pixel. */
const WORKING_BYTES = 8 * Float64Array.BYTES_PER_ELEMENT;

/** Reduces the neighbours of each pixel, taken together as the reducer's inputs. The bands are its outputs. */
export class NeighborhoodLoader implements Loader {
  readonly fractionalMask = false;
  readonly #inputs: readonly Band[];
  readonly #reducer: Reducer;
  readonly #kernel: Kernel;
  readonly #weight: InputWeight;
  readonly #skipMasked: boolean;

  /** @param skipMasked whether pixels are masked that are so in an input */
  constructor(inputs: readonly Band[], reducer: Reducer, kernel: Kernel, weight: InputWeight, skipMasked: boolean) {
    reducer.requireInputs(inputs.length);
    this.#inputs = inputs;
    this.#reducer = reducer;
    this.#kernel = kernel;
    this.#weight = weight;
    this.#skipMasked = skipMasked;
  }

  load(outputs: readonly number[], grid: Grid, context: PixelContext): Promise<Tile[]> {
    const taps = tapsOf(this.#kernel, grid);
    const plain = this.#inputs.every((band) => band.type.dimensions === 0);
    return withSurroundings(this.#inputs, taps, grid, context, async (around) => {
      const tiles =
        (plain ? this.#atOnce(outputs, around, taps, grid, context) : undefined) ??
        (await this.#byLayers(outputs, around, taps, grid, plain, context));
      const centres = this.#skipMasked ? validCentres(around, grid) : undefined;
      return centres === undefined ? tiles : tiles.map((tile) => within(tile, centres));
    });
  }

  /** Reduces whole grids at once; undefined if the reducer cannot do that for these neighbours. */
  #atOnce(
    outputs: readonly number[],
    around: Surroundings,
    taps: readonly Tap[],
    grid: Grid,
    context: PixelContext,
  ): Tile[] | undefined {
    const { neighborhoods } = this.#reducer.fields;
    if (neighborhoods === undefined) return undefined;
    const release = context.claim(around.tiles[0].values.length * WORKING_BYTES);
    try {
      const all = neighborhoodsOf(around, taps, this.#weight, grid, context);
      const results = all && neighborhoods(all);
      return results && outputs.map((output) => results[output]);
    } finally {
      release();
    }
  }

  #byLayers(
    outputs: readonly number[],
    around: Surroundings,
    taps: readonly Tap[],
    grid: Grid,
    plain: boolean,
    context: PixelContext,
  ): Promise<Tile[]> {
    const layers = this.#layers(around, taps, grid, context);
    return reduceLayers(this.#reducer, outputs, layers, grid.width * grid.height, plain, context);
  }

  /** The layers of the reduction: for each neighbour the inputs, moved by its offset. */
  *#layers({ tiles, across, column, row }: Surroundings, taps: readonly Tap[], grid: Grid, context: PixelContext) {
    const types = this.#inputs.map((band) => band.type);
    for (const { x, y, weight } of taps) {
      context.signal.throwIfAborted();
      const moved = tiles.map((tile) => this.#weighted(shifted(tile, across, column + x, row + y, grid), weight));
      yield { tiles: moved, types } satisfies Layer;
    }
  }

  #weighted(tile: Tile, weight: number): LayerTile {
    const { mask, values } = tile;
    if (this.#weight === 'mask') return tile;
    if (mask === undefined) return { ...tile, mask: new Float64Array(values.length).fill(weight) };
    const weightOf =
      this.#weight === 'kernel'
        ? (valid: number) => (valid > 0 ? weight : 0)
        : (valid: number) => Math.min(valid, weight);
    return { ...tile, mask: Float64Array.from(mask, weightOf) };
  }
}

/** The tile masked where something is not valid. */
function within(tile: Tile, valid: Uint8Array): Tile {
  const { mask } = tile;
  return { ...tile, mask: mask === undefined ? valid : valid.map((is, i) => (mask[i] > 0 ? is : 0)) };
}
