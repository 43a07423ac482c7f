import { ECCENTRICITY_2, EQUATORIAL_RADIUS, RADIANS } from './earth.ts';
import { type Curve, edgesOf, toDegrees } from './edge.ts';
import type { Geometry, Position } from './geometry.ts';
import { simpleParts } from './parts.ts';

/** A piece of a geometry's outline: a geodesic between two positions in degrees, or a single one twice. */
export interface Segment {
  readonly from: Position;
  readonly to: Position;
}

/** Edges that are not geodesics are divided into geodesic pieces whose error is below this, in metres. */
const TOLERANCE = 0.001;
const MAX_DEPTH = 12;

const segments = new WeakMap<Geometry, readonly Segment[]>();

/** The points, lines and rings of a geometry as geodesic pieces. */
export function segmentsOf(geometry: Geometry): readonly Segment[] {
  let known = segments.get(geometry);
  if (known === undefined) {
    known = segmentsWithin(geometry, TOLERANCE);
    segments.set(geometry, known);
  }
  return known;
}

/** As `segmentsOf`, with pieces whose error is at most so many metres. */
export function segmentsWithin(geometry: Geometry, meters: number): readonly Segment[] {
  return simpleParts(geometry).flatMap((part) => outline(part, meters));
}

function outline(part: Geometry, meters: number): Segment[] {
  const { shape } = part;
  const degrees = toDegrees(part);
  switch (shape.type) {
    case 'Point': {
      const place = degrees(shape.coordinates);
      return [{ from: place, to: place }];
    }
    case 'LineString':
    case 'LinearRing':
      return along(part, shape.coordinates, meters);
    case 'Polygon':
      return shape.coordinates.flatMap((ring) => along(part, ring, meters));
    default:
      return [];
  }
}

function along(geometry: Geometry, positions: readonly Position[], meters: number): Segment[] {
  const degrees = toDegrees(geometry);
  const edges = edgesOf(geometry);
  const found: Segment[] = [];
  for (let i = 1; i < positions.length; i++) {
    const between = geometry.geodesic ? [] : geodesicPlaces(edges(positions[i - 1], positions[i]), meters);
    let from = degrees(positions[i - 1]);
    for (const to of [...between, degrees(positions[i])]) {
      found.push({ from, to });
      from = to;
    }
  }
  return found;
}

/** Positions along a curve, such that geodesics through them differ from it by at most so many metres. */
export function geodesicPlaces(curve: Curve, meters: number): Position[] {
  const places: Position[] = [];
  const halve = (from: number, to: number, depth: number) => {
    const half = (from + to) / 2;
    const at = (part: number) => curve(from + (to - from) * part);
    const off = Math.max(straightness(at(0), at(0.5), at(1)), straightness(at(0), at(0.25), at(0.5)));
    if (depth === 0 || off <= meters) return;
    halve(from, half, depth - 1);
    places.push(curve(half));
    halve(half, to, depth - 1);
  };
  halve(0, 1, MAX_DEPTH);
  return places;
}

/**
 * The approximate distance, in metres, of a position from the geodesic between two others, or their straight distance if that is above 1000
 * km.
 */
function straightness(start: Position, middle: Position, end: Position): number {
  const [a, b, c] = [cartesian(start), cartesian(middle), cartesian(end)];
  const chord = Math.hypot(c[0] - a[0], c[1] - a[1], c[2] - a[2]);
  if (chord > 1e6) return chord;
  // Without what the Earth's curvature itself makes of the chord: the part along the vertical of the middle.
  const off = [b[0] - (a[0] + c[0]) / 2, b[1] - (a[1] + c[1]) / 2, b[2] - (a[2] + c[2]) / 2];
  const [l, p] = [middle[0] * RADIANS, middle[1] * RADIANS];
  const up = [Math.cos(p) * Math.cos(l), Math.cos(p) * Math.sin(l), Math.sin(p)];
  const vertical = off[0] * up[0] + off[1] * up[1] + off[2] * up[2];
  return Math.hypot(off[0] - vertical * up[0], off[1] - vertical * up[1], off[2] - vertical * up[2]);
}

/** Geocentric coordinates of a position on the ellipsoid, in metres. */
export function cartesian([longitude, latitude]: Position): [number, number, number] {
  const [l, p] = [longitude * RADIANS, latitude * RADIANS];
  const normal = EQUATORIAL_RADIUS / Math.sqrt(1 - ECCENTRICITY_2 * Math.sin(p) ** 2);
  return [
    normal * Math.cos(p) * Math.cos(l),
    normal * Math.cos(p) * Math.sin(l),
    normal * (1 - ECCENTRICITY_2) * Math.sin(p),
  ];
}
