import type { Crs } from '../raster/crs/crs.ts';
import { transformer } from '../raster/crs/transform.ts';
import type { Geometry } from './geometry.ts';
import { simpleParts } from './parts.ts';
import { planarLines, planarRings } from './planar.ts';
import { positionsOf } from './positions.ts';

/** [minX, minY, maxX, maxY] */
export type Box = readonly [number, number, number, number];

/** The bounding box of a geometry in a reference system, in its units; geodesic edges bulge up to `tolerance`. */
export function boundingBox(geometry: Geometry, crs: Crs, tolerance: number): Box {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  // The parts of a collection may be in reference systems of their own.
  const { shape } = geometry;
  for (const part of shape.type === 'GeometryCollection' ? simpleParts(geometry) : [geometry]) {
    const points = Float64Array.from(positionsOf(part).flat());
    transformer(part.crs, crs).forward(points);
    for (const chain of [points, ...planarRings(part, crs, tolerance), ...planarLines(part, crs, tolerance)]) {
      for (let i = 0; i < chain.length; i += 2) {
        if (!Number.isFinite(chain[i] + chain[i + 1])) continue;
        box[0] = Math.min(box[0], chain[i]);
        box[1] = Math.min(box[1], chain[i + 1]);
        box[2] = Math.max(box[2], chain[i]);
        box[3] = Math.max(box[3], chain[i + 1]);
      }
    }
  }
  return box;
}
