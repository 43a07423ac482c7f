import { RADIANS } from '../earth.ts';
import type { Position } from '../geometry.ts';
import { zone } from '../measure/zone.ts';
import type { Plane } from './plane.ts';

/**
 * The azimuthal equal-area map of the ellipsoid about a centre, in radii of the sphere of the same area (J. P. Snyder, Map projections:
 * a working manual, 1987, p. 182).
 */
export function equalArea(centre: Position): Plane {
  const [l0, b0] = [centre[0] * RADIANS, authalic(centre[1])];
  const [sin0, cos0] = [Math.sin(b0), Math.cos(b0)];
  return {
    degrees: false,
    unitsPerMeter: 1 / RADIUS,
    forward: ([longitude, latitude]) => {
      const [l, b] = [longitude * RADIANS - l0, authalic(latitude)];
      const k = Math.sqrt(2 / (1 + sin0 * Math.sin(b) + cos0 * Math.cos(b) * Math.cos(l)));
      return [k * Math.cos(b) * Math.sin(l), k * (cos0 * Math.sin(b) - sin0 * Math.cos(b) * Math.cos(l))];
    },
    inverse: ([x, y]) => {
      const r = Math.hypot(x, y);
      if (r === 0) return centre;
      const c = 2 * Math.asin(Math.min(1, r / 2));
      const b = Math.asin(Math.cos(c) * sin0 + (y * Math.sin(c) * cos0) / r);
      const l = l0 + Math.atan2(x * Math.sin(c), r * cos0 * Math.cos(c) - y * sin0 * Math.sin(c));
      return [l / RADIANS, geodetic(b)];
    },
  };
}

const WHOLE = zone(90);
const RADIUS = Math.sqrt(WHOLE);

/** The latitude (radians) on the sphere of the same area below which there is as much of it. */
function authalic(latitude: number): number {
  return Math.asin(Math.max(-1, Math.min(1, zone(latitude) / WHOLE)));
}

/** The latitude in degrees of an authalic one in radians, by Newton's method: the area of zones grows as the cosine of latitude, nearly. */
function geodetic(authalicLatitude: number): number {
  let latitude = authalicLatitude / RADIANS;
  for (let round = 0; round < 8; round++) {
    latitude += (authalicLatitude - authalic(latitude)) / RADIANS;
  }
  return Math.max(-90, Math.min(90, latitude));
}
