import type { Exactness } from '../exactness.ts';
import { Geometry } from '../geometry.ts';
import { EMPTY, isEmpty } from '../parts.ts';
import { resolved } from './resolved.ts';

/** The union of geometries. */
export function unionOf(geometries: readonly Geometry[], exactness: Exactness = {}): Geometry {
  const all = geometries.filter((geometry) => !isEmpty(geometry));
  if (all.length === 0) return EMPTY;
  const straight = all.every(({ geodesic, crs }) => !geodesic && crs === all[0].crs);
  return resolved(new Geometry({ type: 'GeometryCollection', geometries: all }, all[0].crs, !straight), exactness);
}
