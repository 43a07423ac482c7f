import type { Grid } from '../../raster/grid.ts';
import type { Band } from '../../raster/image.ts';
import { computeBands } from '../../raster/pixels/compute.ts';
import type { PixelContext } from '../../raster/pixels/context.ts';
import type { Loader, Tile } from '../../raster/pixels/node.ts';
import { Drawer } from '../../raster/vector/drawer.ts';
import type { PlaneShape } from '../../raster/vector/plane-shape.ts';
import { drawLine, drawSegment } from '../../raster/vector/stroke.ts';
import { andThen, type MaybePromise } from '../../values/value.ts';
import type { FeatureLayer } from './feature-layer.ts';
import type { Placed } from './feature-source.ts';

/** The values that features are painted with; null leaves a feature out. */
export interface Brush {
  colorOf(feature: Placed): number | null;
  /** The widths of outlines in pixels; undefined: areas are filled. */
  readonly widthOf: ((feature: Placed) => number | null) | undefined;
  /** The largest of them, if it is known without reading features. */
  readonly widest: number | undefined;
}

/** Lines that are filled are one pixel wide. */
const THIN = 1;

/** Bands with the features of a layer painted over them, one after the other. */
export class PaintLoader implements Loader {
  readonly fractionalMask = true;
  readonly #bands: readonly Band[];
  readonly #layer: FeatureLayer;
  readonly #brush: Brush;
  #widest: MaybePromise<number> | undefined;

  /** @param bands with the types that they have when they are painted */
  constructor(bands: readonly Band[], layer: FeatureLayer, brush: Brush) {
    this.#bands = bands;
    this.#layer = layer;
    this.#brush = brush;
  }

  async load(bands: readonly number[], grid: Grid, context: PixelContext): Promise<Tile[]> {
    const { colorOf, widthOf } = this.#brush;
    this.#widest ??= this.#brush.widest ?? this.#findWidest();
    const selection = await this.#layer.select(grid, (await this.#widest) / 2 + 1, context);
    const count = grid.width * grid.height;
    const release = context.claim(Drawer.bytes(count) + bands.length * count * 9);
    try {
      const tiles = await computeBands(
        bands.map((band) => this.#bands[band]),
        grid,
        context,
      );
      if (selection.drawn.length === 0) return tiles;
      const drawer = new Drawer(grid.width, grid.height, selection.inverse, 'hard');
      const painted = tiles.map(({ values, mask }) => ({ values: values.slice(), mask: mask?.slice() }));
      for (const [feature, shape] of selection.drawn) {
        const color = colorOf(feature);
        if (color === null) continue;
        if (widthOf === undefined) cover(drawer, shape);
        else outline(drawer, shape, (widthOf(feature) ?? 0) / 2);
        drawer.sheet.take((i) => {
          for (const { values, mask } of painted) {
            values[i] = color;
            if (mask) mask[i] = 1;
          }
        });
      }
      return painted;
    } finally {
      release();
      selection.release();
    }
  }

  #findWidest(): MaybePromise<number> {
    const { widthOf } = this.#brush;
    if (widthOf === undefined) return 0;
    let widest = 0;
    const visited = this.#layer.source.forEach((feature) => {
      widest = Math.max(widest, widthOf(feature) ?? 0);
    });
    return andThen(visited, () => widest);
  }
}

function outline(drawer: Drawer, shape: PlaneShape, half: number): void {
  if (!(half > 0)) return;
  drawer.forEachLine(shape, (chain, closed) => drawLine(drawer.sheet, chain, closed, half, 'hard'));
  drawer.forEachPoint(shape, (x, y) => drawSegment(drawer.sheet, x, y, x, y, half, 'hard'));
}

/** Areas by the pixels whose centres are inside, lines one pixel wide, points by the pixels that hold them. */
function cover(drawer: Drawer, shape: PlaneShape): void {
  const { sheet } = drawer;
  drawer.fill(shape);
  drawer.forEachLine({ ...shape, borders: [] }, (chain, closed) => drawLine(sheet, chain, closed, THIN / 2, 'hard'));
  drawer.forEachPoint(shape, (x, y) => sheet.cover(Math.floor(x), Math.floor(y)));
}
