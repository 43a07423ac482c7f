import type { Grid } from '../../raster/grid.ts';
import type { PixelContext } from '../../raster/pixels/context.ts';
import type { Loader, Tile } from '../../raster/pixels/node.ts';
import { Drawer } from '../../raster/vector/drawer.ts';
import type { PlaneShape } from '../../raster/vector/plane-shape.ts';
import { touchChain } from '../../raster/vector/touch.ts';
import type { Accumulator } from '../reducer/accumulator.ts';
import type { Reducer } from '../reducer/reducer.ts';
import { resultTiles } from '../reducer/result-tile.ts';
import type { FeatureLayer } from './feature-layer.ts';

/** Reduces properties of all features that are in a pixel: a band for each output of the reducer. */
export class ReduceLoader implements Loader {
  readonly fractionalMask = false;
  readonly #layer: FeatureLayer;
  readonly #properties: readonly string[];
  readonly #reducer: Reducer;

  constructor(layer: FeatureLayer, properties: readonly string[], reducer: Reducer) {
    this.#layer = layer;
    this.#properties = properties;
    this.#reducer = reducer;
  }

  async load(outputs: readonly number[], grid: Grid, context: PixelContext): Promise<Tile[]> {
    const { drawn, inverse, release: give } = await this.#layer.select(grid, 1, context);
    const count = grid.width * grid.height;
    // An accumulator is some hundred bytes.
    const release = context.claim(Drawer.bytes(count) + count * 200);
    try {
      const accumulators = new Array<Accumulator | undefined>(count).fill(undefined);
      const ones = this.#properties.map(() => 1);
      const drawer = new Drawer(grid.width, grid.height, inverse, 'hard');
      for (const [{ element }, shape] of drawn) {
        const inputs = this.#properties.map((property) => element.property(property));
        touch(drawer, shape);
        drawer.sheet.take((i) => {
          accumulators[i] ??= this.#reducer.open();
          accumulators[i].add(inputs, ones);
        });
      }
      return resultTiles(this.#reducer, outputs, accumulators, () => context.signal.throwIfAborted());
    } finally {
      release();
      give();
    }
  }
}

/** Covers the pixels that have something of a shape in them. */
function touch(drawer: Drawer, shape: PlaneShape): void {
  const { sheet } = drawer;
  drawer.fill(shape);
  drawer.forEachLine(shape, (chain, closed) => touchChain(sheet, chain, closed ? 'border' : 'line'));
  drawer.forEachPoint(shape, (x, y) => sheet.cover(Math.floor(x), Math.floor(y)));
}
