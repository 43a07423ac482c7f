import type { DigitalLines } from '../distance/digital-lines.ts';
import type { Grid } from '../grid.ts';
import { GroundMetric, type GroundOffset } from '../pixels/metric.ts';

export interface ShadowOptions {
  /** Towards the sun. */
  readonly lines: DigitalLines;
  /** How much light rises in a metre of the ground: the tangent of the sun's elevation. */
  readonly rise: number;
  /** How many pixels along a line may cast a shadow. */
  readonly reach: number;
  /** Whether shadows end only where the ground is above them by half of what light rises in a pixel: level ground is not kept in the shadow. */
  readonly hysteresis: boolean;
}

/**
 * 1 where the sun shines on the ground, 0 in the shadow of what is along the line towards it. All heights are lowered by what light has risen on the way
 * there, so that a pixel casts a shadow on another if it is higher then; the highest of the next pixels is kept in a queue of candidates.
 * @param valid pixels without a known height cast no shadows
 */
export function litPixels(
  heights: ArrayLike<number>,
  valid: Uint8Array,
  grid: Grid,
  { lines, rise, reach, hysteresis }: ShadowOptions,
): Uint8Array {
  const lit = new Uint8Array(heights.length).fill(1);
  const longest = Math.max(grid.width, grid.height);
  const metric = new GroundMetric(grid);
  const offset: GroundOffset = { east: 0, north: 0 };
  const lowered = new Float64Array(longest);
  const candidates = new Int32Array(longest);
  lines.forEach((pixels, count) => {
    let [first, last, shadowed, away] = [0, -1, false, 0];
    for (let k = count - 1; k >= 0; k--) {
      const pixel = pixels[k];
      let step = 0;
      if (k < count - 1) {
        metric.offset(pixel, pixels[k + 1], offset);
        step = Math.hypot(offset.east, offset.north) || 0;
        away += step;
      }
      if (valid[pixel] === 0) continue;
      // Farther from the sun the light is lower: heights grow beside it.
      lowered[k] = heights[pixel] + away * rise;
      while (first <= last && candidates[first] > k + reach) first++;
      const above = first <= last ? lowered[candidates[first]] - lowered[k] : -Infinity;
      shadowed = above > 0 || (hysteresis && shadowed && above > (-step * rise) / 2);
      if (shadowed) lit[pixel] = 0;
      while (last >= first && lowered[candidates[last]] <= lowered[k]) last--;
      candidates[++last] = k;
    }
  });
  return lit;
}
