import { ECCENTRICITY_2, EQUATORIAL_RADIUS, RADIANS } from '../earth.ts';

/**
 * Metres straight through space between two places on the ellipsoid, in degrees. By differences of sines and cosines, so that nothing
 * is lost between places that are close together.
 */
export function chordLength(fromX: number, fromY: number, toX: number, toY: number): number {
  const mean = ((fromY + toY) / 2) * RADIANS;
  const half = ((toY - fromY) / 2) * RADIANS;
  const [sinMean, cosMean, sinHalf, cosHalf] = [Math.sin(mean), Math.cos(mean), Math.sin(half), Math.cos(half)];
  const sinFrom = sinMean * cosHalf - cosMean * sinHalf;
  const cosFrom = cosMean * cosHalf + sinMean * sinHalf;
  const sinTo = sinMean * cosHalf + cosMean * sinHalf;
  const cosTo = cosMean * cosHalf - sinMean * sinHalf;
  // The normals are a / w long.
  const wFrom = Math.sqrt(1 - ECCENTRICITY_2 * sinFrom * sinFrom);
  const wTo = Math.sqrt(1 - ECCENTRICITY_2 * sinTo * sinTo);
  const [normalFrom, normalTo] = [EQUATORIAL_RADIUS / wFrom, EQUATORIAL_RADIUS / wTo];
  const grown =
    (4 * EQUATORIAL_RADIUS * ECCENTRICITY_2 * sinMean * cosMean * sinHalf * cosHalf) / (wFrom * wTo * (wFrom + wTo));
  const outwards = grown * cosFrom - 2 * normalTo * sinMean * sinHalf;
  const upwards = (1 - ECCENTRICITY_2) * (grown * sinFrom + 2 * normalTo * cosMean * sinHalf);
  const sinTurn = Math.sin(((toX - fromX) / 2) * RADIANS);
  // A cosine may be a little negative at a pole.
  const around = 4 * normalFrom * normalTo * Math.abs(cosFrom * cosTo) * sinTurn * sinTurn;
  return Math.sqrt(outwards * outwards + upwards * upwards + around);
}
