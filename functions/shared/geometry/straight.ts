import { sameCrs } from '../raster/crs/crs.ts';
import type { Geometry } from './geometry.ts';
import { simpleParts } from './parts.ts';

/** Whether the edges of both geometries are straight in one reference system. */
export function bothStraight(left: Geometry, right: Geometry): boolean {
  const parts = [...simpleParts(left), ...simpleParts(right)];
  return parts.every((part) => isStraight(part) && sameCrs(part.crs, parts[0].crs));
}

/** Whether a part's edges, if it has any, are straight in its reference system. */
function isStraight(part: Geometry): boolean {
  return !part.geodesic || part.shape.type === 'Point';
}
