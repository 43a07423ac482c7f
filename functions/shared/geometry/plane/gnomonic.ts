import { MEAN_RADIUS, positionOf, RADIANS, unitVector } from '../earth.ts';
import type { Position } from '../geometry.ts';
import type { Plane } from './plane.ts';

/**
 * The gnomonic map of the sphere of geodetic latitudes about a centre, in radians. Great circles are straight, and the geodesics of the
 * ellipsoid very nearly: an edge of 100 km is off by some centimetres.
 */
export function gnomonic(centre: Position): Plane {
  const up = unitVector(centre);
  const l = centre[0] * RADIANS;
  const east: [number, number, number] = [-Math.sin(l), Math.cos(l), 0];
  const north = cross(up, east);
  return {
    degrees: false,
    unitsPerMeter: 1 / MEAN_RADIUS,
    forward: (position) => {
      const point = unitVector(position);
      const height = dot(point, up);
      return height > 0 ? [dot(point, east) / height, dot(point, north) / height] : [NaN, NaN];
    },
    inverse: ([x, y]) =>
      positionOf([
        up[0] + x * east[0] + y * north[0],
        up[1] + x * east[1] + y * north[1],
        up[2] + x * east[2] + y * north[2],
      ]),
  };
}

type Vector = readonly [number, number, number];

function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}
