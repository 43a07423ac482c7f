import { Matrix, solve } from 'ml-matrix';
import type { Ellipsoid } from '../../functions/shared/raster/crs/ellipsoids.ts';
import { helmert } from '../../functions/shared/raster/crs/helmert.ts';
import type { Shift } from './shifts.ts';

/** Steps by which the derivatives are taken: metres, arc seconds, parts per million. */
const STEPS = [1, 1, 1, 0.1, 0.1, 0.1, 0.1];
const METERS_A_DEGREE = 111_320;

/** A point in degrees of WGS 84 and of a datum. */
export type Pair = readonly [world: readonly [number, number], own: readonly [number, number]];

/** The errors of a shift at points of a datum, in metres: eastward and northward differences. */
export function residuals(ellipsoid: Ellipsoid, shift: Shift, pairs: readonly Pair[]): number[] {
  const points = Float64Array.from(pairs.flatMap(([, own]) => own));
  if (shift.length > 0) helmert(ellipsoid, shift).toGeographic(points);
  return pairs.flatMap(([[longitude, latitude]], i) => {
    const east = points[2 * i]! - longitude;
    const wrapped = east - 360 * Math.round(east / 360);
    return [
      wrapped * Math.cos((latitude * Math.PI) / 180) * METERS_A_DEGREE,
      (points[2 * i + 1]! - latitude) * METERS_A_DEGREE,
    ];
  });
}

/** The largest distance of `residuals`. */
export function worst(ellipsoid: Ellipsoid, shift: Shift, pairs: readonly Pair[]): number {
  const differences = residuals(ellipsoid, shift, pairs);
  return Math.max(0, ...pairs.map((_, i) => Math.hypot(differences[2 * i]!, differences[2 * i + 1]!)));
}

/** The Helmert shift of 3 parameters that fits pairs of points best (least squares). */
export function fitShift(ellipsoid: Ellipsoid, pairs: readonly Pair[]): Shift {
  let shift = [0, 0, 0];
  for (let round = 0; round < 4; round++) {
    const now = residuals(ellipsoid, shift, pairs);
    const columns = shift.map((_, k) => {
      const moved = shift.map((value, i) => (i === k ? value + STEPS[k]! : value));
      return residuals(ellipsoid, moved, pairs).map((value, i) => (value - now[i]!) / STEPS[k]!);
    });
    const change = solve(new Matrix(columns).transpose(), Matrix.columnVector(now.map((value) => -value)), true);
    shift = shift.map((value, k) => value + change.get(k, 0));
  }
  return shift.map((value) => Number(value.toFixed(3)));
}
