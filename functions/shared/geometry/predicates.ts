import { boxesMeet, type Drawing } from './drawing.ts';
import { drawnPair, freshPair } from './drawn-pair.ts';
import type { Exactness } from './exactness.ts';
import { areFarApart } from './far-apart.ts';
import type { Geometry } from './geometry.ts';
import { placesOf } from './overlay/jts.ts';
import { all, overlayParts } from './overlay/parts.ts';
import { allNear } from './overlay/prepared.ts';
import { isEmpty, isUnbounded } from './parts.ts';

/** The number of a geometry's positions that are checked before the overlay is computed. */
const SAMPLE = 32;

/** Whether two geometries have a point in common. */
export function intersects(left: Geometry, right: Geometry, exactness: Exactness = {}): boolean {
  if (exactness.crs === undefined && areFarApart(left, right)) return false;
  if (isEmpty(left) || isEmpty(right)) return false;
  if (isUnbounded(left) || isUnbounded(right)) return true;
  const { a, b } = drawnPair(left, right, exactness);
  if (!boxesMeet(a.box, b.box)) return false;
  const [asked, other] = isLarger(a, b) ? [a, b] : [b, a];
  return asked.prepared.some((part) => all(other.parts).some((one) => part.intersects(one)));
}

/** Whether the first drawing covers more ground: an index of it pays. */
function isLarger({ box: a }: Drawing, { box: b }: Drawing): boolean {
  return (a[2] - a[0]) * (a[3] - a[1]) >= (b[2] - b[0]) * (b[3] - b[1]);
}

/** Whether two geometries have no point in common. */
export function disjoint(left: Geometry, right: Geometry, exactness: Exactness = {}): boolean {
  return !intersects(left, right, exactness);
}

/** Whether no point of the right geometry is outside of the left one. Nothing is in an empty geometry, and an empty one in none. */
export function contains(left: Geometry, right: Geometry, exactness: Exactness = {}): boolean {
  if (exactness.crs === undefined && areFarApart(left, right)) return false;
  if (isEmpty(left) || isEmpty(right)) return false;
  if (isUnbounded(left)) return true;
  if (isUnbounded(right)) return false;
  const { a, b, slack } = drawnPair(left, right, exactness);
  if (!boxesMeet(a.box, b.box)) return false;
  if (all(b.parts).every((part) => a.prepared.some((whole) => whole.covers(part)))) return true;
  const some = all(b.parts).flatMap((part) => placesOf(part).slice(0, SAMPLE));
  return allNear(a.prepared, some, slack) && leavesNothing(left, right, exactness);
}

/** Whether the right geometry lies within the left one, except for rounding. */
function leavesNothing(left: Geometry, right: Geometry, exactness: Exactness): boolean {
  const { a, b, slack } = freshPair(left, right, exactness);
  const outside = all(overlayParts('difference', b.parts, a.parts)).flatMap(placesOf);
  return allNear(a.prepared, outside, slack);
}
