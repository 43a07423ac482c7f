import { incompleteGamma } from '../../raster/scalar/special.ts';

/** The value that a chi-square variable is below with a probability from 0 to 1, by bisection of its distribution function. */
export function chiSquareQuantile(probability: number, freedom: number): number {
  if (!(probability > 0)) return 0;
  if (!(probability < 1)) return Infinity;
  let [low, high] = [0, freedom + 10];
  while (incompleteGamma(freedom / 2, high / 2) < probability) high *= 2;
  for (let step = 0; step < 100; step++) {
    const middle = (low + high) / 2;
    if (incompleteGamma(freedom / 2, middle / 2) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
