import { apply, invert, multiply } from '../affine.ts';
import { sameCrs } from '../crs/crs.ts';
import type { Grid } from '../grid.ts';
import type { PixelContext } from '../pixels/context.ts';
import { type Loader, maskOf, type Tile } from '../pixels/node.ts';
import { allocateSamples } from '../samples.ts';
import { type PlacedRaster, RasterLoader } from './raster-loader.ts';

/** A raster of a mosaic, and its size in pixels. */
export interface MosaicPart extends PlacedRaster {
  readonly width: number;
  readonly height: number;
}

/** Rasters of one grid as one: where several have a valid pixel, it is that of the last one. All have the same bands of one type. */
export class MosaicLoader implements Loader {
  readonly fractionalMask = false;
  readonly #parts: readonly { readonly part: MosaicPart; readonly loader: RasterLoader }[];

  constructor(parts: readonly MosaicPart[]) {
    this.#parts = parts.map((part) => ({ part, loader: new RasterLoader(part) }));
  }

  readAhead(bands: readonly number[], grid: Grid, context: PixelContext): void {
    for (const { part, loader } of this.#parts) if (mayTouch(part, grid)) loader.readAhead(bands, grid, context);
  }

  async load(bands: readonly number[], grid: Grid, context: PixelContext): Promise<Tile[]> {
    const near = this.#parts.filter(({ part }) => mayTouch(part, grid));
    const count = grid.width * grid.height;
    const { sampleType } = this.#parts[0].part;
    const merged = bands.map(() => ({ values: allocateSamples(sampleType, count), mask: new Uint8Array(count) }));
    for (const { loader } of near) {
      const tiles = await loader.load(bands, grid, context);
      tiles.forEach(({ values, mask }, i) => {
        const { values: target, mask: valid } = merged[i];
        for (let pixel = 0; pixel < count; pixel++) {
          if (mask !== undefined && mask[pixel] === 0) continue;
          target[pixel] = values[pixel];
          valid[pixel] = 1;
        }
      });
    }
    return merged.map(({ values, mask }) => ({ values, mask: maskOf(mask) }));
  }
}

/** Whether a raster may have pixels of a grid: in one reference system, whether their boxes meet. */
function mayTouch({ crs, transform, width, height }: MosaicPart, grid: Grid): boolean {
  if (!sameCrs(crs, grid.crs)) return true;
  const toPart = multiply(invert(transform), grid.transform);
  const corners = [
    [0, 0],
    [grid.width, 0],
    [0, grid.height],
    [grid.width, grid.height],
  ].map(([column, row]) => apply(toPart, column, row));
  const [columns, rows] = [corners.map(([column]) => column), corners.map(([, row]) => row)];
  const meets = (places: readonly number[], size: number) => Math.max(...places) > -1 && Math.min(...places) < size + 1;
  return meets(columns, width) && meets(rows, height);
}
