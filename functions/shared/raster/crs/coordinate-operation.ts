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
