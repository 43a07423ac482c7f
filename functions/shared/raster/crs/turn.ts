import { type Crs, METERS_PER_DEGREE } from './crs.ts';
import { parseProj } from './parameters.ts';

/**
 * How far a system's first coordinate goes on for one turn around the Earth, in its units; undefined where that is no one length.
 * Files count longitudes from 0 to 360, or go on beyond the 180th meridian.
 */
export function turnOf(crs: Crs): number | undefined {
  if (crs.kind === 'geographic') return (360 * METERS_PER_DEGREE) / crs.metersPerUnit;
  if (crs.kernel || !crs.definition.startsWith('+proj=merc')) return undefined;
  const { projection, ellipsoid, metersPerUnit } = parseProj(crs.definition);
  return projection === 'webmerc' ? (2 * Math.PI * ellipsoid.a) / metersPerUnit : undefined;
}
