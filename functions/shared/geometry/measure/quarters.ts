import { toDegreesInPlace } from '../edge.ts';
import type { Geometry, Position } from '../geometry.ts';

/** The number of edges that are transformed at once. */
const BATCH = 1024;
/** Numbers in the array from the start of an edge to that of the next one: four positions. */
const STRIDE = 8;

/**
 * Receives an edge of a line: the index of its end in the line, and an array that holds from index `at` on its start, the positions at its
 * quarters, and its end (five positions, longitude and latitude in degrees).
 */
export type VisitEdge = (end: number, places: Float64Array, at: number) => void;

/** Visits the edges of a line that are straight in the geometry's reference system. Many are transformed at once. */
export function edgesInQuarters(geometry: Geometry, line: readonly Position[], visit: VisitEdge): void {
  const transform = toDegreesInPlace(geometry);
  for (let first = 1; first < line.length; first += BATCH) {
    const end = Math.min(line.length, first + BATCH);
    const places = new Float64Array((end - first) * STRIDE + 2);
    let at = 0;
    for (let i = first; i < end; i++) {
      const [[x, y], [toX, toY]] = [line[i - 1], line[i]];
      for (let part = 0; part < 1; part += 0.25) {
        places[at++] = x + (toX - x) * part;
        places[at++] = y + (toY - y) * part;
      }
    }
    places[at] = line[end - 1][0];
    places[at + 1] = line[end - 1][1];
    transform(places);
    for (let i = first; i < end; i++) visit(i, places, (i - first) * STRIDE);
  }
}

/** Edges up to this length in the plane, in metres, cannot do anything unexpected between their quarters, such as turn around the Earth. */
const SHORT = 500_000;

/** Whether an edge is so short that the positions at its quarters describe it. */
export function isShort(geometry: Geometry, from: Position, to: Position): boolean {
  return Math.hypot(to[0] - from[0], to[1] - from[1]) * geometry.crs.metersPerUnit <= SHORT;
}
