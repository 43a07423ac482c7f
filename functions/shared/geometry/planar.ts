import type { Crs } from '../raster/crs/crs.ts';
import { type PointTransform, transformer } from '../raster/crs/transform.ts';
import type { Geometry, Position } from './geometry.ts';
import { LONGITUDE_LATITUDE } from './geometry.ts';
import { linesOf, ringsOf } from './positions.ts';

/** Halving an edge stops at this depth: 4096 parts. */
const MAX_DEPTH = 12;

/**
 * The rings of a geometry's areas in a reference system: x0, y0, x1, y1, … Each edge is cut until its parts are nowhere
 * farther than `tolerance` (in the target's units) from the true edge: a geodesic, or a straight line in the geometry's own
 * system.
 */
export function planarRings(geometry: Geometry, target: Crs, tolerance: number): Float64Array[] {
  return planarChains(geometry, ringsOf(geometry.shape), true, target, tolerance);
}

/** The lines of a geometry in a plane; their ends are not joined. */
export function planarLines(geometry: Geometry, target: Crs, tolerance: number): Float64Array[] {
  return planarChains(geometry, linesOf(geometry.shape), false, target, tolerance);
}

function planarChains(
  geometry: Geometry,
  chains: readonly (readonly Position[])[],
  closed: boolean,
  target: Crs,
  tolerance: number,
): Float64Array[] {
  const toTarget = transformer(geometry.crs, target);
  const midpoint = geometry.geodesic ? geodesicMidpoint(geometry.crs) : straightMidpoint;
  return chains.map((chain) => {
    const out: number[] = [];
    for (let i = 0; i < chain.length; i++) {
      const from = chain[i];
      const start = project(toTarget, from);
      out.push(...start);
      if (!closed && i + 1 === chain.length) break;
      const to = chain[(i + 1) % chain.length];
      if (from[0] !== to[0] || from[1] !== to[1]) {
        subdivide(out, from, to, start, project(toTarget, to), midpoint, toTarget, tolerance, MAX_DEPTH);
      }
    }
    return Float64Array.from(out);
  });
}

type Midpoint = (a: Position, b: Position) => Position;

function subdivide(
  out: number[],
  from: Position,
  to: Position,
  start: Position,
  end: Position,
  midpoint: Midpoint,
  toTarget: PointTransform,
  tolerance: number,
  depth: number,
): void {
  const middle = midpoint(from, to);
  const place = project(toTarget, middle);
  const off = Math.hypot(place[0] - (start[0] + end[0]) / 2, place[1] - (start[1] + end[1]) / 2);
  if (depth === 0 || !(off > tolerance)) return;
  subdivide(out, from, middle, start, place, midpoint, toTarget, tolerance, depth - 1);
  out.push(...place);
  subdivide(out, middle, to, place, end, midpoint, toTarget, tolerance, depth - 1);
}

function project(transform: PointTransform, [x, y]: Position): [number, number] {
  const point = Float64Array.of(x, y);
  transform.forward(point);
  return [point[0], point[1]];
}

function straightMidpoint(a: Position, b: Position): Position {
  return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
}

/** The middle of the great circle between two positions; the sphere is near enough between nearby vertices. */
function geodesicMidpoint(crs: Crs): Midpoint {
  const toDegrees = transformer(crs, LONGITUDE_LATITUDE);
  return (a, b) => {
    const [p, q] = [unitVector(project(toDegrees, a)), unitVector(project(toDegrees, b))];
    const [x, y, z] = [p[0] + q[0], p[1] + q[1], p[2] + q[2]];
    const degrees = Float64Array.of(
      (Math.atan2(y, x) * 180) / Math.PI,
      (Math.atan2(z, Math.hypot(x, y)) * 180) / Math.PI,
    );
    toDegrees.inverse(degrees);
    return [degrees[0], degrees[1]];
  };
}

function unitVector([longitude, latitude]: Position): [number, number, number] {
  const [l, p] = [(longitude * Math.PI) / 180, (latitude * Math.PI) / 180];
  return [Math.cos(p) * Math.cos(l), Math.cos(p) * Math.sin(l), Math.sin(p)];
}
