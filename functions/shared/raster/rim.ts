/** Rims so near to a centre, in pixels, go through it: of the sums that lead there no two are rounded alike. */
const RIM = 1e-6;

/** The first column or row whose centre is on or after a rim: of two regions beside it, the latter one has that pixel. */
export function firstFrom(rim: number): number {
  return Math.ceil(rim - 0.5 - RIM);
}
