import type { Grid } from '../../raster/grid.ts';
import type { PixelContext } from '../../raster/pixels/context.ts';
import type { Loader, Tile } from '../../raster/pixels/node.ts';
import { Canvas } from '../../raster/vector/canvas.ts';
import { drawStyled, reachOf, type Style } from '../../raster/vector/draw-style.ts';
import { Drawer } from '../../raster/vector/drawer.ts';
import { andThen, type MaybePromise } from '../../values/value.ts';
import type { FeatureLayer } from './feature-layer.ts';
import type { Placed } from './feature-source.ts';

/** The styles of a layer's features. */
export interface Styling {
  styleOf(feature: Placed): Style;
  /**
   * The largest distance in pixels from its coordinates at which a feature is visible; undefined if it depends on the features' own styles.
   */
  readonly reach: number | undefined;
  /** The distance that is used instead if not all features are read. */
  readonly neighborhood: number;
}

/** Red, green and blue of the features of a layer, each drawn in its style over those before it. */
export class StyleLoader implements Loader {
  readonly fractionalMask = true;
  readonly #layer: FeatureLayer;
  readonly #styling: Styling;
  #reach: MaybePromise<number> | undefined;

  constructor(layer: FeatureLayer, styling: Styling) {
    this.#layer = layer;
    this.#styling = styling;
  }

  async load(bands: readonly number[], grid: Grid, context: PixelContext): Promise<Tile[]> {
    this.#reach ??= this.#styling.reach ?? this.#widest();
    const selection = await this.#layer.select(grid, await this.#reach, context);
    const count = grid.width * grid.height;
    const release = context.claim(Canvas.bytes(count) + Drawer.bytes(count));
    try {
      const canvas = new Canvas(count);
      const drawer = new Drawer(grid.width, grid.height, selection.inverse, 'soft');
      for (const [feature, shape] of selection.drawn) {
        drawStyled(canvas, drawer, shape, this.#styling.styleOf(feature));
      }
      return canvas.tiles(bands);
    } finally {
      release();
      selection.release();
    }
  }

  #widest(): MaybePromise<number> {
    const { source } = this.#layer;
    const { styleOf, neighborhood } = this.#styling;
    if (source.indexed) return neighborhood;
    return andThen(source.whole(), (features) =>
      features.reduce((most, feature) => Math.max(most, reachOf(styleOf(feature))), 0),
    );
  }
}
