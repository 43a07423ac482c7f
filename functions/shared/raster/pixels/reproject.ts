import { ServiceError } from '../../errors.ts';
import { invert } from '../affine.ts';
import { gridTransform } from '../crs/approximate.ts';
import { transformer } from '../crs/transform.ts';
import { type Grid, gridOf } from '../grid.ts';
import type { Projection } from '../projection.ts';
import type { SampleArray } from '../samples.ts';
import { type BandRequest, computeBands } from './compute.ts';
import type { PixelContext } from './context.ts';
import type { Loader, Tile } from './node.ts';

/**
 * Largest error of a pixel's place when a transformation is interpolated, in source pixels. GDAL takes 0.125 by default; a finer
 * bound costs nothing that could be measured and picks another nearest pixel twelve times less often.
 */
export const MAX_POSITION_ERROR = 0.01;

/** Most pixels of an intermediate grid, as the service bounds it. */
const MAX_REPROJECTED_PIXELS = 1e8;

/** Computes bands in a projection of their own, whatever the request's grid is, and takes the nearest pixel of it. */
export class ReprojectLoader implements Loader {
  readonly fractionalMask: boolean;
  readonly #bands: readonly BandRequest[];
  readonly #projection: Projection;

  constructor(bands: readonly BandRequest[], projection: Projection) {
    this.#bands = bands;
    this.#projection = projection;
    this.fractionalMask = true;
  }

  async load(bands: readonly number[], grid: Grid, context: PixelContext): Promise<Tile[]> {
    const places = nearestPixels(grid, this.#projection, context);
    if (places.width === 0) return bands.map(() => emptyTile(grid));
    if (places.width * places.height > MAX_REPROJECTED_PIXELS) {
      throw new ServiceError(
        'INVALID_ARGUMENT',
        `Reprojection output too large (${places.width}x${places.height} pixels).`,
      );
    }
    const requests = bands.map((band) => this.#bands[band]);
    const inner = gridOf(this.#projection, places);
    const tiles = await computeBands(requests, inner, context);
    return tiles.map((tile) => gather(tile, places.index));
  }
}

function emptyTile(grid: Grid): Tile {
  const count = grid.width * grid.height;
  return { values: new Uint8Array(count), mask: new Uint8Array(count) };
}

interface Places {
  readonly column: number;
  readonly row: number;
  readonly width: number;
  readonly height: number;
  /** For each pixel of the grid, the index in the window; -1 if it has no place. */
  readonly index: Int32Array;
}

/** The pixels of a projection at the centres of a grid's pixels, and the window that holds them all. */
function nearestPixels(grid: Grid, projection: Projection, context: PixelContext): Places {
  const count = grid.width * grid.height;
  const release = context.claim(count * 20);
  try {
    const toSource = gridTransform(
      transformer(grid.crs, projection.crs),
      grid.transform,
      grid.width,
      grid.height,
      MAX_POSITION_ERROR,
      invert(projection.transform),
    );
    const columns = new Float64Array(count);
    const rows = new Float64Array(count);
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let row = 0; row < grid.height; row++) {
      const part = [row * grid.width, (row + 1) * grid.width] as const;
      toSource.colRow(row, columns.subarray(...part), rows.subarray(...part));
    }
    for (let i = 0; i < count; i++) {
      const [x, y] = [Math.floor(columns[i]), Math.floor(rows[i])];
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      if (y > bottom) bottom = y;
    }
    if (!(right >= left && bottom >= top)) return { column: 0, row: 0, width: 0, height: 0, index: new Int32Array(0) };
    const [width, height] = [right - left + 1, bottom - top + 1];
    const index = new Int32Array(count);
    for (let i = 0; i < count; i++) {
      const at = (Math.floor(rows[i]) - top) * width + (Math.floor(columns[i]) - left);
      index[i] = Number.isNaN(at) ? -1 : at;
    }
    return { column: left, row: top, width, height, index };
  } finally {
    release();
  }
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
