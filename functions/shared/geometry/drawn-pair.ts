import type { Crs } from '../raster/crs/crs.ts';
import { type Drawing, drawingOf, drawingWith } from './drawing.ts';
import { MEAN_RADIUS, RADIANS } from './earth.ts';
import type { Exactness } from './exactness.ts';
import type { Extent } from './extent.ts';
import { knownExtent } from './far-apart.ts';
import type { Geometry } from './geometry.ts';
import { workplace } from './overlay/overlay.ts';
import { drawn } from './overlay/parts.ts';
import type { Plane } from './plane/plane.ts';
import { DEGREES, projected } from './plane/projected.ts';
import { bothStraight } from './straight.ts';

/** The default error of edges, in metres. */
export const DEFAULT_ERROR = 0.01;
/** The error of edges in predicates: a fraction of the size of the geometries, between the other two values, in metres. */
const FINE = 1e-7;
const FINEST = 1e-6;
const COARSEST = 1;

/** Distance from a pole, in degrees, within which the map of the world is too distorted for small geometries. */
const POLAR = 15;

/** Two geometries drawn in one plane, with the tolerance for comparing them. */
export interface DrawnPair {
  readonly a: Drawing;
  readonly b: Drawing;
  /** The tolerance for comparing coordinates, in units of the plane. */
  readonly slack: number;
}

/** Draws two geometries in one plane. Drawings are kept, because many questions are about the same geometry. */
export function drawnPair(left: Geometry, right: Geometry, exactness: Exactness): DrawnPair {
  const plane = planeFor(left, right, exactness.crs);
  const extents = [knownExtent(left), knownExtent(right)];
  if (plane.degrees && exactness.crs === undefined && extents.some(isPolar)) return freshPair(left, right, exactness);
  const size = Math.max(...extents.map((extent) => 2 * MEAN_RADIUS * (extent?.radius ?? 1)));
  // In steps of ten, so that drawings are the same for geometries of about the same size.
  const fine = size > 0 ? 10 ** Math.floor(Math.log10(size * FINE)) : DEFAULT_ERROR;
  const tolerance = Math.max(FINEST, Math.min(COARSEST, fine, exactness.meters || COARSEST));
  const [a, b] = [drawingOf(left, plane, tolerance), drawingOf(right, plane, tolerance)];
  return { a, b, slack: 2 * tolerance * plane.unitsPerMeter };
}

/** Two geometries in the plane that suits them best. */
export function freshPair(left: Geometry, right: Geometry, exactness: Exactness): DrawnPair {
  const { trace, keeps } = workplace([left, right], exactness);
  const [a, b] = [left, right].map((geometry) => drawingWith(drawn(trace, geometry, keeps)));
  return { a, b, slack: 4 * trace.tolerance };
}

function isPolar(extent: Extent | undefined): boolean {
  return extent !== undefined && extent.radius < 1 && Math.abs(extent.centre[1]) + extent.radius / RADIANS > 90 - POLAR;
}

/** The plane of the reference system asked for, of the one that both are straight in, or the map of the world. */
export function planeFor(left: Geometry, right: Geometry, crs: Crs | undefined): Plane {
  if (crs !== undefined) return projected(crs);
  return bothStraight(left, right) ? projected(left.crs) : DEGREES;
}
