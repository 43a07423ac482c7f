import { ColumnDistances } from '../../../raster/distance/column-distances.ts';
import { DISTANCE_METRICS } from '../../../raster/distance/row-distances.ts';
import { type Grid, subGrid } from '../../../raster/grid.ts';
import type { Band } from '../../../raster/image.ts';
import { computeBands } from '../../../raster/pixels/compute.ts';
import type { PixelContext } from '../../../raster/pixels/context.ts';
import { type Loader, maskOf, type Tile } from '../../../raster/pixels/node.ts';
import { padded } from '../../../raster/pixels/shifted.ts';

/** Pixels that are computed at a time. */
const STRIP_PIXELS = 2_000_000;
/** A value and its mask at most. */
const BYTES_A_PIXEL = 12;

/**
 * The distance of each pixel from the nearest one that is not 0; masked beyond a limit, so that the result is the same whatever the tiles.
 */
export class DistanceTransformLoader implements Loader {
  readonly fractionalMask = false;
  readonly #band: Band;
  readonly #farthest: number;
  readonly #metric: string;

  /** @param farthest in pixels */
  constructor(band: Band, farthest: number, metric: string) {
    this.#band = band;
    this.#farthest = farthest;
    this.#metric = metric;
  }

  async load(bands: readonly number[], grid: Grid, context: PixelContext): Promise<Tile[]> {
    const margin = this.#farthest;
    const wide = padded(grid, { left: margin, top: margin, right: margin, bottom: margin });
    const rows = Math.max(1, Math.floor(STRIP_PIXELS / wide.width));
    const count = grid.width * grid.height;
    const release = context.claim(
      ColumnDistances.bytes(wide.width, grid.height) + rows * wide.width * BYTES_A_PIXEL + count * 9,
    );
    try {
      const columns = new ColumnDistances(wide.width, grid.height);
      for (let row = 0; row < wide.height; row += rows) {
        context.signal.throwIfAborted();
        const strip = subGrid(wide, { column: 0, row, width: wide.width, height: Math.min(rows, wide.height - row) });
        const [{ values, mask }] = await computeBands([this.#band], strip, context);
        columns.take(values, mask, row - margin);
      }
      const tile = this.#nearest(columns.results(), wide.width, grid);
      return bands.map(() => tile);
    } finally {
      release();
    }
  }

  #nearest(columns: Float64Array, across: number, { width, height }: Grid): Tile {
    const { row: measure, of } = DISTANCE_METRICS[this.#metric];
    const most = of(this.#farthest);
    const values = new Float64Array(width * height);
    const mask = new Uint8Array(width * height);
    const distances = new Float64Array(across);
    for (let y = 0, i = 0; y < height; y++) {
      measure(columns.subarray(y * across, (y + 1) * across), distances);
      for (let x = 0; x < width; x++, i++) {
        const distance = distances[x + this.#farthest];
        if (!(distance <= most)) continue;
        values[i] = distance;
        mask[i] = 1;
      }
    }
    return { values, mask: maskOf(mask) };
  }
}
