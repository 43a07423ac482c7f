import { invert } from '../affine.ts';
import type { Crs } from '../crs/crs.ts';
import { transformer } from '../crs/transform.ts';
import { type Grid, subGrid } from '../grid.ts';
import { type BandRequest, computeBands } from './compute.ts';
import type { PixelContext } from './context.ts';
import { lattice } from './coordinates.ts';
import type { Loader, Tile } from './node.ts';
import { type Positions, windowAround } from './positions.ts';
import { emptyTile, nearestPixels } from './reproject.ts';
import { type Interpolation, interpolated, isValid, REACH } from './resample.ts';

/**
 * Moves bands by offsets: two bands give, for each pixel's centre, the offset of its source in metres along the x and y axes of a reference
 * system.
 */
export class DisplacedLoader implements Loader {
  readonly fractionalMask: boolean;
  readonly #bands: readonly BandRequest[];
  readonly #offsets: readonly [BandRequest, BandRequest];
  readonly #crs: Crs;
  readonly #mode: Interpolation | 'nearest';

  constructor(
    bands: readonly BandRequest[],
    offsets: readonly [BandRequest, BandRequest],
    crs: Crs,
    mode: Interpolation | 'nearest',
  ) {
    this.#bands = bands;
    this.#offsets = offsets;
    this.#crs = crs;
    this.#mode = mode;
    this.fractionalMask = mode === 'nearest';
  }

  async load(bands: readonly number[], grid: Grid, context: PixelContext): Promise<Tile[]> {
    const count = grid.width * grid.height;
    const release = context.claim(count * 6 * Float64Array.BYTES_PER_ELEMENT);
    try {
      const positions = this.#positions(await computeBands(this.#offsets, grid, context), grid);
      const mode = this.#mode;
      const window = windowAround(positions, mode === 'nearest' ? 0 : REACH[mode]);
      if (window === undefined) return bands.map(() => emptyTile(grid));
      const requests = bands.map((band) => this.#bands[band]);
      const tiles = await computeBands(requests, subGrid(grid, window), context);
      if (mode === 'nearest') return nearestPixels(tiles, window, positions);
      return tiles.map((tile) => interpolated(tile, window, positions, mode));
    } finally {
      release();
    }
  }

  /** The positions that the grid's pixels are taken from, in pixels of the grid; NaN where an offset is masked. */
  #positions([across, along]: readonly Tile[], grid: Grid): Positions {
    const places = lattice(grid, 0.5, 0, this.#crs);
    const { metersPerUnit } = this.#crs;
    const count = grid.width * grid.height;
    const positions = { columns: new Float64Array(count), rows: new Float64Array(count) };
    for (let i = 0; i < count; i++) {
      const known = isValid(across, i) && isValid(along, i);
      places[2 * i] += known ? across.values[i] / metersPerUnit : Number.NaN;
      places[2 * i + 1] += known ? along.values[i] / metersPerUnit : Number.NaN;
    }
    transformer(grid.crs, this.#crs).inverse(places);
    const [a, b, c, d, e, f] = invert(grid.transform);
    for (let i = 0; i < count; i++) {
      const [x, y] = [places[2 * i], places[2 * i + 1]];
      positions.columns[i] = a * x + b * y + c;
      positions.rows[i] = d * x + e * y + f;
    }
    return positions;
  }
}
