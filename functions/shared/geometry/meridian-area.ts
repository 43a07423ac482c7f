import type { Position } from './geometry.ts';

/**
 * The signed area between a ring that goes around the Earth and the equator, as the sum of sin(latitude) × Δlongitude. For rings that run
 * eastwards it is positive if the side with the north pole is the smaller one.
 */
export function meridianArea(ring: readonly Position[]): number {
  let sum = 0;
  for (let i = 1; i < ring.length; i++) {
    const middle = (ring[i][1] + ring[i - 1][1]) / 2;
    sum += (ring[i][0] - ring[i - 1][0]) * Math.sin((middle * Math.PI) / 180);
  }
  return sum;
}
