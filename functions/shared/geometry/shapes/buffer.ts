import { invalid } from '../../errors.ts';
import { EQUATORIAL_RADIUS, geodesicDistance, MEAN_RADIUS } from '../earth.ts';
import { geodesicCurve } from '../edge.ts';
import type { Exactness } from '../exactness.ts';
import { extentOf } from '../extent.ts';
import { Geometry, LONGITUDE_LATITUDE, type Position } from '../geometry.ts';
import { bufferJts, unionAll } from '../overlay/jts.ts';
import { overlayGeometries } from '../overlay/overlay.ts';
import { all, drawn } from '../overlay/parts.ts';
import { returned } from '../overlay/returned.ts';
import { EMPTY, isEmpty, isUnbounded, simpleParts } from '../parts.ts';
import { equidistant } from '../plane/equidistant.ts';
import { projected } from '../plane/projected.ts';
import { type Segment, segmentsWithin } from '../segments.ts';
import { Trace } from '../trace.ts';
import { resolved } from './resolved.ts';
import { unionOf } from './union.ts';

/** The default error as a fraction of the distance, and the largest error that we allow ourselves. */
const DEFAULT_ERROR = 0.01;
const OWN_ERROR = 0.001;
/** A distance in metres that no coordinate can show, which counts as 0; and the least error that can be asked for. */
const UNSEEN = 1e-9;
const LEAST_ERROR = 1e-7;
/** Distance in metres beyond which the way around the other side of the Earth begins to matter. */
const FARTHEST = (EQUATORIAL_RADIUS * Math.PI) / 2;
/** The most pieces of a quarter circle: with these it is exact to a ten-millionth of its radius. */
const MOST_QUADRANT_SEGMENTS = 2_000;
/** Most pieces that an outline is cut into where one map does not do. */
const MOST_PIECES = 2_000;

/**
 * The buffer of a geometry: all points within a distance of it, in metres, or in units of `crs`. With a negative distance, the points
 * within its areas that are farther than that from their edges.
 * @throws INVALID_ARGUMENT for a distance beyond a quarter of the Earth's circumference
 */
export function buffered(geometry: Geometry, distance: number, { meters, crs }: Exactness = {}): Geometry {
  if (isEmpty(geometry) || isUnbounded(geometry)) return geometry;
  const size = Math.abs(distance);
  const metersPerUnit = crs?.metersPerUnit ?? 1;
  if (size * metersPerUnit < UNSEEN) return resolved(areasOnly(geometry), crs === undefined ? {} : { crs });
  const error = Math.max(LEAST_ERROR / metersPerUnit, Math.min(meters || DEFAULT_ERROR * size, OWN_ERROR * size));
  if (crs !== undefined)
    return bufferedOn(new Trace(projected(crs), (error / 4) * crs.metersPerUnit), geometry, distance, error, {
      crs,
      geodesic: false,
    });
  if (size > FARTHEST)
    throw invalid(
      `A buffer of ${distance} m is wider than a quarter of the Earth's circumference, which Terrane does not compute.`,
    );
  const extent = extentOf([geometry]);
  if (extent !== undefined && distortion(extent.radius * MEAN_RADIUS, size) <= error / 2) {
    const trace = new Trace(equidistant(extent.centre), error / 4);
    return bufferedOn(trace, geometry, distance, error, { crs: LONGITUDE_LATITUDE, geodesic: true });
  }
  return bufferedByPieces(geometry, distance, error);
}

/** The error in metres of distances of a size, in an azimuthal equidistant plane, at a distance of `radius` metres from its centre. */
function distortion(radius: number, size: number): number {
  return (size * radius * (radius + size)) / (2 * MEAN_RADIUS ** 2);
}

function bufferedOn(
  trace: Trace,
  geometry: Geometry,
  distance: number,
  error: number,
  frame: { crs: Geometry['crs']; geodesic: boolean },
): Geometry {
  const parts = drawn(trace, geometry, () => true);
  const grown = (distance > 0 ? all(parts) : all({ ...parts, lines: null, points: null })).map((part) =>
    bufferJts(part, distance, quadrantSegments(Math.abs(distance), error / 2)),
  );
  const areas = unionAll(grown.filter((part) => !part.isEmpty()));
  return returned(trace, { areas, lines: null, points: null }, frame);
}

