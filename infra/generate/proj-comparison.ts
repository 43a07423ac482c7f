import { METERS_PER_DEGREE, parseCrs } from '../../functions/shared/raster/crs/crs.ts';
import { parseProj } from '../../functions/shared/raster/crs/parameters.ts';
import { transformer } from '../../functions/shared/raster/crs/transform.ts';
import type { Described } from './described.ts';

const WORLD = parseCrs('EPSG:4326');
/** Points that PROJ moves by less than this many degrees are not shifted. */
const UNSHIFTED = 1e-7;

/** The largest difference between Terrane and PROJ at a system's points, in metres, and the indexes of the points that count. */
export function compared(crs: Described): { meters: number; shifted: number[] } {
  const transform = transformer(WORLD, parseCrs(crs.code));
  const own = parseProj(parseCrs(crs.code).definition);
  const degrees = crs.angularUnit === null ? 1 : (crs.angularUnit * 180) / Math.PI;
  const shifted = crs.geographic.flatMap(([longitude, latitude], i) => {
    const [x, y] = crs.based[i]!;
    if (x === null || y === null) return [];
    const moved = Math.hypot(x * degrees + own.primeMeridian - longitude, y * degrees - latitude);
    return own.towgs84.length === 0 || moved > UNSHIFTED ? [i] : [];
  });
  let meters = 0;
  for (const i of shifted) {
    const [longitude, latitude] = crs.geographic[i]!;
    const [x, y] = crs.projected[i]!;
    if (x === null || y === null) continue;
    const there = Float64Array.of(longitude, latitude);
    transform.forward(there);
    const back = Float64Array.of(x, y);
    transform.inverse(back);
    const unit = parseCrs(crs.code).metersPerUnit;
    const east = crs.kind === 'geographic' ? Math.cos((latitude * Math.PI) / 180) : 1;
    const turn = 360 * Math.round((back[0]! - longitude) / 360);
    const forward = Math.hypot((there[0]! - x) * east, there[1]! - y) * unit;
    const inverse =
      Math.hypot((back[0]! - turn - longitude) * Math.cos((latitude * Math.PI) / 180), back[1]! - latitude) *
      METERS_PER_DEGREE;
    const error = Math.max(forward, inverse);
    meters = Math.max(meters, Number.isNaN(error) ? Number.POSITIVE_INFINITY : error);
  }
  return { meters, shifted };
}

/**
 * The difference, in metres, between Terrane and cs2cs at a point: longitude and latitude, then cs2cs's two coordinates in either order
 * (northings come first in some systems). cs2cs writes grads as degrees.
 */
export function errorMeters(
  code: string,
  [longitude, latitude, x, y]: readonly [number, number, number, number],
): number {
  const crs = parseCrs(code);
  const point = Float64Array.of(longitude, latitude);
  transformer(WORLD, crs).forward(point);
  const geographic = crs.kind === 'geographic';
  const unit = geographic ? METERS_PER_DEGREE : crs.metersPerUnit;
  const scale = geographic ? crs.metersPerUnit / METERS_PER_DEGREE : 1;
  const [east, north] = [point[0]! * scale, point[1]! * scale];
  const shrink = geographic ? Math.cos((latitude * Math.PI) / 180) : 1;
  return Math.min(Math.hypot((east - x) * shrink, north - y) * unit, Math.hypot((east - y) * shrink, north - x) * unit);
}
