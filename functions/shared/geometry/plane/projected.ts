import type { Crs } from '../../raster/crs/crs.ts';
import { transformer } from '../../raster/crs/transform.ts';
import { LONGITUDE_LATITUDE, type Position } from '../geometry.ts';
import type { Plane } from './plane.ts';

/** Longitude and latitude as they are. */
export const DEGREES: Plane = {
  crs: LONGITUDE_LATITUDE,
  degrees: true,
  unitsPerMeter: 1 / LONGITUDE_LATITUDE.metersPerUnit,
  forward: (position) => position,
  inverse: (place) => place,
};

/** The plane of a reference system. */
export function projected(crs: Crs): Plane {
  const transform = transformer(LONGITUDE_LATITUDE, crs);
  if (transform.identity) return DEGREES;
  const apply = (to: 'forward' | 'inverse', position: Position): Position => {
    const point = Float64Array.of(position[0], position[1]);
    transform[to](point);
    return [point[0], point[1]];
  };
  return {
    crs,
    degrees: false,
    unitsPerMeter: 1 / crs.metersPerUnit,
    forward: (position) => apply('forward', position),
    inverse: (place) => apply('inverse', place),
  };
}
