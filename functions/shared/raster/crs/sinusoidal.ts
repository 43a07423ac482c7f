import { type CoordinateOperation, DEGREE } from './coordinate-operation.ts';
import { wrapLongitude } from './longitude.ts';

/**
 * The sinusoidal projection of a sphere, as MODIS has it: x = R λ cos φ, y = R φ. Points beyond the edge of the world have no longitude.
 * @param radius metres
 * @param meridian central meridian, degrees
 */
export function sphericalSinusoidal(radius: number, meridian: number, x0: number, y0: number): CoordinateOperation {
  const metersPerDegree = radius * DEGREE;
  return {
    fromGeographic(coordinates) {
      for (let i = 0; i < coordinates.length; i += 2) {
        const latitude = coordinates[i + 1]!;
        const inside = Math.abs(latitude) <= 90;
        const x = wrapLongitude(coordinates[i]! - meridian) * Math.cos(latitude * DEGREE) * metersPerDegree + x0;
        coordinates[i] = inside ? x : Number.NaN;
        coordinates[i + 1] = inside ? latitude * metersPerDegree + y0 : Number.NaN;
      }
    },
    toGeographic(coordinates) {
      for (let i = 0; i < coordinates.length; i += 2) {
        const latitude = (coordinates[i + 1]! - y0) / metersPerDegree;
        const offset = (coordinates[i]! - x0) / (metersPerDegree * Math.cos(latitude * DEGREE));
        // The world's edge belongs to the world: allow for the rounding of coordinates that lie on it.
        const inside = Math.abs(latitude) <= 90 && Math.abs(offset) <= 180 + 1e-9;
        coordinates[i] = inside ? wrapLongitude(offset + meridian) : Number.NaN;
        coordinates[i + 1] = inside ? latitude : Number.NaN;
      }
    },
  };
}
