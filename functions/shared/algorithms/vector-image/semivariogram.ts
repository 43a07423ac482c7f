/** The semivariogram: half the mean squared difference of values measured at a distance in metres. */
export type Semivariogram = (distance: number) => number;

/** The part of the sill that is reached at a distance, in ranges. At one range, 95 % of it where it is never reached wholly. */
const SHAPES = {
  exponential: (h: number) => 1 - Math.exp(-3 * h),
  gaussian: (h: number) => 1 - Math.exp(-3 * h * h),
  spherical: (h: number) => (h < 1 ? h * (1.5 - 0.5 * h * h) : 1),
} as const;

export type VariogramShape = keyof typeof SHAPES;
export const VARIOGRAM_SHAPES = Object.keys(SHAPES) as readonly VariogramShape[];

/**
 * A semivariogram that begins with the nugget and ends at the sill (C. V. Deutsch and A. G. Journel, GSLIB, 1998, II.3).
 * @param range in metres
 */
export function semivariogram(shape: VariogramShape, range: number, sill: number, nugget: number): Semivariogram {
  const part = SHAPES[shape];
  return (distance) => (distance === 0 ? 0 : nugget + (sill - nugget) * part(distance / range));
}
