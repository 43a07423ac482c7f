import { invert, multiply } from '../affine.ts';
import { sameCrs } from '../crs/crs.ts';
import { type Grid, gridOf, type PixelWindow } from '../grid.ts';
import type { Projection } from '../projection.ts';
import type { SampleArray } from '../samples.ts';
import { type BandRequest, computeBands, readAhead } from './compute.ts';
import type { PixelContext } from './context.ts';
import type { Loader, Tile } from './node.ts';
import { type Positions, windowAround, withPositions } from './positions.ts';

/** Computes bands in a given projection, independent of the request's grid, and takes the nearest pixel. */
export class ReprojectLoader implements Loader {
  readonly fractionalMask: boolean;
  readonly #bands: readonly BandRequest[];
  readonly #projection: Projection;

  constructor(bands: readonly BandRequest[], projection: Projection) {
    this.#bands = bands;
    this.#projection = projection;
    this.fractionalMask = true;
  }

  load(bands: readonly number[], grid: Grid, context: PixelContext): Promise<Tile[]> {
    const requests = bands.map((band) => this.#bands[band]);
    if (this.#hasPixelsOf(grid)) return computeBands(requests, grid, context);
    return withPositions(grid, this.#projection, context, async (positions) => {
      const window = windowAround(positions, 0);
      if (window === undefined) return bands.map(() => emptyTile(grid));
      const tiles = await computeBands(requests, gridOf(this.#projection, window), context);
      return nearestPixels(tiles, window, positions);
    });
  }

  readAhead(bands: readonly number[], grid: Grid, context: PixelContext): void {
    const requests = bands.map((band) => this.#bands[band]);
    if (this.#hasPixelsOf(grid)) readAhead(requests, grid, context);
  }

  /** Whether the pixels of a grid are pixels of the projection, so that there is nothing to be looked for. */
  #hasPixelsOf(grid: Grid): boolean {
    const { crs, transform } = this.#projection;
    if (!sameCrs(crs, grid.crs)) return false;
    const [a, b, c, d, e, f] = multiply(invert(transform), grid.transform);
    const none =
      Math.max(Math.abs(a - 1), Math.abs(e - 1), Math.abs(b), Math.abs(d)) * Math.max(grid.width, grid.height);
    return Math.max(none, Math.abs(c - Math.round(c)), Math.abs(f - Math.round(f))) < ALIGNED;
  }
}

/** Pixels that are off by less than this, in pixels, are the same. */
const ALIGNED = 1e-6;

/** The pixels of a window that positions fall in; those without a place are masked. */
export function nearestPixels(tiles: readonly Tile[], window: PixelWindow, positions: Positions): Tile[] {
  const index = nearestIn(positions, window.column, window.row, window.width);
  return tiles.map((tile) => gather(tile, index));
}

/** All masked. */
export function emptyTile(grid: Grid): Tile {
  const count = grid.width * grid.height;
  return { values: new Uint8Array(count), mask: new Uint8Array(count) };
}

/** For each position, the index of its pixel in a window; -1 if it is NaN. */
function nearestIn({ columns, rows }: Positions, left: number, top: number, width: number): Int32Array {
  const index = new Int32Array(columns.length);
  for (let i = 0; i < index.length; i++) {
    const at = (Math.floor(rows[i]) - top) * width + (Math.floor(columns[i]) - left);
    index[i] = Number.isNaN(at) ? -1 : at;
  }
  return index;
}

/** Picks pixels by index; those without a place are masked. */
function gather(tile: Tile, index: Int32Array): Tile {
  const values = new (tile.values.constructor as new (length: number) => SampleArray)(index.length);
  const mask = tile.mask instanceof Float32Array ? new Float32Array(index.length) : new Uint8Array(index.length);
  let masked = false;
  for (let i = 0; i < index.length; i++) {
    const at = index[i];
    if (at < 0) {
      masked = true;
      continue;
    }
    values[i] = tile.values[at];
    const valid = tile.mask === undefined ? 1 : tile.mask[at];
    mask[i] = valid;
    if (valid < 1) masked = true;
  }
  const { arrays } = tile;
  return {
    values,
    mask: masked ? mask : undefined,
    ...(arrays ? { arrays: Array.from(index, (at) => (at < 0 ? undefined : arrays[at])) } : {}),
  };
}
