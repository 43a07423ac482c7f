import { ECCENTRICITY_2, POLAR_RADIUS, RADIANS } from '../earth.ts';

const ECCENTRICITY = Math.sqrt(ECCENTRICITY_2);

/** The area between the equator and a parallel, over one radian of longitude: the authalic integral of the ellipsoid. */
export function zone(latitude: number): number {
  const s = Math.sin(latitude * RADIANS);
  return (POLAR_RADIUS ** 2 / 2) * (s / (1 - ECCENTRICITY_2 * s * s) + Math.atanh(ECCENTRICITY * s) / ECCENTRICITY);
}
