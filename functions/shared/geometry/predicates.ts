import { type Crs, sameCrs } from '../raster/crs/crs.ts';
import { boxesMeet, type Drawing, drawingOf } from './drawing.ts';
import type { Geometry } from './geometry.ts';
import { coversJts, intersectsJts, type Jts } from './overlay/jts.ts';
import { overlayParts, type Parts } from './overlay/parts.ts';
import { isEmpty, isUnbounded, simpleParts } from './parts.ts';
import type { Plane } from './plane/plane.ts';
import { DEGREES, projected } from './plane/projected.ts';

/** How far edges may be off where nothing is said, in metres. */
export const DEFAULT_ERROR = 0.01;

/** How a question about two geometries is to be answered. */
export interface Exactness {
  /** How far edges may be off, in metres; never taken as leave to be sloppier than the default. */
  readonly meters?: number;
  /** The reference system in whose plane to answer it; else that of both geometries, or the Earth itself. */
  readonly crs?: Crs;
}

/** Whether two geometries have a point in common. */
export function intersects(left: Geometry, right: Geometry, exactness: Exactness = {}): boolean {
  if (isEmpty(left) || isEmpty(right)) return false;
  if (isUnbounded(left) || isUnbounded(right)) return true;
  const [a, b] = drawings(left, right, exactness);
  if (!boxesMeet(a.box, b.box)) return false;
  return all(a.parts).some((one) => all(b.parts).some((other) => intersectsJts(one, other)));
}

/** Whether two geometries have no point in common. */
export function disjoint(left: Geometry, right: Geometry, exactness: Exactness = {}): boolean {
  return !intersects(left, right, exactness);
}

/** Whether no point of the right geometry is outside of the left one. Nothing is in an empty geometry, and an empty one in none. */
export function contains(left: Geometry, right: Geometry, exactness: Exactness = {}): boolean {
  if (isEmpty(left) || isEmpty(right)) return false;
  if (isUnbounded(left)) return true;
  if (isUnbounded(right)) return false;
  const [a, b] = drawings(left, right, exactness);
  if (!boxesMeet(a.box, b.box)) return false;
  if (all(b.parts).every((part) => all(a.parts).some((whole) => coversJts(whole, part)))) return true;
  if (all(a.parts).length === 1) return false;
  // What is in several parts together, such as a line half in an area and half along a line.
  return all(overlayParts('difference', b.parts, a.parts)).length === 0;
}

/** The drawings of a geometry, dimension by dimension. */
export function all(parts: Parts): Jts[] {
  return [parts.areas, parts.lines, parts.points].filter((part) => part !== null);
}

function drawings(left: Geometry, right: Geometry, { meters, crs }: Exactness): [Drawing, Drawing] {
  const plane = planeFor(left, right, crs);
  const tolerance = Math.min(DEFAULT_ERROR, meters || DEFAULT_ERROR);
  return [drawingOf(left, plane, tolerance), drawingOf(right, plane, tolerance)];
}

/** The plane of the reference system asked for, of the one that both are straight in, or the map of the world. */
export function planeFor(left: Geometry, right: Geometry, crs: Crs | undefined): Plane {
  if (crs !== undefined) return projected(crs);
  return bothStraight(left, right) ? projected(left.crs) : DEGREES;
}

/** Whether the edges of both geometries are straight in one reference system. */
export function bothStraight(left: Geometry, right: Geometry): boolean {
  const parts = [...simpleParts(left), ...simpleParts(right)];
  return parts.every((part) => isStraight(part) && sameCrs(part.crs, parts[0].crs));
}

/** Whether a part's edges, if it has any, are straight in its reference system. */
function isStraight(part: Geometry): boolean {
  return !part.geodesic || part.shape.type === 'Point';
}
