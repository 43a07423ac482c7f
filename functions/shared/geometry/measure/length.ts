import type { Crs } from '../../raster/crs/crs.ts';
import { geodesicDistance } from '../earth.ts';
import { edgesOf, toDegrees } from '../edge.ts';
import type { Geometry, Position } from '../geometry.ts';
import { isUnbounded, simpleParts } from '../parts.ts';
import { projected } from '../plane/projected.ts';
import { Trace } from '../trace.ts';
import { romberg } from './romberg.ts';

/** Metres along the lines and rings of a geometry, or units of a system. Areas count nothing. */
export function lengthOf(geometry: Geometry, crs?: Crs): number {
  return sumOf(geometry, crs, ({ shape }) =>
    shape.type === 'LineString' || shape.type === 'LinearRing' ? [shape.coordinates] : [],
  );
}

/** Metres around the areas of a geometry, holes included, or units of a system. Lines count nothing. */
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

/** How far edges may be off where a length is measured in a plane, in metres. */
const PLANE_ERROR = 1e-3;

function planeLength(geometry: Geometry, line: readonly Position[], crs: Crs): number {
  const run = new Trace(projected(crs), PLANE_ERROR).line(geometry, line, false);
  return run.slice(1).reduce((sum, [x, y], i) => sum + Math.hypot(x - run[i][0], y - run[i][1]), 0);
}

function groundLength(geometry: Geometry, line: readonly Position[]): number {
  const degrees = toDegrees(geometry);
  const edges = edgesOf(geometry);
  let sum = 0;
  for (let i = 1; i < line.length; i++) {
    sum += geometry.geodesic
      ? geodesicDistance(degrees(line[i - 1]), degrees(line[i]))
      : curveLength(edges(line[i - 1], line[i]));
  }
  return sum;
}

/** Metres along a curve: the limit of chains of geodesics. */
export function curveLength(curve: (part: number) => Position): number {
  const chain = (steps: number) => {
    let sum = 0;
    for (let k = 1; k <= steps; k++) sum += geodesicDistance(curve((k - 1) / steps), curve(k / steps));
    return sum;
  };
  // Half the Earth's circumference away, the shortest way may be the other way around: never so for a quarter of an edge.
  return romberg((steps) => chain(4 * steps), 1e3);
}
