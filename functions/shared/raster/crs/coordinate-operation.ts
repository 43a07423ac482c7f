/**
 * A coordinate operation (ISO 19111): a map projection, a datum shift, or several of them in a row. It changes an array of points
 * x0, y0, x1, y1, … in place. Geographic coordinates are longitude, latitude in degrees. A point that has no image, or has a NaN, becomes
 * (NaN, NaN).
 */
export interface CoordinateOperation {
  /** From the system's own coordinates to longitude, latitude. */
  toGeographic(coordinates: Float64Array): void;
  /** From longitude, latitude to the system's own coordinates. */
  fromGeographic(coordinates: Float64Array): void;
}

export const DEGREE = Math.PI / 180;

/** A longitude brought to the range -180 to 180 degrees; -180 and 180 stay as they are. */
export function wrapLongitude(degrees: number): number {
  return Math.abs(degrees) <= 180 ? degrees : degrees - 360 * Math.round(degrees / 360);
}
