import type { Grid } from '../../raster/grid.ts';
import type { PixelContext } from '../../raster/pixels/context.ts';
import type { Loader, Tile } from '../../raster/pixels/node.ts';
import { Drawer } from '../../raster/vector/drawer.ts';
import type { FeatureLayer } from './feature-layer.ts';

/** 1 everywhere, masked at pixels whose centres are in no area of a layer. */
export class ClipLoader implements Loader {
  readonly fractionalMask = false;
  readonly #layer: FeatureLayer;

  constructor(layer: FeatureLayer) {
    this.#layer = layer;
  }

  async load(bands: readonly number[], grid: Grid, context: PixelContext): Promise<Tile[]> {
    const { drawn, inverse, release: give } = await this.#layer.select(grid, 1, context);
    const count = grid.width * grid.height;
    const release = context.claim(Drawer.bytes(count) + 2 * count);
    try {
      const drawer = new Drawer(grid.width, grid.height, inverse, 'hard');
      const mask = new Uint8Array(count);
      for (const [, shape] of drawn) {
        drawer.fill(shape);
        drawer.sheet.take((i) => {
          mask[i] = 1;
        });
      }
      return bands.map(() => ({ values: new Uint8Array(count).fill(1), mask }));
    } finally {
      release();
      give();
    }
  }
}
