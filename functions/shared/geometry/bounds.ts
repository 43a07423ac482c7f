import type { Crs } from '../raster/crs/crs.ts';
import { transformer } from '../raster/crs/transform.ts';
import type { Geometry } from './geometry.ts';
import { planarRings } from './planar.ts';
import { positionsOf } from './positions.ts';

/** [minX, minY, maxX, maxY] */
export type Box = readonly [number, number, number, number];

/** The bounding box of a geometry in a reference system, in its units; geodesic edges bulge up to `tolerance`. */
export function boundingBox(geometry: Geometry, crs: Crs, tolerance: number): Box {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  const points = Float64Array.from(positionsOf(geometry).flat());
  transformer(geometry.crs, crs).forward(points);
  for (const ring of [points, ...planarRings(geometry, crs, tolerance)]) {
    for (let i = 0; i < ring.length; i += 2) {
      if (!Number.isFinite(ring[i] + ring[i + 1])) continue;
      box[0] = Math.min(box[0], ring[i]);
      box[1] = Math.min(box[1], ring[i + 1]);
      box[2] = Math.max(box[2], ring[i]);
      box[3] = Math.max(box[3], ring[i + 1]);
    }
  }
  return box;
}
