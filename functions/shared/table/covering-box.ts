import type { Box } from '../geometry/bounds.ts';
import { RADIANS } from '../geometry/earth.ts';
import type { Geometry, Position } from '../geometry/geometry.ts';
import { isUnbounded, simpleParts } from '../geometry/parts.ts';

/** Degrees around a box, for what is as good as touching it, and for the difference between the sphere and the ellipsoid. */
const SLACK = 1e-4;

/** Beyond this latitude meridians are too close together for boxes to be of use. */
const POLAR = 85;

const WORLD: Box = [-180, -90, 180, 90];

/** The box of nothing: it meets no other. */
export const NOWHERE: Box = [Infinity, Infinity, -Infinity, -Infinity];

/**
 * A box in degrees, within -180 to 180, that all of a geometry in degrees is in: not the smallest one, but found quickly. What crosses
 * the 180th meridian or comes near a pole is in a box of all longitudes.
 */
export function coveringBox(geometry: Geometry | null): Box {
  if (geometry === null) return NOWHERE;
  if (isUnbounded(geometry) || !geometry.evenOdd) return WORLD;
  const { shape } = geometry;
  if (shape.type === 'Point') return padded(...shape.coordinates, ...shape.coordinates);
  return simpleParts(geometry).map(partBox).reduce(joined, NOWHERE);
}

function partBox(part: Geometry): Box {
  const { shape } = part;
  if (shape.type === 'Point') return padded(...shape.coordinates, ...shape.coordinates);
  if (shape.type === 'LineString' || shape.type === 'LinearRing') return lineBox(shape.coordinates, part);
  // Holes are within the shell.
  if (shape.type === 'Polygon') return lineBox(shape.coordinates[0], part);
  return WORLD;
}

function lineBox(line: readonly Position[], { geodesic, evenOdd }: Geometry): Box {
  if (!evenOdd) return WORLD;
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  line.forEach(([x, y], i) => {
    const [x0, y0] = line[Math.max(0, i - 1)];
    const [width, reach] = [Math.abs(x - x0), Math.max(Math.abs(y), Math.abs(y0))];
    const rise = geodesic ? bulge(width, reach) : 0;
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y - rise, y0 - rise);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y + rise, y0 + rise);
    // The shortest way is around the other side of the Earth.
    if (geodesic && width >= 180) box[2] = Infinity;
  });
  return padded(...box);
}

/**
 * How many degrees a great circle may be beyond the latitude of its ends. It is highest between ends of the same latitude p, where its
 * vertex has the latitude atan(tan p / cos(width / 2)).
 */
function bulge(width: number, latitude: number): number {
  if (width >= 180) return 180;
  const p = latitude * RADIANS;
  return (Math.atan(Math.tan(p) / Math.cos((width / 2) * RADIANS)) - p) / RADIANS;
}

function padded(west: number, south: number, east: number, north: number): Box {
  const [low, high] = [Math.max(-90, south - SLACK), Math.min(90, north + SLACK)];
  const polar = low < -POLAR || high > POLAR;
  if (polar || west - SLACK < -180 || east + SLACK > 180)
    return [-180, low < -POLAR ? -90 : low, 180, high > POLAR ? 90 : high];
  return [west - SLACK, low, east + SLACK, high];
}

function joined(a: Box, b: Box): Box {
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}
