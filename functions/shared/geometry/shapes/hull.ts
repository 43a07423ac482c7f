import type { Exactness } from '../exactness.ts';
import type { Geometry } from '../geometry.ts';
import { hullOf } from '../overlay/jts.ts';
import { computed } from '../overlay/overlay.ts';
import { all, drawn } from '../overlay/parts.ts';
import { isEmpty, isUnbounded } from '../parts.ts';

/** The smallest convex geometry around another: a polygon, or the line or point that it shrinks to. */
export function convexHullOf(geometry: Geometry, exactness: Exactness = {}): Geometry {
  if (isEmpty(geometry) || isUnbounded(geometry)) return geometry;
  return computed([geometry], exactness, ({ trace, keeps }) => {
    const hull = hullOf(all(drawn(trace, geometry, keeps)));
    const key = (['points', 'lines', 'areas'] as const)[hull.getDimension()];
    return { areas: null, lines: null, points: null, [key]: hull };
  });
}
