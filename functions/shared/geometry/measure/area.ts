import type { Crs } from '../../raster/crs/crs.ts';
import { transformer } from '../../raster/crs/transform.ts';
import { EARTH, RADIANS } from '../earth.ts';
import { edgesOf, toDegrees } from '../edge.ts';
import { type Geometry, LONGITUDE_LATITUDE, type Position } from '../geometry.ts';
import { isValid, polygon } from '../overlay/jts.ts';
import { drawn } from '../overlay/parts.ts';
import { isUnbounded, polygonsOf, simpleParts } from '../parts.ts';
import { projected } from '../plane/projected.ts';
import { resolved } from '../shapes/resolved.ts';
import { Trace } from '../trace.ts';
import { romberg } from './romberg.ts';
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

/** How far edges may be off where an area is measured in a plane: so many metres, or less. */
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

/** Whether the rings of a polygon make one as they are; where edges bend does not matter much for that. */
function isSimple(geometry: Geometry, rings: readonly (readonly Position[])[]): boolean {
  const degrees = toDegrees(geometry);
  const runs = rings.filter((ring) => ring.length > 3).map((ring) => unwrap(ring.map(degrees), geometry.geodesic));
  if (runs.length === 0) return true;
  if (runs.some((run) => run[0][0] !== run[run.length - 1][0])) return rings.length === 1;
  return isValid(polygon(runs[0], runs.slice(1)));
}

function unwrap(ring: readonly Position[], wrap: boolean): Position[] {
  const run: Position[] = [];
  for (const [x, y] of ring) {
    const before = run[run.length - 1];
    run.push(wrap && before ? [x - 360 * Math.round((x - before[0]) / 360), y] : [x, y]);
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
  for (let i = 1; i < ring.length; i++) {
    const curve = edges(ring[i - 1], ring[i]);
    turned += step(curve(1)[0] - curve(0)[0]);
    below += romberg((steps) => {
      let sum = 0;
      let [x, y] = curve(0);
      for (let k = 1; k <= steps; k++) {
        const [nextX, nextY] = curve(k / steps);
        sum += ((zone(y) + zone(nextY)) / 2) * step(nextX - x) * RADIANS;
        [x, y] = [nextX, nextY];
      }
      return sum;
    }, zone(90));
  }
  if (Math.abs(turned) < 180) return -below;
  // Around a pole: the smaller of the two sides.
  const half = 2 * Math.PI * zone(90);
  return Math.min(half - below, half + below);
}
