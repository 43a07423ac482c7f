import { type CoordinateOperation, DEGREE } from './coordinate-operation.ts';
import { wrapLongitude } from './longitude.ts';

/**
 * Spherical Mercator over geodetic coordinates (EPSG method 1024): x = R λ, y = R asinh(tan φ). The poles have no image.
 * @param radius metres
 */
export function webMercator(radius: number): CoordinateOperation {
  const metersPerDegree = radius * DEGREE;
  return {
    fromGeographic(coordinates) {
      for (let i = 0; i < coordinates.length; i += 2) {
        const latitude = coordinates[i + 1]!;
        if (!(Math.abs(latitude) < 90)) {
          coordinates[i] = Number.NaN;
          coordinates[i + 1] = Number.NaN;
          continue;
        }
        coordinates[i] = wrapLongitude(coordinates[i]!) * metersPerDegree;
        coordinates[i + 1] = radius * Math.asinh(Math.tan(latitude * DEGREE));
      }
    },
    toGeographic(coordinates) {
      for (let i = 0; i < coordinates.length; i += 2) {
        coordinates[i] = wrapLongitude(coordinates[i]! / metersPerDegree);
        coordinates[i + 1] = Math.atan(Math.sinh(coordinates[i + 1]! / radius)) / DEGREE;
      }
    },
  };
}
