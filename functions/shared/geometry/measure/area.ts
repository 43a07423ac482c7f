import type { Crs } from '../../raster/crs/crs.ts';
import { transformer } from '../../raster/crs/transform.ts';
import { EARTH, RADIANS } from '../earth.ts';
import { type Curve, edgesOf, toDegrees } from '../edge.ts';
import { type Geometry, LONGITUDE_LATITUDE, type Position } from '../geometry.ts';
import { isValid, polygon } from '../overlay/jts.ts';
import { drawn } from '../overlay/parts.ts';
import { isUnbounded, polygonsOf, simpleParts } from '../parts.ts';
import { projected } from '../plane/projected.ts';
import { resolved } from '../shapes/resolved.ts';
import { Trace } from '../trace.ts';
import { edgesInQuarters, isShort } from './quarters.ts';
import { romberg, settledInQuarters } from './romberg.ts';
import { areSimpleRings } from './simple-rings.ts';
import { zone } from './zone.ts';

/** Square metres of the whole ellipsoid. */
export const EARTH_AREA = 4 * Math.PI * zone(90);

/**
 * The area in square metres on the ellipsoid: the sum of those of the parts. Points, lines and rings have none.
 * @param crs the system in whose square units to measure instead
 */
export function areaOf(geometry: Geometry, crs?: Crs): number {
  return simpleParts(geometry)
    .filter((part) => part.shape.type === 'Polygon')
    .reduce((sum, part) => sum + (crs === undefined ? polygonArea(part) : planeArea(part, crs)), 0);
}

/** The largest error of edges, in metres, when an area is measured in a plane. */
const PLANE_ERROR = 1e-6;

function planeArea(part: Geometry, crs: Crs): number {
  return drawn(new Trace(projected(crs), PLANE_ERROR), part).areas?.getArea() ?? 0;
}

function polygonArea(part: Geometry): number {
  if (isUnbounded(part)) return EARTH_AREA;
  const [rings] = polygonsOf(part.shape);
  if (!isSimple(part, rings)) {
    const parts = simpleParts(resolved(part)).filter(({ shape }) => shape.type === 'Polygon');
    return parts.reduce((sum, piece) => sum + ringsArea(piece, polygonsOf(piece.shape)[0]), 0);
  }
  return ringsArea(part, rings);
}

function ringsArea(geometry: Geometry, [shell, ...holes]: readonly (readonly Position[])[]): number {
  const signed = ringArea(geometry, shell);
  // Left of a clockwise shell is all the rest of the world.
  const outer = !geometry.evenOdd && signed < 0 ? EARTH_AREA + signed : Math.abs(signed);
  return holes.reduce((area, hole) => area - Math.abs(ringArea(geometry, hole)), outer);
}

/**
 * Whether the rings of a polygon make one as they are. Straight edges are looked at in their reference system; where geodesics bend does
 * not matter much for that.
 */
function isSimple(geometry: Geometry, rings: readonly (readonly Position[])[]): boolean {
  const long = rings.filter((ring) => ring.length > 3);
  if (long.length === 0) return true;
  const runs = geometry.geodesic ? long.map((ring) => unwrap(ring.map(toDegrees(geometry)))) : long;
  if (runs.some((run) => run[0][0] !== run[run.length - 1][0])) return rings.length === 1;
  return areSimpleRings(runs) || isValid(polygon(runs[0], runs.slice(1)));
}

/** Longitudes run on over the 180th meridian. */
function unwrap(ring: readonly Position[]): Position[] {
  const run: Position[] = [];
  for (const [x, y] of ring) {
    const before = run[run.length - 1];
    run.push(before ? [x - 360 * Math.round((x - before[0]) / 360), y] : [x, y]);
  }
  return run;
}

/** The area within a ring: positive if it runs counterclockwise. */
function ringArea(geometry: Geometry, ring: readonly Position[]): number {
  if (!geometry.geodesic) return curvedRingArea(geometry, ring);
  const degrees = toDegrees(geometry);
  const sum = EARTH.Polygon(false);
  for (const position of ring.slice(0, -1)) {
    const [longitude, latitude] = degrees(position);
    sum.AddPoint(latitude, longitude);
  }
  return sum.Compute(false, true).area as number;
}

/** The area within a ring whose edges are not geodesics: the zones below them, along the edges. */
function curvedRingArea(geometry: Geometry, ring: readonly Position[]): number {
  const edges = edgesOf(geometry);
  const own = transformer(geometry.crs, LONGITUDE_LATITUDE).identity;
  const step = (delta: number) => (own ? delta : delta - 360 * Math.round(delta / 360));
  let below = 0;
  let turned = 0;
  edgesInQuarters(geometry, ring, (end, places, at) => {
    const [from, to] = [ring[end - 1], ring[end]];
    turned += step(places[at + 8] - places[at]);
    const short = isShort(geometry, from, to) ? belowInQuarters(places, at, step) : undefined;
    below += short ?? belowCurve(edges(from, to), step);
  });
  if (Math.abs(turned) < 180) return -below;
  // Around a pole: the smaller of the two sides.
  const half = 2 * Math.PI * zone(90);
  return Math.min(half - below, half + below);
}

/** Corrects a difference of successive longitudes, in degrees, for the jump at the 180th meridian where there may be one. */
type Step = (delta: number) => number;

/** The zone below an edge whose start, quarters and end are known, in square metres; undefined if those are not enough for it. */
function belowInQuarters(places: Float64Array, at: number, step: Step): number | undefined {
  const x = (quarter: number) => places[at + 2 * quarter];
  const [z0, z1, z2, z3, z4] = [0, 1, 2, 3, 4].map((quarter) => zone(places[at + 2 * quarter + 1]));
  const strip = (from: number, to: number, height: number) => (height / 2) * step(x(to) - x(from)) * RADIANS;
  const one = strip(0, 4, z0 + z4);
  const two = strip(0, 2, z0 + z2) + strip(2, 4, z2 + z4);
  const four = strip(0, 1, z0 + z1) + strip(1, 2, z1 + z2) + strip(2, 3, z2 + z3) + strip(3, 4, z3 + z4);
  // Rounding of longitudes counts by how far the zones differ.
  return settledInQuarters(one, two, four, ROUNDING * (Math.abs(four) + Math.PI * Math.abs(z4 - z0)));
}

const ROUNDING = 1e-14;

function belowCurve(curve: Curve, step: Step): number {
  return romberg(
    (steps) => {
      let sum = 0;
      let [x, y] = curve(0);
      for (let k = 1; k <= steps; k++) {
        const [nextX, nextY] = curve(k / steps);
        sum += ((zone(y) + zone(nextY)) / 2) * step(nextX - x) * RADIANS;
        [x, y] = [nextX, nextY];
      }
      return sum;
    },
    () => 1e-13 * zone(90),
  );
}
