import type { Crs } from '../../raster/crs/crs.ts';
import { geodesicDistance } from '../earth.ts';
import { edgesOf, toDegrees } from '../edge.ts';
import type { Geometry, Position } from '../geometry.ts';
import { isUnbounded, simpleParts } from '../parts.ts';
import { projected } from '../plane/projected.ts';
import { Trace } from '../trace.ts';
import { chordLength } from './chord-length.ts';
import { edgesInQuarters, isShort } from './quarters.ts';
import { romberg, settledInQuarters } from './romberg.ts';

/** The length of the lines and rings of a geometry, in metres, or in units of `crs`. Areas have none. */
export function lengthOf(geometry: Geometry, crs?: Crs): number {
  return sumOf(geometry, crs, ({ shape }) =>
    shape.type === 'LineString' || shape.type === 'LinearRing' ? [shape.coordinates] : [],
  );
}

/** The perimeter of the areas of a geometry, holes included, in metres, or in units of `crs`. Lines have none. */
export function perimeterOf(geometry: Geometry, crs?: Crs): number {
  return sumOf(geometry, crs, ({ shape }) => (shape.type === 'Polygon' ? shape.coordinates : []));
}

type Lines = (part: Geometry) => readonly (readonly Position[])[];

function sumOf(geometry: Geometry, crs: Crs | undefined, lines: Lines): number {
  let sum = 0;
  for (const part of simpleParts(geometry)) {
    if (isUnbounded(part)) return lines(part).length === 0 ? sum : Infinity;
    for (const line of lines(part)) sum += crs === undefined ? groundLength(part, line) : planeLength(part, line, crs);
  }
  return sum;
}

/** The largest error of edges, in metres, when a length is measured in a plane. */
const PLANE_ERROR = 1e-3;

function planeLength(geometry: Geometry, line: readonly Position[], crs: Crs): number {
  const run = new Trace(projected(crs), PLANE_ERROR).line(geometry, line, false);
  return run.slice(1).reduce((sum, [x, y], i) => sum + Math.hypot(x - run[i][0], y - run[i][1]), 0);
}

function groundLength(geometry: Geometry, line: readonly Position[]): number {
  let sum = 0;
  if (geometry.geodesic) {
    const degrees = toDegrees(geometry);
    for (let i = 1; i < line.length; i++) sum += geodesicDistance(degrees(line[i - 1]), degrees(line[i]));
    return sum;
  }
  const edges = edgesOf(geometry);
  edgesInQuarters(geometry, line, (end, places, at) => {
    const [from, to] = [line[end - 1], line[end]];
    const short = isShort(geometry, from, to) ? lengthInQuarters(places, at) : undefined;
    sum += short ?? curveLength(edges(from, to));
  });
  return sum;
}

/** The largest error of a length, in metres: a fraction of the length, plus the rounding of coordinates. */
const exact = (length: number) => 1e-11 * length + 1e-9;

/** Metres along an edge whose start, quarters and end are known; undefined if those are not enough for it. */
function lengthInQuarters(places: Float64Array, at: number): number | undefined {
  const chord = (from: number, to: number) =>
    chordLength(places[at + 2 * from], places[at + 2 * from + 1], places[at + 2 * to], places[at + 2 * to + 1]);
  const four = chord(0, 1) + chord(1, 2) + chord(2, 3) + chord(3, 4);
  return settledInQuarters(chord(0, 4), chord(0, 2) + chord(2, 4), four, exact(four));
}

/** Metres along a curve: the limit of chains of chords through space. */
export function curveLength(curve: (part: number) => Position): number {
  const chain = (steps: number) => {
    let sum = 0;
    let [x, y] = curve(0);
    for (let k = 1; k <= steps; k++) {
      const [nextX, nextY] = curve(k / steps);
      sum += chordLength(x, y, nextX, nextY);
      [x, y] = [nextX, nextY];
    }
    return sum;
  };
  // The ends of an edge around the Earth are close together: those of a quarter of it are not.
  return romberg((steps) => chain(4 * steps), exact);
}
