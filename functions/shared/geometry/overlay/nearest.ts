import DistanceOp from 'jsts/org/locationtech/jts/operation/distance/DistanceOp.js';
import type { Position } from '../geometry.ts';
import type { Jts } from './jts.ts';

/** The nearest places of two drawings in a plane. */
export function nearestPlaces(
  left: readonly Jts[],
  right: readonly Jts[],
): { left: Position; right: Position; distance: number } {
  let best = { left: [NaN, NaN] as Position, right: [NaN, NaN] as Position, distance: Infinity };
  for (const one of left) {
    for (const other of right) {
      const [a, b] = DistanceOp.nearestPoints(one, other) as { x: number; y: number }[];
      const distance = Math.hypot(a.x - b.x, a.y - b.y);
      if (distance < best.distance) best = { left: [a.x, a.y], right: [b.x, b.y], distance };
    }
  }
  return best;
}
