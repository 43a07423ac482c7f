import { Geometry, LONGITUDE_LATITUDE, type Position } from '../../../geometry/geometry.ts';
import { centroidOf } from '../../../geometry/shapes/centroid.ts';
import { apply } from '../../../raster/affine.ts';
import type { Crs } from '../../../raster/crs/crs.ts';
import { transformer } from '../../../raster/crs/transform.ts';
import type { Grid } from '../../../raster/grid.ts';
import type { CornerRing, Outline } from '../../../raster/segments/outline.ts';

/** What stands for a segment: its outline, the rectangle around it, or its centre of gravity. */
export const GEOMETRY_TYPES = ['polygon', 'bb', 'centroid'] as const;
export type GeometryType = (typeof GEOMETRY_TYPES)[number];

/** Pixel corners as positions of a reference system, the first one again at the end. */
function positionsOf(ring: CornerRing, grid: Grid, target: Crs): Position[] {
  const points = Float64Array.from(ring.flatMap(([column, row]) => apply(grid.transform, column, row)));
  transformer(grid.crs, target).forward(points);
  const positions = ring.map((_, i): Position => [points[2 * i], points[2 * i + 1]]);
  return [...positions, positions[0]];
}

/** The rectangle of pixels around a ring. */
function boxOf(ring: CornerRing): CornerRing {
  const [columns, rows] = [0, 1].map((axis) => ring.map((corner) => corner[axis as 0 | 1]));
  const [left, right] = [Math.min(...columns), Math.max(...columns)];
  const [top, bottom] = [Math.min(...rows), Math.max(...rows)];
  return [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ];
}

/**
 * The geometry of a segment, with edges as straight as those of pixels.
 * @param native whether it is in the grid's reference system; else in degrees
 */
export function segmentGeometry({ shell, holes }: Outline, type: GeometryType, grid: Grid, native: boolean): Geometry {
  const crs = native ? grid.crs : LONGITUDE_LATITUDE;
  const rings = type === 'bb' ? [boxOf(shell)] : [shell, ...holes];
  const coordinates = rings.map((ring) => positionsOf(ring, grid, crs));
  const polygon = new Geometry({ type: 'Polygon', coordinates }, crs, false);
  return type === 'centroid' ? centroidOf(polygon, crs) : polygon;
}
