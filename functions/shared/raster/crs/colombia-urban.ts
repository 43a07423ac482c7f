import { type CoordinateOperation, DEGREE } from './coordinate-operation.ts';
import type { Ellipsoid } from './ellipsoids.ts';
import { wrapLongitude } from './longitude.ts';

/**
 * The Colombia Urban projection (EPSG method 1052, Guidance Note 7-2): a map of a town on a plane at its height.
 * @param latitude of the origin, degrees
 * @param longitude of the origin, degrees
 * @param height of the plane above the ellipsoid, metres
 */
export function colombiaUrban(
  { a, inverseFlattening }: Ellipsoid,
  latitude: number,
  longitude: number,
  height: number,
  x0: number,
  y0: number,
): CoordinateOperation {
  const f = inverseFlattening === 0 ? 0 : 1 / inverseFlattening;
  const e2 = f * (2 - f);
  const normal = (sine: number) => a / Math.sqrt(1 - e2 * sine * sine);
  const meridian = (sine: number) => (a * (1 - e2)) / (1 - e2 * sine * sine) ** 1.5;
  const origin = Math.sin(latitude * DEGREE);
  const [normal0, meridian0] = [normal(origin), meridian(origin)];
  const A = 1 + height / normal0;
  const B = Math.tan(latitude * DEGREE) / (2 * meridian0 * normal0);
  const D = 1 + height / meridian0;
  return {
    fromGeographic(coordinates) {
      for (let i = 0; i < coordinates.length; i += 2) {
        const phi = coordinates[i + 1]! * DEGREE;
        const east = wrapLongitude(coordinates[i]! - longitude) * DEGREE;
        const chord = normal(Math.sin(phi)) * Math.cos(phi) * east;
        const middle = meridian(Math.sin((phi + latitude * DEGREE) / 2));
        const G = 1 + height / middle;
        coordinates[i] = x0 + A * chord;
        coordinates[i + 1] = y0 + G * meridian0 * (phi - latitude * DEGREE + B * chord * chord);
      }
    },
    toGeographic(coordinates) {
      for (let i = 0; i < coordinates.length; i += 2) {
        const x = coordinates[i]! - x0;
        const north = coordinates[i + 1]! - y0;
        const phi = latitude * DEGREE + north / (D * meridian0) - B * (x / A) ** 2;
        const normalHere = normal(Math.sin(phi));
        coordinates[i] = wrapLongitude(longitude + x / (A * normalHere * Math.cos(phi)) / DEGREE);
        coordinates[i + 1] = phi / DEGREE;
      }
    },
  };
}
