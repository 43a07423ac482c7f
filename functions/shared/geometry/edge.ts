import { invalid } from '../errors.ts';
import { transformer } from '../raster/crs/transform.ts';
import { EARTH } from './earth.ts';
import type { Geometry, Position } from './geometry.ts';
import { LONGITUDE_LATITUDE } from './geometry.ts';

/** An edge as a function: the position (longitude, latitude in degrees) at a fraction of its length, from 0 (start) to 1 (end). */
export type Curve = (part: number) => Position;

/** Makes the curve of an edge from its end points, which are in the geometry's own coordinates. */
export type Edges = (from: Position, to: Position) => Curve;

/** The edges of a geometry as curves on the Earth. */
export function edgesOf(geometry: Geometry): Edges {
  const degrees = toDegrees(geometry);
  if (!geometry.geodesic) {
    return (from, to) => (part) => degrees([from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part]);
  }
  return (from, to) => geodesicCurve(degrees(from), degrees(to));
}

/** The geodesic between two positions in degrees. */
export function geodesicCurve(from: Position, to: Position): Curve {
  const line = EARTH.InverseLine(from[1], from[0], to[1], to[0]);
  return (part) => {
    const place = line.ArcPosition(part * line.a13);
    return [place.lon2 as number, place.lat2 as number];
  };
}

/** Longitudes farther around than this are a mistake. */
const MOST_LONGITUDE = 3_600;

/**
 * Converts positions from a geometry's own coordinates to longitude, latitude in degrees. A latitude beyond a pole, as of pixels around
 * one, becomes that pole.
 * @throws INVALID_ARGUMENT for coordinates that are nowhere on the Earth
 */
export function toDegrees(geometry: Geometry): (position: Position) => Position {
  const transform = transformer(geometry.crs, LONGITUDE_LATITUDE);
  if (transform.identity) return onEarth;
  return (position) => {
    const point = Float64Array.of(position[0], position[1]);
    transform.forward(point);
    return onEarth([point[0], point[1]]);
  };
}

/**
 * As `toDegrees`, for many positions at once, in place: x0, y0, x1, y1, …
 * @throws INVALID_ARGUMENT for coordinates that are nowhere on the Earth
 */
export function toDegreesInPlace(geometry: Geometry): (coordinates: Float64Array) => void {
  const transform = transformer(geometry.crs, LONGITUDE_LATITUDE);
  return (coordinates) => {
    transform.forward(coordinates);
    for (let i = 0; i < coordinates.length; i += 2) {
      checkOnEarth(coordinates[i], coordinates[i + 1]);
      if (Math.abs(coordinates[i + 1]) > 90) coordinates[i + 1] = Math.sign(coordinates[i + 1]) * 90;
    }
  };
}

function onEarth(position: Position): Position {
  const [longitude, latitude] = position;
  checkOnEarth(longitude, latitude);
  return Math.abs(latitude) <= 90 ? position : [longitude, Math.sign(latitude) * 90];
}

function checkOnEarth(longitude: number, latitude: number): void {
  if (!(Math.abs(longitude) <= MOST_LONGITUDE) || Number.isNaN(latitude)) {
    throw invalid('The geometry has coordinates that are nowhere on the Earth.');
  }
}
