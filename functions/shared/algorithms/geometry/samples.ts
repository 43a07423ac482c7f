import type { Json } from '../../values/value.ts';
import { $call } from '../example.ts';

/** Geometries for the examples of declarations. */

export const POINT = $call('GeometryConstructors.Point', { coordinates: [0.5, 0.25] });
export const LINE = line([0, 0], [1, 0]);
export const SQUARE = square(0, 1);

/** A line through positions. */
export function line(...coordinates: [number, number][]): Json {
  return $call('GeometryConstructors.LineString', { coordinates });
}

/** A planar square on the equator, from one longitude to another. */
export function square(from: number, to: number): Json {
  const size = to - from;
  return $call('GeometryConstructors.BBox', { west: from, south: 0, east: to, north: size });
}

/** A planar polygon with one ring, as replies have it. */
export function planarPolygon(...ring: [number, number][]): Json {
  return { type: 'Polygon', coordinates: [ring], geodesic: false };
}
