import { type Affine, apply, invert } from '../../raster/affine.ts';
import type { Projection } from '../../raster/projection.ts';
import { drawingOf } from '../drawing.ts';
import { Geometry, type Position } from '../geometry.ts';
import { isEmpty } from '../parts.ts';
import { projected } from '../plane/projected.ts';
import { intersects } from '../predicates.ts';
import { withSubstance } from './substance.ts';

/** A cell of a grid: its column and row from the origin of the projection, and its outline, straight in the projection. */
export interface GridCell {
  readonly column: number;
  readonly row: number;
  readonly outline: Geometry;
}

/** The largest error of the geometry's edges, in metres. */
const ERROR = 0.01;

/**
 * The number of a grid's cells within the bounds of a geometry, and a generator of these cells, row by row: undefined stands for a cell
 * that the geometry does not touch.
 */
export function coveringGrid(
  geometry: Geometry,
  projection: Projection,
): { count: number; cells: () => Generator<GridCell | undefined> } {
  if (isEmpty(geometry)) return { count: 0, cells: function* () {} };
  const { crs, transform } = projection;
  const [x0, y0, x1, y1] = drawingOf(withSubstance(geometry), projected(crs), ERROR).box;
  const inverse = invert(transform);
  const corners = [
    [x0, y0],
    [x1, y0],
    [x1, y1],
    [x0, y1],
  ].map(([x, y]) => apply(inverse, x, y));
  const range = (k: 0 | 1): [number, number] => [
    Math.floor(Math.min(...corners.map((corner) => corner[k]))),
    Math.floor(Math.max(...corners.map((corner) => corner[k]))),
  ];
  const [[firstColumn, lastColumn], [firstRow, lastRow]] = [range(0), range(1)];
  return {
    count: (lastColumn - firstColumn + 1) * (lastRow - firstRow + 1),
    *cells() {
      for (let row = firstRow; row <= lastRow; row++) {
        for (let column = firstColumn; column <= lastColumn; column++) {
          const outline = cellOutline(column, row, transform, crs);
          yield intersects(outline, geometry, { crs }) ? { column, row, outline } : undefined;
        }
      }
    },
  };
}

function cellOutline(column: number, row: number, transform: Affine, crs: Projection['crs']): Geometry {
  const corners = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
    [0, 0],
  ].map(([dx, dy]): Position => apply(transform, column + dx, row + dy));
  return new Geometry({ type: 'Polygon', coordinates: [corners] }, crs, false);
}
