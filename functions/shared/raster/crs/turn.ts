import { type Crs, METERS_PER_DEGREE } from './crs.ts';
import { parseProj } from './parameters.ts';

/**
 * The length of one turn around the Earth along the first coordinate, in the system's units: 360 for degrees. Undefined for a projection in
 * which it differs from place to place. It is used for files whose longitudes run from 0 to 360, or beyond the 180th meridian.
 */
export function turnOf(crs: Crs): number | undefined {
  if (crs.kind === 'geographic') return (360 * METERS_PER_DEGREE) / crs.metersPerUnit;
  if (crs.operation || !crs.definition.startsWith('+proj=merc')) return undefined;
  const { projection, ellipsoid, metersPerUnit } = parseProj(crs.definition);
  return projection === 'webmerc' ? (2 * Math.PI * ellipsoid.a) / metersPerUnit : undefined;
}
