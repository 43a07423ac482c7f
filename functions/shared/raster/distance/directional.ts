import type { DigitalLines } from './digital-lines.ts';

/** How far the nearest target is along a direction, in pixels, and which one it is; Infinity and -1 where there is none. */
export interface Directional {
  readonly distances: Float64Array;
  readonly nearest: Int32Array;
}

/** Looks from each pixel along the line that it is on. A target is 0 away from itself. */
export function directionalDistances(targets: Uint8Array, lines: DigitalLines, farthest: number): Directional {
  const distances = new Float64Array(targets.length).fill(Infinity);
  const nearest = new Int32Array(targets.length).fill(-1);
  const step = Math.hypot(lines.columns, lines.rows);
  lines.forEach((pixels, count) => {
    for (let k = count - 1, target = -1, at = 0; k >= 0; k--) {
      const pixel = pixels[k];
      if (targets[pixel] === 1) [target, at] = [pixel, k];
      const distance = (at - k) * step;
      if (target < 0 || distance > farthest) continue;
      distances[pixel] = distance;
      nearest[pixel] = target;
    }
  });
  return { distances, nearest };
}
