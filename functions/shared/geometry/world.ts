import { type Crs, METERS_PER_DEGREE, parseCrs, sameCrs } from '../raster/crs/crs.ts';
import { EQUATORIAL_RADIUS } from './earth.ts';

const WEB_MERCATOR = parseCrs('EPSG:3857');
/** Beyond this latitude Web Mercator's plane is of no use to anybody; the poles themselves have no image. */
const MERCATOR_LATITUDE = 89.99;

/** A map on which the world goes on after the 180th meridian. */
export interface Cylinder {
  /** Units once around the world. */
  readonly width: number;
  /** Latitudes are held within this, in degrees. */
  readonly latitude: number;
}

/** The cylinder that a reference system's plane is; undefined if it is another kind of map. */
export function cylinderOf(crs: Crs): Cylinder | undefined {
  if (sameCrs(crs, WEB_MERCATOR)) return { width: 2 * Math.PI * EQUATORIAL_RADIUS, latitude: MERCATOR_LATITUDE };
  const degrees = crs.kind === 'geographic' && Math.abs(crs.metersPerUnit / METERS_PER_DEGREE - 1) < 0.01;
  return degrees ? { width: 360, latitude: 90 } : undefined;
}
