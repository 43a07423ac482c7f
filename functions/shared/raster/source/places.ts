import { type Affine, invert } from '../affine.ts';
import { gridTransform } from '../crs/approximate.ts';
import type { Crs } from '../crs/crs.ts';
import { transformer } from '../crs/transform.ts';
import { turnOf } from '../crs/turn.ts';
import type { Grid } from '../grid.ts';
import { giveSamples, takeSamples } from '../pixels/own-tile.ts';
import { MAX_POSITION_ERROR, pixelRatio } from '../pixels/positions.ts';
import type { OpenRaster } from './opener.ts';

/** The source pixel of each pixel of a grid: its column and row in a raster; -1 outside. Separable if the axes of both are parallel. */
export interface Places {
  readonly gridWidth: number;
  readonly gridHeight: number;
  readonly separable: boolean;
  /** A column and row for each pixel; or, if separable, for each column and each row of the grid. */
  readonly columns: Int32Array;
  readonly rows: Int32Array;
}

/** The overview whose scale is the closest to a grid's, and not coarser. */
export function chooseLevel(open: OpenRaster, transform: Affine, crs: Crs, grid: Grid): number {
  const { levels, width } = open.tiff;
  if (levels.length === 1) return 0;
  const ratio = pixelRatio(grid, { crs, transform });
  let best = 0;
  // A hair's breadth of tolerance: a request at an overview's own scale takes it in spite of rounding.
  levels.forEach((level, i) => {
    if (width / level.width <= ratio * 1.001) best = i;
  });
  return best;
}

export function placesOn(grid: Grid, crs: Crs, transform: Affine, width: number, height: number): Places {
  const project = transformer(grid.crs, crs);
  const inverse = invert(transform);
  const [gridWidth, gridHeight] = [grid.width, grid.height];
  const [, b, , d] = grid.transform;
  const [a2, b2, , d2] = transform;
  const upright = b2 === 0 && d2 === 0;
  // Pixels of a turn around the Earth; 0 where columns do not come round.
  const turn = upright ? (turnOf(crs) ?? 0) / Math.abs(a2) : 0;
  if (project.identity && b === 0 && d === 0 && upright) {
    const [a, , c, , e, f] = grid.transform;
    const columns = new Int32Array(gridWidth);
    const rows = new Int32Array(gridHeight);
    for (let i = 0; i < gridWidth; i++) {
      columns[i] = around(inverse[0] * (a * (i + 0.5) + c) + inverse[2], width, turn);
    }
    for (let i = 0; i < gridHeight; i++) rows[i] = within(inverse[4] * (e * (i + 0.5) + f) + inverse[5], height);
    return { gridWidth, gridHeight, separable: true, columns, rows };
  }
  const toPixels = gridTransform(project, grid.transform, gridWidth, gridHeight, MAX_POSITION_ERROR, inverse);
  const columns = takeSamples('int32', gridWidth * gridHeight);
  const rows = takeSamples('int32', gridWidth * gridHeight);
  const [x, y] = [new Float64Array(gridWidth), new Float64Array(gridWidth)];
  for (let row = 0, i = 0; row < gridHeight; row++) {
    toPixels.colRow(row, x, y);
    for (let column = 0; column < gridWidth; column++, i++) {
      columns[i] = around(x[column], width, turn);
      rows[i] = within(y[column], height);
    }
  }
  return { gridWidth, gridHeight, separable: false, columns, rows };
}

/** Says of places that nobody will look at them again. */
export function releasePlaces({ separable, columns, rows }: Places): void {
  if (separable) return;
  giveSamples(columns);
  giveSamples(rows);
}

/** Centres that fall on a border between pixels but for rounding (as aligned grids' do not) go to the one after it. */
const BORDER = 1e-9;

function within(place: number, size: number): number {
  const index = Math.floor(place + BORDER);
  return index >= 0 && index < size ? index : -1;
}

/** The column of a place, or of the same place some turns around the Earth away. */
function around(place: number, size: number, turn: number): number {
  const index = within(place, size);
  if (index >= 0 || turn === 0) return index;
  return within(place - turn * Math.floor((place + BORDER) / turn), size);
}
