import geodesic from 'geographiclib-geodesic';
import { EARTH, RADIANS, travel } from '../earth.ts';
import type { Position } from '../geometry.ts';
import type { Plane } from './plane.ts';

const { DISTANCE, AZIMUTH } = geodesic.Geodesic;

/** The azimuthal equidistant map of the ellipsoid, in metres: distances and directions from the centre are true. */
export function equidistant(centre: Position): Plane {
  return {
    degrees: false,
    unitsPerMeter: 1,
    forward: ([longitude, latitude]) => {
      const way = EARTH.Inverse(centre[1], centre[0], latitude, longitude, DISTANCE | AZIMUTH);
      const azimuth = (way.azi1 as number) * RADIANS;
      const distance = way.s12 as number;
      return [distance * Math.sin(azimuth), distance * Math.cos(azimuth)];
    },
    inverse: ([x, y]) => travel(centre, Math.atan2(x, y) / RADIANS, Math.hypot(x, y)),
  };
}
