import { PixelQueue } from '../pixels/queue.ts';

/** What it costs to get to each pixel, and how long the way is; Infinity where there is none. */
export interface CumulativeCost {
  readonly costs: Float64Array;
  readonly lengths: Float64Array;
}

/** The distance between the centres of two neighbours, by their numbers. */
export type Step = (from: number, to: number) => number;

/** Pixels between looks at whether the request is over. */
const CHECKED_EVERY = 65_536;

/**
 * The cost of the cheapest way from a source to each pixel, over sides and corners (E. W. Dijkstra, A note on two problems in connexion with
 * graphs, 1959). A step costs its length times the mean of both pixels' costs.
 * @param passable 0 where no way leads through
 * @param farthest ways are no longer than this
 */
export function cumulativeCost(
  costs: ArrayLike<number>,
  passable: Uint8Array,
  sources: Uint8Array,
  width: number,
  step: Step,
  farthest: number,
  check: () => void,
): CumulativeCost {
  const count = passable.length;
  const best = new Float64Array(count).fill(Infinity);
  const lengths = new Float64Array(count).fill(Infinity);
  const queue = new PixelQueue(1024);
  for (let i = 0; i < count; i++) {
    if (sources[i] === 0 || passable[i] === 0) continue;
    best[i] = 0;
    lengths[i] = 0;
    queue.put(0, i, 0);
  }
  for (let taken = 0; queue.take(); taken++) {
    if (taken % CHECKED_EVERY === 0) check();
    const { key, pixel } = queue;
    if (key > best[pixel]) continue;
    const column = pixel % width;
    for (let dy = -width; dy <= width; dy += width) {
      for (let dx = -1; dx <= 1; dx++) {
        const near = pixel + dy + dx;
        if (near < 0 || near >= count || column + dx < 0 || column + dx >= width || passable[near] === 0) continue;
        const distance = step(pixel, near);
        const length = lengths[pixel] + distance;
        const cost = key + (distance * (costs[pixel] + costs[near])) / 2;
        if (!(length <= farthest && cost < best[near])) continue;
        best[near] = cost;
        lengths[near] = length;
        queue.put(cost, near, 0);
      }
    }
  }
  return { costs: best, lengths };
}
