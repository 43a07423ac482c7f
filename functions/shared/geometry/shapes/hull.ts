import type { Geometry } from '../geometry.ts';
import { hullOf } from '../overlay/jts.ts';
import { workplace } from '../overlay/overlay.ts';
import { drawn } from '../overlay/parts.ts';
import { returned } from '../overlay/returned.ts';
import { isEmpty, isUnbounded } from '../parts.ts';
import { all, type Exactness } from '../predicates.ts';

/** The smallest convex geometry around another: a polygon, or the line or point that it shrinks to. */
export function convexHullOf(geometry: Geometry, exactness: Exactness = {}): Geometry {
  if (isEmpty(geometry) || isUnbounded(geometry)) return geometry;
  const { trace, frame, keeps } = workplace([geometry], exactness);
  const hull = hullOf(all(drawn(trace, geometry, keeps)));
  const key = (['points', 'lines', 'areas'] as const)[hull.getDimension()];
  return returned(trace, { areas: null, lines: null, points: null, [key]: hull }, frame);
}
