import { EARTH, geodesicDistance, MEAN_RADIUS, RADIANS } from './earth.ts';
import type { Geometry, Position } from './geometry.ts';
import { groupsOf, type SegmentGroup } from './segment-groups.ts';
import { type Segment, segmentsOf } from './segments.ts';

/** The nearest places of two geometries, in degrees, and the metres between them. */
export interface Nearest {
  readonly left: Position;
  readonly right: Position;
  readonly distance: number;
}

/** The largest radius of curvature of the ellipsoid, at the poles: along no other line is the ground so flat. */
const FLATTEST = 6_399_594;

/**
 * The nearest places of the outlines of two geometries. Groups of edges are looked at in the order of how near they can be at best, until
 * nothing nearer is possible.
 */
export function nearestOutlines(left: Geometry, right: Geometry): Nearest {
  const [ours, theirs] = [groupsOf(segmentsOf(left)), groupsOf(segmentsOf(right))];
  const pairs: { a: SegmentGroup; b: SegmentGroup; least: number }[] = [];
  for (const a of ours) for (const b of theirs) pairs.push({ a, b, least: leastBetween(a, b) });
  pairs.sort((one, other) => one.least - other.least);
  let best: Nearest = { left: [NaN, NaN], right: [NaN, NaN], distance: Infinity };
  for (const { a, b, least } of pairs) {
    if (least > best.distance) break;
    best = nearestInGroups(a, b, best);
  }
  return best;
}

function nearestInGroups(a: SegmentGroup, b: SegmentGroup, known: Nearest): Nearest {
  let best = known;
  const consider = (place: Position, segment: Segment, swapped: boolean) => {
    const foot = footOf(place, segment);
    const distance = geodesicDistance(place, foot);
    if (distance < best.distance) {
      best = swapped ? { left: foot, right: place, distance } : { left: place, right: foot, distance };
    }
  };
  for (const one of a.pieces) {
    for (const other of b.pieces) {
      if (leastBetween(one, other) > best.distance) continue;
      const [here, there] = [one.segment, other.segment];
      consider(here.from, there, false);
      if (!isPoint(here)) consider(here.to, there, false);
      if (isPoint(here) && isPoint(there)) continue;
      consider(there.from, here, true);
      if (!isPoint(there)) consider(there.to, here, true);
    }
  }
  return best;
}

function isPoint({ from, to }: Segment): boolean {
  return from === to;
}

/** The least distance over the ground, in metres, between two balls. */
function leastBetween(
  a: { centre: readonly number[]; radius: number },
  b: { centre: readonly number[]; radius: number },
): number {
  const [x, y, z] = a.centre.map((value, i) => value - b.centre[i]);
  const chord = Math.max(0, Math.hypot(x, y, z) - a.radius - b.radius);
  return 2 * FLATTEST * Math.asin(Math.min(1, chord / (2 * FLATTEST))) * (1 - 1e-6);
}

/**
 * The place on a geodesic piece that is nearest to a position: along the piece by the side of a right-angled spherical triangle, again
 * and again until it stays.
 */
export function footOf(place: Position, segment: Segment): Position {
  const { from, to } = segment;
  if (isPoint(segment)) return from;
  const line = EARTH.InverseLine(from[1], from[0], to[1], to[0]);
  const length = line.s13;
  if (!(length > 0)) return from;
  let along = 0;
  for (let round = 0; round < 20; round++) {
    const here = line.Position(along);
    const view = EARTH.Inverse(here.lat2 as number, here.lon2 as number, place[1], place[0]);
    const turn = ((view.azi1 as number) - (here.azi2 as number)) * RADIANS;
    const step =
      MEAN_RADIUS *
      Math.atan2(
        Math.sin((view.s12 as number) / MEAN_RADIUS) * Math.cos(turn),
        Math.cos((view.s12 as number) / MEAN_RADIUS),
      );
    const next = Math.min(length, Math.max(0, along + step));
    const moved = Math.abs(next - along);
    along = next;
    if (moved < 1e-4) break;
  }
  if (along <= 0) return from;
  if (along >= length) return to;
  const foot = line.Position(along);
  return [foot.lon2 as number, foot.lat2 as number];
}
