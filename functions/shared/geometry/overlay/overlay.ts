import type { Crs } from '../../raster/crs/crs.ts';
import { MEAN_RADIUS } from '../earth.ts';
import type { Exactness } from '../exactness.ts';
import { extentOf } from '../extent.ts';
import { type Geometry, LONGITUDE_LATITUDE } from '../geometry.ts';
import { EMPTY, isEmpty, isUnbounded, simpleParts, UNBOUNDED } from '../parts.ts';
import { gnomonic } from '../plane/gnomonic.ts';
import type { Plane } from '../plane/plane.ts';
import { DEGREES, projected } from '../plane/projected.ts';
import { bothStraight } from '../straight.ts';
import { Trace } from '../trace.ts';
import { joinedAcrossMeridian, touchesBorder } from './join.ts';
import type { Operation } from './jts.ts';
import { drawn, overlayParts, type Parts } from './parts.ts';
import { type Frame, returned } from './returned.ts';

/** Geometries within so wide a circle (radians) are drawn on a map of their own, others on that of the world. */
const LOCAL = 1;
/** In a plane made for the geometries, edges are exact to this fraction of their extent, but never to less than a micrometre. */
const FINE = 1e-9;
/** Metres that edges may be off elsewhere, where nothing finer is asked for. */
const COARSE = 1;

/** The plane in which geometries are overlaid, and the frame of the result. */
export interface Workplace {
  readonly trace: Trace;
  readonly frame: Frame;
  /** Whether a part's edges are drawn with places in between that have to stay. */
  readonly keeps: (part: Geometry) => boolean;
}

/**
 * Computes with geometries in the plane that suits them: that of a system that was asked for or is that of all of them, else one about
 * them.
 */
export function computed(
  geometries: readonly Geometry[],
  exactness: Exactness,
  compute: (place: Workplace) => Parts,
): Geometry {
  const place = workplace(geometries, exactness);
  const parts = compute(place);
  const { trace, frame } = place;
  if (!trace.plane.degrees || !frame.geodesic) return returned(trace, parts, frame);
  const areas = joinedAcrossMeridian(parts.areas, trace);
  if (!touchesBorder(areas)) return returned(trace, { ...parts, areas }, frame);
  // What has the border of the map for an edge cannot be said with geodesics.
  const planar = flat(DEGREES, LONGITUDE_LATITUDE, exactness.meters);
  return returned(planar.trace, compute(planar), planar.frame);
}

/** Chooses the plane for geometries, and the frame of the result. */
export function workplace(geometries: readonly Geometry[], { meters, crs }: Exactness): Workplace {
  const [first] = geometries;
  const own =
    geometries.every((geometry) => bothStraight(first, geometry)) &&
    geometries.flatMap(simpleParts).some((part) => !part.geodesic);
  const system = crs ?? simpleParts(first)[0].crs;
  if (crs !== undefined || own) return flat(projected(system), system, meters);
  const frame: Frame = { crs: LONGITUDE_LATITUDE, geodesic: true };
  const keeps = (part: Geometry) => !part.geodesic;
  const extent = extentOf(geometries);
  const coarse = Math.min(COARSE, meters || COARSE);
  if (extent === undefined || extent.radius > LOCAL) return { trace: new Trace(DEGREES, coarse), frame, keeps };
  const fine = Math.max(1e-6, extent.radius * MEAN_RADIUS * FINE);
  return { trace: new Trace(gnomonic(extent.centre), fine, coarse), frame, keeps };
}

function flat(plane: Plane, crs: Crs, meters: number | undefined): Workplace {
  return {
    trace: new Trace(plane, Math.min(COARSE, meters || COARSE)),
    frame: { crs, geodesic: false },
    keeps: () => true,
  };
}

/** The union, intersection, difference or symmetric difference of two geometries. */
export function overlayGeometries(
  operation: Operation,
  left: Geometry,
  right: Geometry,
  exactness: Exactness = {},
): Geometry {
  const known = withoutOverlay(operation, left, right);
  if (known !== undefined) return known;
  return computed([left, right], exactness, ({ trace, keeps }) =>
    overlayParts(operation, drawn(trace, left, keeps), drawn(trace, right, keeps)),
  );
}

/** Results that need no computation: with nothing, or with everything. */
function withoutOverlay(operation: Operation, left: Geometry, right: Geometry): Geometry | undefined {
  if (isEmpty(left)) return operation === 'union' || operation === 'symmetricDifference' ? right : EMPTY;
  if (isEmpty(right)) return operation === 'intersection' ? EMPTY : left;
  const [everything, other] = [isUnbounded(left), isUnbounded(right)];
  if (operation === 'union' && (everything || other)) return UNBOUNDED;
  if (operation === 'intersection' && everything) return right;
  if (operation === 'intersection' && other) return left;
  if (operation === 'difference' && other) return EMPTY;
  if (operation === 'symmetricDifference' && everything && other) return EMPTY;
  return undefined;
}
