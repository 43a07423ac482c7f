import type { Random } from '../random.ts';
import type { Work } from '../samples.ts';
import type { Distance } from './distance.ts';
import type { Space } from './space.ts';

/** Chooses the first centres: at most `count`, all of them different. */
export type Start = (space: Space, count: number, distance: Distance, random: Random, work: Work) => Float64Array;

/** Different points in a random order, until there are enough. */
export const randomStart: Start = (space, count, _, random) => {
  const { points, width } = space;
  const centres: number[] = [];
  const seen = new Set<string>();
  const order = Int32Array.from({ length: space.count }, (__, row) => row);
  for (let i = 0; i < order.length && seen.size < count; i++) {
    const j = i + random.below(order.length - i);
    [order[i], order[j]] = [order[j], order[i]];
    const point = points.subarray(order[i] * width, (order[i] + 1) * width);
    const key = point.join();
    if (seen.has(key)) continue;
    seen.add(key);
    centres.push(...point);
  }
  return Float64Array.from(centres);
};

/** A random point, then others one by one, as their distances from the chosen ones say. */
function byDistance(choose: (distances: Float64Array, random: Random) => number): Start {
  return ({ points, width, count: size }, count, { between }, random, work) => {
    const centres: number[] = [];
    const distances = new Float64Array(size).fill(Infinity);
    let row = random.below(size);
    for (;;) {
      const point = points.subarray(row * width, (row + 1) * width);
      centres.push(...point);
      if (centres.length >= count * width) break;
      work(size);
      for (let i = 0; i < size; i++) {
        distances[i] = Math.min(distances[i], between(points, i * width, point, 0, width));
      }
      row = choose(distances, random);
      // All points are among the centres.
      if (!(distances[row] > 0)) break;
    }
    return Float64Array.from(centres);
  };
}

/**
 * k-means++: a point is as likely as its squared distance is large (Arthur and Vassilvitskii, 2007). Euclid's distances are squared
 * already.
 */
export const plusPlusStart: Start = byDistance((distances, random) => {
  let total = 0;
  for (const distance of distances) total += distance;
  let left = random.uniform() * total;
  let last = 0;
  for (let row = 0; row < distances.length; row++) {
    if (!(distances[row] > 0)) continue;
    last = row;
    left -= distances[row];
    if (left < 0) break;
  }
  return last;
});

/** The point that is farthest from all chosen ones. */
export const farthestStart: Start = byDistance((distances) => {
  let best = 0;
  for (let row = 1; row < distances.length; row++) if (distances[row] > distances[best]) best = row;
  return best;
});

export interface CanopyOptions {
  readonly maxCandidates: number;
  readonly periodicPruning: number;
  readonly minDensity: number;
  /** The least distance between canopies; a negative number means that it follows from the spread of the inputs. */
  readonly t2: number;
}

/**
 * Canopies: a point within `t2` of a canopy's centre belongs to it, another one opens its own; the densest are the centres (McCallum,
 * Nigam and Ungar, Efficient clustering of high-dimensional data sets, 2000). Random points are added if there are too few.
 */
export function canopyStart({ maxCandidates, periodicPruning, minDensity, t2 }: CanopyOptions): Start {
  return (space, count, distance, random, work) => {
    const { points, width } = space;
    const far = distance.ofLength(t2 < 0 ? spreadOf(space) : t2);
    let canopies: { sum: Float64Array; density: number }[] = [];
    const centre = new Float64Array(width);
    for (let row = 0; row < space.count; row++) {
      work(1 + canopies.length / 4);
      const point = points.subarray(row * width, (row + 1) * width);
      const home = canopies.find(({ sum, density }) => {
        for (let i = 0; i < width; i++) centre[i] = sum[i] / density;
        return distance.between(point, 0, centre, 0, width) < far;
      });
      if (home) {
        home.density++;
        for (let i = 0; i < width; i++) home.sum[i] += point[i];
      } else if (canopies.length < maxCandidates) canopies.push({ sum: Float64Array.from(point), density: 1 });
      if ((row + 1) % periodicPruning === 0) canopies = canopies.filter(({ density }) => density >= minDensity);
    }
    const dense = canopies.filter(({ density }) => density >= minDensity).sort((a, b) => b.density - a.density);
    const centres = dense.slice(0, count).flatMap(({ sum, density }) => Array.from(sum, (value) => value / density));
    const missing = count - centres.length / width;
    return Float64Array.from([...centres, ...(missing > 0 ? randomStart(space, missing, distance, random, work) : [])]);
  };
}

/** The root of the sum of the inputs' variances, halved: about how far a point is from the middle. */
function spreadOf({ points, width, count }: Space): number {
  let total = 0;
  for (let i = 0; i < width; i++) {
    let [sum, squares] = [0, 0];
    for (let at = i; at < points.length; at += width) {
      sum += points[at];
      squares += points[at] ** 2;
    }
    total += Math.max(0, squares / count - (sum / count) ** 2);
  }
  return Math.sqrt(total) / 2;
}
