import { PixelQueue } from '../pixels/queue.ts';
import type { Components } from './components.ts';

export interface SnicOptions {
  /** How far apart seeds are, in pixels: distances between pixels are measured by it. */
  readonly spacing: number;
  /** How much distances between pixels count beside those between values; 0: not at all. */
  readonly compactness: number;
  readonly eightConnected: boolean;
  readonly check: () => void;
}

/** Clusters of pixels, numbered as their seeds are, and the means of the bands in each. */
export interface Superpixels {
  /** The cluster of each pixel; -1 where it is masked or no cluster reaches. */
  readonly labels: Int32Array;
  /** For each band the mean of each cluster. */
  readonly means: readonly Float64Array[];
}

const SIDES = [
  [-1, 0],
  [1, 0],
  [0, -1],
  [0, 1],
] as const;
const CORNERS = [
  [-1, -1],
  [1, -1],
  [-1, 1],
  [1, 1],
] as const;
/** Pixels between looks at whether the request is over. */
const CHECKED_EVERY = 65_536;

/**
 * Superpixels that grow from seeds, the nearest pixel first (R. Achanta and S. Süsstrunk, Superpixels and Polygons using Simple Non-Iterative
 * Clustering, CVPR 2017, algorithm 1). The distance between a pixel and a cluster's mean is that of equation 1, squared and times m:
 * |c_j - c_k|² + (m / s)² |x_j - x_k|², so that a compactness m of 0 leaves the second part out.
 * @param valid 1 where all bands are
 * @param seeds pixels from which each cluster begins
 */
export function snic(
  bands: readonly ArrayLike<number>[],
  valid: Uint8Array,
  width: number,
  height: number,
  seeds: Components,
  { spacing, compactness, eightConnected, check }: SnicOptions,
): Superpixels {
  const count = bands.length;
  const weight = (compactness / spacing) ** 2;
  const neighbors = eightConnected ? [...SIDES, ...CORNERS] : SIDES;
  const labels = new Int32Array(width * height).fill(-1);
  const members = new Int32Array(seeds.count);
  const places = new Float64Array(seeds.count * 2);
  const sums = new Float64Array(seeds.count * count);
  const queue = new PixelQueue(seeds.count * 8);
  for (let i = 0; i < labels.length; i++) if (seeds.labels[i] >= 0 && valid[i] === 1) queue.put(0, i, seeds.labels[i]);
  for (let taken = 0; queue.take(); taken++) {
    if (taken % CHECKED_EVERY === 0) check();
    const { pixel, tag: label } = queue;
    if (labels[pixel] >= 0) continue;
    labels[pixel] = label;
    const [column, row] = [pixel % width, Math.floor(pixel / width)];
    const size = ++members[label];
    places[2 * label] += column;
    places[2 * label + 1] += row;
    for (let k = 0, at = label * count; k < count; k++, at++) sums[at] += bands[k][pixel];
    for (const [dx, dy] of neighbors) {
      const [x, y] = [column + dx, row + dy];
      if (x < 0 || y < 0 || x >= width || y >= height) continue;
      const near = y * width + x;
      if (labels[near] >= 0 || valid[near] === 0) continue;
      const [awayX, awayY] = [x - places[2 * label] / size, y - places[2 * label + 1] / size];
      let distance = weight * (awayX * awayX + awayY * awayY);
      for (let k = 0, at = label * count; k < count; k++, at++) {
        const difference = bands[k][near] - sums[at] / size;
        distance += difference * difference;
      }
      queue.put(distance, near, label);
    }
  }
  const means = bands.map((_, k) => Float64Array.from(members, (size, label) => sums[label * count + k] / size));
  return { labels, means };
}
