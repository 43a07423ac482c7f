import { type Grid, gridOf, type PixelWindow } from '../grid.ts';
import { Projection } from '../projection.ts';
import { type BandRequest, computeBands } from './compute.ts';
import type { PixelContext } from './context.ts';
import { type Loader, maskOf, type Tile } from './node.ts';
import { type Positions, pixelRatio, windowAround, withPositions } from './positions.ts';
import { emptyTile } from './reproject.ts';

export type Interpolation = 'bilinear' | 'bicubic';

/** The number of pixels on each side of the nearest one that an interpolation reads. */
export const REACH: Readonly<Record<Interpolation, number>> = { bilinear: 1, bicubic: 2 };

/**
 * Computes bands on their own pixels, or those of the overview that fits the request, and interpolates between their centres. Masked where
 * the nearest pixel is; masked neighbours do not count.
 */
export class ResampleLoader implements Loader {
  readonly fractionalMask = false;
  readonly #bands: readonly BandRequest[];
  readonly #projection: Projection;
  readonly #interpolation: Interpolation;

  /** @param projection the grid that the bands are on */
  constructor(bands: readonly BandRequest[], projection: Projection, interpolation: Interpolation) {
    this.#bands = bands;
    this.#projection = projection;
    this.#interpolation = interpolation;
  }

  load(bands: readonly number[], grid: Grid, context: PixelContext): Promise<Tile[]> {
    const source = overviewFor(grid, this.#projection);
    return withPositions(grid, source, context, async (positions) => {
      const window = windowAround(positions, REACH[this.#interpolation]);
      if (window === undefined) return bands.map(() => emptyTile(grid));
      const requests = bands.map((band) => this.#bands[band]);
      const tiles = await computeBands(requests, gridOf(source, window), context);
      return tiles.map((tile) => interpolated(tile, window, positions, this.#interpolation));
    });
  }
}

/** The projection with pixels enlarged by a power of two: as large as possible, but not larger than the grid's. */
function overviewFor(grid: Grid, projection: Projection): Projection {
  const factor = 2 ** Math.max(0, Math.floor(Math.log2(pixelRatio(grid, projection) * 1.001)));
  if (!(factor > 1)) return projection;
  const [a, b, c, d, e, f] = projection.transform;
  return new Projection(projection.crs, [a * factor, b * factor, c, d * factor, e * factor, f]);
}

/** Pixels of a window of a source. */
interface Source {
  readonly tile: Tile;
  readonly across: number;
}

/**
 * Interpolates between pixels: `at` is the index of the pixel up and left, x and y the offset from its centre (0 to 1). NaN if there is no
 * value.
 */
type Interpolate = (source: Source, at: number, x: number, y: number) => number;

/**
 * Interpolates a window's pixels at positions. The window must contain the pixels around each position, as far as the interpolation
 * reaches.
 */
export function interpolated(tile: Tile, window: PixelWindow, { columns, rows }: Positions, mode: Interpolation): Tile {
  const { column, row, width: across } = window;
  const source: Source = { tile, across };
  const interpolate: Interpolate = mode === 'bilinear' ? bilinear : bicubic;
  const values = new Float64Array(columns.length);
  const mask = new Uint8Array(columns.length);
  for (let i = 0; i < values.length; i++) {
    const nearest = (Math.floor(rows[i]) - row) * across + Math.floor(columns[i]) - column;
    if (Number.isNaN(nearest) || !isValid(tile, nearest)) continue;
    // Centres of pixels are half a pixel in.
    const [u, v] = [columns[i] - 0.5 - column, rows[i] - 0.5 - row];
    const [left, top] = [Math.floor(u), Math.floor(v)];
    values[i] = interpolate(source, top * across + left, u - left, v - top);
    mask[i] = 1;
  }
  return { values, mask: maskOf(mask) };
}

/** Whether a tile's pixel is not masked. */
export function isValid({ mask }: Tile, index: number): boolean {
  return mask === undefined || mask[index] > 0;
}

function bilinear({ tile, across }: Source, at: number, x: number, y: number): number {
  const { values } = tile;
  let [sum, weights] = [0, 0];
  for (let k = 0; k < 4; k++) {
    const index = at + (k & 1) + (k >> 1) * across;
    const weight = (k & 1 ? x : 1 - x) * (k >> 1 ? y : 1 - y);
    if (weight === 0 || !isValid(tile, index)) continue;
    sum += weight * values[index];
    weights += weight;
  }
  return sum / weights;
}

/** Bicubic interpolation over 4 x 4 pixels; where one of them is masked, bilinear over 2 x 2. */
function bicubic(source: Source, at: number, x: number, y: number): number {
  const { tile, across } = source;
  let sum = 0;
  for (let j = -1; j <= 2; j++) {
    const line = cubicWeight(y - j);
    for (let i = -1; i <= 2; i++) {
      const index = at + i + j * across;
      if (!isValid(tile, index)) return bilinear(source, at, x, y);
      sum += line * cubicWeight(x - i) * tile.values[index];
    }
  }
  return sum;
}

/** The weight of a pixel so far away (R. G. Keys, Cubic convolution interpolation for digital image processing, 1981, with a = -1/2). */
function cubicWeight(distance: number): number {
  const d = Math.abs(distance);
  if (d >= 2) return 0;
  return d <= 1 ? (1.5 * d - 2.5) * d * d + 1 : ((-0.5 * d + 2.5) * d - 4) * d + 2;
}
