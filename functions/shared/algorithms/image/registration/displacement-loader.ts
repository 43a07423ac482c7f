import { wrong } from '../../../errors.ts';
import { apply } from '../../../raster/affine.ts';
import { levelsFor, PatchMatcher } from '../../../raster/correlation/match.ts';
import type { Picture } from '../../../raster/correlation/pyramid.ts';
import { SHEET_MARGIN, type Sheet, sheetOf } from '../../../raster/correlation/rubber-sheet.ts';
import type { Crs } from '../../../raster/crs/crs.ts';
import { transformer } from '../../../raster/crs/transform.ts';
import { type Grid, gridOf, type PixelWindow } from '../../../raster/grid.ts';
import { validInAll } from '../../../raster/pixels/around.ts';
import { computeBands } from '../../../raster/pixels/compute.ts';
import type { PixelContext } from '../../../raster/pixels/context.ts';
import { type Loader, maskOf, type Tile } from '../../../raster/pixels/node.ts';
import { type Positions, windowAround, withPositions } from '../../../raster/pixels/positions.ts';
import { emptyTile } from '../../../raster/pixels/reproject.ts';
import type { Projection } from '../../../raster/projection.ts';
import type { Pair } from './cross-correlation.ts';

export interface DisplacementOptions {
  /** The reference's bands, and those of the image that is to be registered. */
  readonly pair: Pair;
  /** Where both are compared. */
  readonly projection: Projection;
  /** Whose axes displacements are along. */
  readonly output: Crs;
  /** Width of patches and the largest displacement, in pixels of the projection. */
  readonly patch: number;
  readonly most: number;
  readonly stiffness: number;
}

/** Most pixels that are compared at a time. */
const MOST_PIXELS = 5e7;

/** The nodes of a lattice over the plane of the projection: the corners of cells that are half a patch wide. */
interface Lattice {
  readonly column: number;
  readonly row: number;
  readonly across: number;
  readonly down: number;
}

/** Bands dx, dy and confidence: how far each pixel of a reference is from its place in an image, in metres. */
export class DisplacementLoader implements Loader {
  readonly fractionalMask = false;
  readonly #options: DisplacementOptions;
  readonly #spacing: number;

  constructor(options: DisplacementOptions) {
    this.#options = options;
    this.#spacing = Math.max(1, options.patch >> 1);
  }

  load(outputs: readonly number[], grid: Grid, context: PixelContext): Promise<Tile[]> {
    return withPositions(grid, this.#options.projection, context, async (positions) => {
      const window = windowAround(positions, 0);
      if (window === undefined) return outputs.map(() => emptyTile(grid));
      const lattice = latticeOver(window, this.#spacing);
      const metres = this.#metres(await this.#sheet(lattice, context), lattice);
      const results = interpolated(metres, lattice, this.#spacing, positions);
      const mask = maskOf(Uint8Array.from(positions.columns, (column) => (Number.isNaN(column) ? 0 : 1)));
      return outputs.map((output) => ({ values: results[output], mask }));
    });
  }

  /** The displacements at the nodes, in pixels of the projection. */
  async #sheet({ column, row, across, down }: Lattice, context: PixelContext): Promise<Sheet> {
    const { pair, projection, patch, most, stiffness } = this.#options;
    const spacing = this.#spacing;
    const unit = 2 ** levelsFor(patch, most);
    const margin = patch + most + unit;
    // Smaller pictures begin where those of other tiles do.
    const left = Math.floor((column * spacing - margin) / unit) * unit;
    const top = Math.floor((row * spacing - margin) / unit) * unit;
    const width = (across - 1) * spacing + column * spacing - left + margin;
    const height = (down - 1) * spacing + row * spacing - top + margin;
    if (width * height > MOST_PIXELS)
      throw wrong(`${width} x ${height} pixels would have to be compared: ask for a larger scale or a smaller region.`);
    const bands = [...pair.a, ...pair.b];
    const release = context.claim(width * height * bands.length * 24);
    try {
      const tiles = await computeBands(bands, gridOf(projection, { column: left, row: top, width, height }), context);
      const picture = (part: readonly Tile[]): Picture => {
        const valid = validInAll(part, width * height);
        return { bands: part.map(({ values }) => Float64Array.from(values)), valid, width, height };
      };
      const matcher = new PatchMatcher(
        picture(tiles.slice(0, pair.a.length)),
        picture(tiles.slice(pair.a.length)),
        patch,
        most,
      );
      const matches = Array.from({ length: across * down }, (_, node) => {
        context.signal.throwIfAborted();
        const [x, y] = [column + (node % across), row + Math.floor(node / across)];
        return matcher.match(x * spacing - left, y * spacing - top);
      });
      return sheetOf(matches, across, stiffness, most);
    } finally {
      release();
    }
  }

  /** The same in metres along the axes of the output's system. */
  #metres(sheet: Sheet, { column, row, across }: Lattice): Sheet {
    const { projection, output } = this.#options;
    const ends = new Float64Array(sheet.x.length * 4);
    for (let node = 0; node < sheet.x.length; node++) {
      const x = (column + (node % across)) * this.#spacing;
      const y = (row + Math.floor(node / across)) * this.#spacing;
      ends.set(apply(projection.transform, x, y), 4 * node);
      ends.set(apply(projection.transform, x + sheet.x[node], y + sheet.y[node]), 4 * node + 2);
    }
    transformer(projection.crs, output).forward(ends);
    const along = (axis: number) =>
      sheet.x.map((_, node) => (ends[4 * node + 2 + axis] - ends[4 * node + axis]) * output.metersPerUnit);
    return { x: along(0), y: along(1), confidence: sheet.confidence };
  }
}

function latticeOver({ column, row, width, height }: PixelWindow, spacing: number): Lattice {
  const first = (place: number) => Math.floor(place / spacing) - SHEET_MARGIN;
  const count = (place: number, size: number) => Math.floor((place + size) / spacing) + 2 + SHEET_MARGIN - first(place);
  return { column: first(column), row: first(row), across: count(column, width), down: count(row, height) };
}

/** The values between nodes at each position. */
function interpolated(
  { x, y, confidence }: Sheet,
  lattice: Lattice,
  spacing: number,
  positions: Positions,
): Float64Array[] {
  const { columns, rows } = positions;
  const results = [x, y, confidence].map(() => new Float64Array(columns.length));
  for (let i = 0; i < columns.length; i++) {
    if (Number.isNaN(columns[i])) continue;
    const [across, down] = [columns[i] / spacing - lattice.column, rows[i] / spacing - lattice.row];
    const [left, top] = [Math.floor(across), Math.floor(down)];
    const [u, v] = [across - left, down - top];
    const at = top * lattice.across + left;
    for (const [band, nodes] of [x, y, confidence].entries()) {
      const above = nodes[at] * (1 - u) + nodes[at + 1] * u;
      const below = nodes[at + lattice.across] * (1 - u) + nodes[at + lattice.across + 1] * u;
      results[band][i] = above * (1 - v) + below * v;
    }
  }
  return results;
}
