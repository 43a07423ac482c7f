import geodesic from 'geographiclib-geodesic';
import type { Position } from './geometry.ts';

const { Geodesic } = geodesic;

/** Geodesics on the WGS 84 ellipsoid (C. F. F. Karney, Algorithms for geodesics, 2013). */
export const EARTH = Geodesic.WGS84;
export const FLATTENING = EARTH.f;
/** The square of the first eccentricity. */
export const ECCENTRICITY_2 = FLATTENING * (2 - FLATTENING);
export const EQUATORIAL_RADIUS = EARTH.a;
export const POLAR_RADIUS = EARTH.a * (1 - FLATTENING);
/** Mean radius in metres: (2a + b) / 3. */
export const MEAN_RADIUS = (2 * EQUATORIAL_RADIUS + POLAR_RADIUS) / 3;

export const RADIANS = Math.PI / 180;

/** Metres along the geodesic between two positions in degrees. */
export function geodesicDistance(a: Position, b: Position): number {
  return EARTH.Inverse(a[1], a[0], b[1], b[0], Geodesic.DISTANCE).s12 as number;
}

/** The end of a geodesic of a length in metres that starts at a position in degrees with an azimuth (degrees clockwise from north). */
export function travel(from: Position, azimuth: number, meters: number): Position {
  const end = EARTH.Direct(from[1], from[0], azimuth, meters, Geodesic.LATITUDE | Geodesic.LONGITUDE);
  return [end.lon2 as number, end.lat2 as number];
}

/** A point of the unit sphere with the longitude and the geodetic latitude of a position. */
export function unitVector([longitude, latitude]: Position): [number, number, number] {
  const [l, p] = [longitude * RADIANS, latitude * RADIANS];
  return [Math.cos(p) * Math.cos(l), Math.cos(p) * Math.sin(l), Math.sin(p)];
}

/** The position whose unit vector points to where a vector does. */
export function positionOf([x, y, z]: readonly [number, number, number]): Position {
  return [Math.atan2(y, x) / RADIANS, Math.atan2(z, Math.hypot(x, y)) / RADIANS];
}
