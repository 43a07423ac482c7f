import { MEAN_RADIUS } from './earth.ts';

/** Half an angle, in radians. */
const SMALL = 0.01;

/**
 * Metres over the ground between two places that are so many metres apart in space: over a sphere of the Earth's mean radius. `chordError`
 * says how far that may be from the way over the ellipsoid.
 */
export function groundDistance(chord: number): number {
  const half = chord / (2 * MEAN_RADIUS);
  // The first terms of the arc sine are exact to a millionth of a millionth up to 100 km, and much faster.
  if (half < SMALL) return chord * (1 + (half * half) / 6 + (3 * half ** 4) / 40);
  return 2 * MEAN_RADIUS * Math.asin(Math.min(1, half));
}

/** Metres in space between two places that are so many metres apart over the ground. */
export function chordOf(meters: number): number {
  return 2 * MEAN_RADIUS * Math.sin(Math.min(Math.PI / 2, meters / (2 * MEAN_RADIUS)));
}

/**
 * Radii of curvature of the ellipsoid are within so much of the mean radius. A chord is shorter than its arc by the part c² / 24 R², in
 * which an error of R counts twice.
 */
const RADIUS_ERROR = 0.007;

/** How far `groundDistance` may be off, in metres. */
export function chordError(chord: number): number {
  return 2 * RADIUS_ERROR * (groundDistance(chord) - chord);
}