/** The number of pieces of a quarter circle whose middles are inside the circle by at most `error`. */
function quadrantSegments(radius: number, error: number): number {
  const pieces = Math.ceil(Math.PI / 4 / Math.acos(Math.max(0, 1 - error / radius)));
  return Math.min(MOST_QUADRANT_SEGMENTS, Math.max(8, pieces));
}

/** Buffers a geometry that no single plane shows accurately: pieces of its outline are buffered in planes of their own. */
function bufferedByPieces(geometry: Geometry, distance: number, error: number): Geometry {
  const size = Math.abs(distance);
  let longest = 1;
  while (longest < 1e7 && distortion(longest, size) < error / 2) longest *= 2;
  const pieces = outlineWithin(geometry, error / 4).flatMap((segment) => cut(segment, longest));
  const areas = areasOnly(geometry);
  if (pieces.length === 0) return areas;
  if (pieces.length > MOST_PIECES) throw invalid(`The buffer is too complex. Use a larger 'maxError'.`);
  const outline = unionOf(pieces.map((piece) => buffered(lineOf(piece), size, { meters: error })));
  if (distance < 0) return overlayGeometries('difference', areas, outline);
  return isEmpty(areas) ? outline : overlayGeometries('union', areas, outline);
}

/** What there is beyond the borders of a geometry's areas, and its lines and points, as geodesic pieces. */
function outlineWithin(geometry: Geometry, meters: number): Segment[] {
  return simpleParts(geometry).flatMap((part) => {
    if (part.shape.type !== 'Polygon') return segmentsWithin(part, meters);
    return part.shape.coordinates.flatMap((ring) =>
      withoutSeams(
        segmentsWithin(new Geometry({ type: 'LinearRing', coordinates: ring }, part.crs, part.geodesic), meters),
      ),
    );
  });
}

/**
 * The pieces of a ring that have the outside on one side: not those that it goes along twice, as an area around the Earth does along the 180th
 * meridian, nor those at a pole, which are a point.
 */
function withoutSeams(ring: readonly Segment[]): Segment[] {
  const odd = new Map<string, Segment>();
  for (const segment of ring) {
    const ends = [placeName(segment.from), placeName(segment.to)].sort();
    if (ends[0] === ends[1]) continue;
    const name = ends.join(' ');
    if (!odd.delete(name)) odd.set(name, segment);
  }
  return [...odd.values()];
}

/** The same text for the same place on the Earth, to a hundredth of a millimetre. */
function placeName([longitude, latitude]: Position): string {
  if (Math.abs(latitude) === 90) return String(latitude);
  const east = Math.round((((longitude % 360) + 360) % 360) * 1e10);
  return `${east % 3.6e12},${Math.round(latitude * 1e10)}`;
}

function lineOf({ from, to }: Segment): Geometry {
  if (from[0] === to[0] && from[1] === to[1]) return new Geometry({ type: 'Point', coordinates: from });
  return new Geometry({ type: 'LineString', coordinates: [from, to] });
}

function cut({ from, to }: Segment, longest: number): Segment[] {
  const count = Math.ceil(geodesicDistance(from, to) / longest);
  if (count <= 1) return [{ from, to }];
  const curve = geodesicCurve(from, to);
  const places = Array.from({ length: count + 1 }, (_, i) => (i === 0 ? from : i === count ? to : curve(i / count)));
  return places.slice(1).map((place, i) => ({ from: places[i], to: place }));
}

/** The polygons of a geometry alone. */
function areasOnly(geometry: Geometry): Geometry {
  const parts = simpleParts(geometry).filter(({ shape }) => shape.type === 'Polygon');
  return parts.length === 0
    ? EMPTY
    : new Geometry({ type: 'GeometryCollection', geometries: parts }, geometry.crs, geometry.geodesic);
}
