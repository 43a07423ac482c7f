import type { Crs } from '../raster/crs/crs.ts';
import { type Nearest, nearestOutlines } from './distance.ts';
import { drawingOf } from './drawing.ts';
import { DEFAULT_ERROR, planeFor } from './drawn-pair.ts';
import type { Exactness } from './exactness.ts';
import type { Geometry } from './geometry.ts';
import { placesOf } from './overlay/jts.ts';
import { nearestPlaces } from './overlay/nearest.ts';
import { all, overlayParts } from './overlay/parts.ts';
import { isEmpty, isUnbounded } from './parts.ts';
import { projected } from './plane/projected.ts';
import { intersects } from './predicates.ts';

/** Metres (or units of a reference system, if one is given) between two geometries, neither empty nor unbounded; 0 if they meet. */
export function distanceBetween(left: Geometry, right: Geometry, exactness: Exactness = {}): number {
  return nearestBetween(left, right, exactness).distance;
}

/** The nearest places of two geometries that are neither empty nor unbounded: a common one if they meet. */
export function nearestBetween(left: Geometry, right: Geometry, exactness: Exactness = {}): Nearest {
  if (exactness.crs !== undefined) return nearestInSystem(left, right, exactness.crs);
  if (intersects(left, right, exactness)) {
    const plane = planeFor(left, right, undefined);
    const [a, b] = [drawingOf(left, plane, DEFAULT_ERROR), drawingOf(right, plane, DEFAULT_ERROR)];
    const [shared] = all(overlayParts('intersection', a.parts, b.parts));
    if (shared !== undefined) {
      const place = plane.inverse(placesOf(shared)[0]);
      return { left: place, right: place, distance: 0 };
    }
    return { ...nearestOutlines(left, right), distance: 0 };
  }
  return nearestOutlines(left, right);
}

function nearestInSystem(left: Geometry, right: Geometry, crs: Crs): Nearest {
  const plane = projected(crs);
  const [a, b] = [drawingOf(left, plane, DEFAULT_ERROR), drawingOf(right, plane, DEFAULT_ERROR)];
  const found = nearestPlaces(all(a.parts), all(b.parts));
  return { left: plane.inverse(found.left), right: plane.inverse(found.right), distance: found.distance };
}

/** Whether the distance of two geometries is at most so many metres (or units of a reference system). Empty ones are near nothing. */
export function withinDistance(left: Geometry, right: Geometry, distance: number, exactness: Exactness = {}): boolean {
  if (isEmpty(left) || isEmpty(right)) return false;
  if (isUnbounded(left) || isUnbounded(right)) return true;
  return distanceBetween(left, right, exactness) <= distance;
}
