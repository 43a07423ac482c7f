import { ServiceError } from '../../errors.ts';
import { apply, invert } from '../affine.ts';
import { gridTransform } from '../crs/approximate.ts';
import { transformer } from '../crs/transform.ts';
import type { Grid, PixelWindow } from '../grid.ts';
import type { Projection } from '../projection.ts';
import type { PixelContext } from './context.ts';

/**
 * Largest error of a pixel's place when a transformation is interpolated, in source pixels. GDAL takes 0.125 by default; a finer
 * bound costs nothing that could be measured and picks another nearest pixel twelve times less often.
 */
export const MAX_POSITION_ERROR = 0.01;

/** Most pixels of an intermediate grid, as the service bounds it. */
const MAX_REPROJECTED_PIXELS = 1e8;

/**
 * The positions of the centres of a grid's pixels in pixel coordinates of a projection, row by row: fractional; NaN for a pixel without an
 * image.
 */
export interface Positions {
  readonly columns: Float64Array;
  readonly rows: Float64Array;
}

/** Computes positions, and frees their memory after `use`. */
export async function withPositions<T>(
  grid: Grid,
  projection: Projection,
  context: PixelContext,
  use: (positions: Positions) => Promise<T>,
): Promise<T> {
  const count = grid.width * grid.height;
  const release = context.claim(count * 2 * Float64Array.BYTES_PER_ELEMENT);
  try {
    const toSource = gridTransform(
      transformer(grid.crs, projection.crs),
      grid.transform,
      grid.width,
      grid.height,
      MAX_POSITION_ERROR,
      invert(projection.transform),
    );
    const positions = { columns: new Float64Array(count), rows: new Float64Array(count) };
    for (let row = 0; row < grid.height; row++) {
      const part = [row * grid.width, (row + 1) * grid.width] as const;
      toSource.colRow(row, positions.columns.subarray(...part), positions.rows.subarray(...part));
    }
    return await use(positions);
  } finally {
    release();
  }
}

/**
 * The window of the pixels that contain the positions, widened by a margin in pixels; undefined if there are none.
 * @throws INVALID_ARGUMENT if the window is too large
 */
export function windowAround({ columns, rows }: Positions, margin: number): PixelWindow | undefined {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < columns.length; i++) {
    const [x, y] = [Math.floor(columns[i]), Math.floor(rows[i])];
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < top) top = y;
    if (y > bottom) bottom = y;
  }
  if (!(right >= left && bottom >= top)) return undefined;
  const [width, height] = [right - left + 1 + 2 * margin, bottom - top + 1 + 2 * margin];
  if (width * height > MAX_REPROJECTED_PIXELS)
    throw new ServiceError('INVALID_ARGUMENT', `Reprojection output too large (${width}x${height} pixels).`);
  return { column: left - margin, row: top - margin, width, height };
}

/** The width of a grid's pixel in pixels of a projection, in the middle of the grid. */
export function pixelRatio(grid: Grid, { crs, transform }: Pick<Projection, 'crs' | 'transform'>): number {
  const inverse = invert(transform);
  const points = Float64Array.from(
    [
      [0.5, 0.5],
      [0.5 + 1 / grid.width, 0.5],
      [0.5, 0.5 + 1 / grid.height],
    ].flatMap(([u, v]) => apply(grid.transform, u * grid.width, v * grid.height)),
  );
  transformer(grid.crs, crs).forward(points);
  const [p, q, r] = [0, 2, 4].map((i) => apply(inverse, points[i], points[i + 1]));
  return Math.sqrt(Math.abs((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])));
}
