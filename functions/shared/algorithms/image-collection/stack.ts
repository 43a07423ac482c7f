import type { Grid } from '../../raster/grid.ts';
import type { Band } from '../../raster/image.ts';
import { computeBands } from '../../raster/pixels/compute.ts';
import type { PixelContext } from '../../raster/pixels/context.ts';
import type { Loader, Tile } from '../../raster/pixels/node.ts';
import { releaseTiles } from '../../raster/pixels/own-tile.ts';
import { type Layer, reduceLayers } from '../reducer/reduce-layers.ts';
import type { Reducer } from '../reducer/reducer.ts';
import { computedAhead } from './ahead.ts';

/** Layers that are under way while one is being reduced. */
const LAYERS_AHEAD = 3;

/** Reduces a stack of layers pixel by pixel, to a band for each output of the reducer. Each layer has a band for each of its inputs. */
export class StackLoader implements Loader {
  readonly fractionalMask = false;
  readonly #layers: readonly (readonly Band[])[];
  readonly #reducer: Reducer;

  constructor(layers: readonly (readonly Band[])[], reducer: Reducer) {
    for (const layer of layers) reducer.requireInputs(layer.length);
    this.#layers = layers;
    this.#reducer = reducer;
  }

  load(outputs: readonly number[], grid: Grid, context: PixelContext): Promise<Tile[]> {
    const plain = this.#layers.every((layer) => layer.every((band) => band.type.dimensions === 0));
    const layers = computedAhead(
      this.#layers,
      LAYERS_AHEAD,
      async (layer): Promise<Layer> => ({
        tiles: await computeBands(layer, grid, context),
        types: layer.map((band) => band.type),
      }),
    );
    return reduceLayers(this.#reducer, outputs, releasing(layers), grid.width * grid.height, plain, context);
  }
}

/** Layers one after the other, each of which is not looked at any more when the next one is asked for. */
async function* releasing(layers: AsyncIterable<Layer>): AsyncGenerator<Layer> {
  for await (const layer of layers) {
    yield layer;
    releaseTiles(layer.tiles);
  }
}
