import { toDegreesInPlace } from '../edge.ts';
import type { Geometry, Position } from '../geometry.ts';

/** So many edges are transformed at once. */
const BATCH = 1024;
/** Numbers from the start of an edge to that of the next one: of four places. */
const STRIDE = 8;

/**
 * What is told of each edge of a line: which one it is (from its end's index), and the array and index at which its start is, then the
 * places at its quarters and its end, in degrees, x before y.
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

/** Metres in the plane up to which what is between an edge's quarters cannot be a surprise, such as a turn around the Earth. */
const SHORT = 500_000;

/** Whether quarters are enough to tell how an edge runs. */
export function isShort(geometry: Geometry, from: Position, to: Position): boolean {
  return Math.hypot(to[0] - from[0], to[1] - from[1]) * geometry.crs.metersPerUnit <= SHORT;
}
