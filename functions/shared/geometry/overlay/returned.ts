import type { Crs } from '../../raster/crs/crs.ts';
import { wrapLongitude } from '../../raster/crs/longitude.ts';
import { transformer } from '../../raster/crs/transform.ts';
import { Geometry, LONGITUDE_LATITUDE, type Position, type Shape } from '../geometry.ts';
import { EMPTY } from '../parts.ts';
import type { Trace } from '../trace.ts';
import { type Jts, partsOf, placesOf, ringsOfPolygon } from './jts.ts';
import type { Parts } from './parts.ts';

/** The reference system of a result's coordinates, and whether its edges are geodesics. */
export interface Frame {
  readonly crs: Crs;
  readonly geodesic: boolean;
}

/**
 * Turns a drawing in the plane back into a geometry. Given vertices come back unchanged, vertices that were inserted into edges are
 * removed, and new ones are transformed back. Shells run counterclockwise, holes clockwise.
 */
export function returned(trace: Trace, parts: Parts, frame: Frame): Geometry {
  const back = positionReader(trace, frame);
  const polygons = partsOf(parts.areas, 2).map((area) => polygonRings(area, trace, back));
  const lines = partsOf(parts.lines, 1).map((line) => thinned(placesOf(line), trace, 2).map(back));
  const points = partsOf(parts.points, 0).map((point) => back(placesOf(point)[0]));
  const shapes = [
    ...collected(polygons, 'Polygon', 'MultiPolygon'),
    ...collected(lines, 'LineString', 'MultiLineString'),
    ...collected(points, 'Point', 'MultiPoint'),
  ];
  if (shapes.length === 0) return EMPTY;
  const geometries = shapes.map((shape) => new Geometry(shape, frame.crs, frame.geodesic));
  return geometries.length === 1
    ? geometries[0]
    : new Geometry({ type: 'GeometryCollection', geometries }, frame.crs, frame.geodesic);
}

function collected<T>(items: readonly T[], one: Shape['type'], many: Shape['type']): Shape[] {
  if (items.length === 0) return [];
  return [(items.length === 1 ? { type: one, coordinates: items[0] } : { type: many, coordinates: items }) as Shape];
}

function positionReader(trace: Trace, { crs, geodesic }: Frame): (place: Position) => Position {
  const toCrs = transformer(LONGITUDE_LATITUDE, crs);
  return (place) => {
    const given = trace.given(place);
    if (trace.plane.crs === crs && !geodesic) return place;
    const [longitude, latitude] = given ?? trace.plane.inverse(place);
    if (toCrs.identity) return [wrapLongitude(longitude), latitude];
    const point = Float64Array.of(longitude, latitude);
    toCrs.forward(point);
    return [point[0], point[1]];
  };
}

function polygonRings(area: Jts, trace: Trace, back: (place: Position) => Position): Position[][] {
  return ringsOfPolygon(area).map((ring, i) => {
    const counterclockwise = signedArea(ring) > 0;
    const run = counterclockwise === (i === 0) ? ring : [...ring].reverse();
    const positions = thinned(startingAtVertex(run, trace), trace, 4).map(back);
    return positions;
  });
}

/** The ring, rotated so that it begins at a vertex that stays; the first position is also the last one. */
function startingAtVertex(ring: readonly Position[], trace: Trace): readonly Position[] {
  const first = ring.findIndex((place) => !trace.between(place));
  return first <= 0 ? ring : [...ring.slice(first, -1), ...ring.slice(0, first + 1)];
}

/** Without the places that were put in between and are on their edges still; all of them if too few would be left. */
function thinned(places: readonly Position[], trace: Trace, least: number): readonly Position[] {
  const kept = places.filter(
    (place, i) => i === 0 || i === places.length - 1 || !trace.staysOnEdge(place, places[i - 1], places[i + 1]),
  );
  return kept.length >= least ? kept : places;
}

function signedArea(ring: readonly Position[]): number {
  const [x0, y0] = ring[0];
  let sum = 0;
  for (let i = 1; i < ring.length; i++) {
    sum += (ring[i - 1][0] - x0) * (ring[i][1] - y0) - (ring[i][0] - x0) * (ring[i - 1][1] - y0);
  }
  return sum / 2;
}
