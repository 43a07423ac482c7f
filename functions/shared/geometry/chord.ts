import { MEAN_RADIUS } from './earth.ts';

/** Half an angle, in radians. */
const SMALL = 0.01;

/**
 * The distance over the ground, in metres, of two points whose straight distance through space is `chord` metres: on a sphere of the
 * Earth's mean radius. `chordError` bounds the difference from the distance on the ellipsoid.
 */
export function groundDistance(chord: number): number {
  const half = chord / (2 * MEAN_RADIUS);
  // The first terms of the arc sine are exact to a millionth of a millionth up to 100 km, and much faster.
  if (half < SMALL) return chord * (1 + (half * half) / 6 + (3 * half ** 4) / 40);
  return 2 * MEAN_RADIUS * Math.asin(Math.min(1, half));
}

/**
 * The straight distance through space, in metres, of two points that are so many metres apart over the ground. The inverse of
 * `groundDistance`.
 */
export function chordOf(meters: number): number {
  return 2 * MEAN_RADIUS * Math.sin(Math.min(Math.PI / 2, meters / (2 * MEAN_RADIUS)));
}

/**
 * Radii of curvature of the ellipsoid are within so much of the mean radius. A chord is shorter than its arc by the part c² / 24 R², in
 * which an error of R counts twice.
 */
const RADIUS_ERROR = 0.007;

/** The largest error of `groundDistance`, in metres. */
export function chordError(chord: number): number {
  return 2 * RADIUS_ERROR * (groundDistance(chord) - chord);
}
