import type { Exactness } from '../exactness.ts';
import { extentOf } from '../extent.ts';
import { type Geometry, LONGITUDE_LATITUDE } from '../geometry.ts';
import { type Jts, simplifyJts } from '../overlay/jts.ts';
import { drawn } from '../overlay/parts.ts';
import { returned } from '../overlay/returned.ts';
import { isEmpty, isUnbounded } from '../parts.ts';
import { equidistant } from '../plane/equidistant.ts';
import { DEGREES, projected } from '../plane/projected.ts';
import { Trace } from '../trace.ts';

/** Geometries within so wide a circle (radians) are simplified on a map of their own. */
const LOCAL = 1.5;

/** The geometry with fewer vertices, such that edges move by no more than the tolerance, in metres, or in units of `crs`. */
export function simplified(geometry: Geometry, tolerance: number, { crs }: Exactness = {}): Geometry {
  if (isEmpty(geometry) || isUnbounded(geometry) || !(tolerance > 0)) return geometry;
  const extent = extentOf([geometry]);
  const plane =
    crs !== undefined ? projected(crs) : extent && extent.radius < LOCAL ? equidistant(extent.centre) : DEGREES;
  // Edges are taken as straight in the map: what matters is which of the vertices stay.
  const trace = new Trace(plane, Number.POSITIVE_INFINITY);
  const { areas, lines, points } = drawn(trace, geometry);
  const distance = crs === undefined ? tolerance * plane.unitsPerMeter : tolerance;
  const simple = (part: Jts | null) => (part === null ? null : simplifyJts(part, distance));
  const frame = crs === undefined ? { crs: LONGITUDE_LATITUDE, geodesic: geometry.geodesic } : { crs, geodesic: false };
  return returned(trace, { areas: simple(areas), lines: simple(lines), points }, frame);
}
