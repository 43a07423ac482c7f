import type { Position } from './geometry.ts';

/**
 * Which side of a ring that goes around the Earth is the smaller one: positive if it is the one with the north pole for rings that run
 * eastwards. The sum of the sine of latitude over longitude: the areas of zones on the sphere.
 */
export function meridianArea(ring: readonly Position[]): number {
  let sum = 0;
  for (let i = 1; i < ring.length; i++) {
    const middle = (ring[i][1] + ring[i - 1][1]) / 2;
    sum += (ring[i][0] - ring[i - 1][0]) * Math.sin((middle * Math.PI) / 180);
  }
  return sum;
}
