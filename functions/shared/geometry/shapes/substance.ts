import { drawingOf } from '../drawing.ts';
import { planeFor } from '../drawn-pair.ts';
import { Geometry } from '../geometry.ts';
import { all } from '../overlay/parts.ts';
import { positionsOf } from '../positions.ts';

/** Metres that edges may be off. */
const ERROR = 1;

/** The geometry itself; its vertices, if all of its areas have shrunk to nothing. */
export function withSubstance(geometry: Geometry): Geometry {
  const plane = planeFor(geometry, geometry, undefined);
  if (all(drawingOf(geometry, plane, ERROR).parts).length > 0) return geometry;
  return new Geometry({ type: 'MultiPoint', coordinates: positionsOf(geometry) }, geometry.crs, geometry.geodesic);
}
