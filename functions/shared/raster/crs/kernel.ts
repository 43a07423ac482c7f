/**
 * A projection as its two loops over points, in place: x0, y0, x1, y1, … Geographic coordinates are degrees on WGS 84, longitude first.
 * A point that has no image becomes (NaN, NaN); a point with a NaN stays NaN.
 */
export interface ProjectionKernel {
  toGeographic(coordinates: Float64Array): void;
  fromGeographic(coordinates: Float64Array): void;
}

export const DEGREE = Math.PI / 180;

/** The same meridian between -180 and 180 degrees; both ends stay as they are. */
export function wrapLongitude(degrees: number): number {
  return Math.abs(degrees) <= 180 ? degrees : degrees - 360 * Math.round(degrees / 360);
}
