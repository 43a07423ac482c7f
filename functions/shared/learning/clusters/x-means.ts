import type { Learner } from '../model.ts';
import { type Random, seededRandom } from '../random.ts';
import type { Work } from '../samples.ts';
import type { Distance } from './distance.ts';
import { allRows, type KMeans, kMeans, spreadWithin } from './k-means.ts';
import { centreModel, clusterLearner } from './learner.ts';
import { type Space, spaceOf } from './space.ts';
import { randomStart } from './start.ts';

export interface XMeansOptions {
  readonly minClusters: number;
  readonly maxClusters: number;
  /** Rounds of dividing clusters. */
  readonly maxIterations: number;
  /** Iterations of k-means over all points, and over those of one cluster. */
  readonly maxKMeans: number;
  readonly maxForChildren: number;
  /** The share of the clusters that is divided although none is worth it, those that lose least first. */
  readonly cutoffFactor: number;
  readonly distance: Distance;
  readonly seed: number;
}

/**
 * k-means that divides clusters as long as that says more of the points than it costs, by the Bayesian information criterion (Pelleg and
 * Moore, X-means, 2000).
 */
export function xMeansLearner(options: XMeansOptions): Learner {
  const { minClusters, maxClusters, maxIterations, maxKMeans, distance, seed } = options;
  return clusterLearner((samples, work) => {
    const space = spaceOf(samples);
    const rows = allRows(space);
    const random = seededRandom(seed);
    const first = randomStart(space, minClusters, distance, random, work);
    let found = kMeans(space, first, distance, maxKMeans, rows, work);
    for (let round = 0; round < maxIterations; round++) {
      const centres = divided(space, found, options, random, work);
      const clusters = centres.length / space.width;
      if (clusters === found.centres.length / space.width || clusters > maxClusters) break;
      found = kMeans(space, centres, distance, maxKMeans, rows, work);
    }
    return centreModel(space, found.centres, distance);
  });
}

interface Division {
  readonly place: number;
  readonly children: Float64Array;
  /** The gain in score of two clusters over one. */
  readonly gain: number;
}

/** The centres, those of clusters that are worth dividing replaced by two; the largest gains first, as many as there is room for. */
function divided(
  space: Space,
  { centres, places }: KMeans,
  { maxClusters, maxForChildren, cutoffFactor, distance }: XMeansOptions,
  random: Random,
  work: Work,
): Float64Array {
  const { width } = space;
  const count = centres.length / width;
  const divisions: Division[] = [];
  for (let place = 0; place < count; place++) {
    const members = allRows(space).filter((row) => places[row] === place);
    const part = centres.subarray(place * width, (place + 1) * width);
    const one: KMeans = { centres: part, places: new Int32Array(members.length) };
    const start = pairWithin(space, members, part, random);
    const two = kMeans(space, start, distance, maxForChildren, members, work);
    if (two.centres.length !== 2 * width) continue;
    const gain = information(space, two, members, distance) - information(space, one, members, distance);
    divisions.push({ place, children: two.centres, gain });
  }
  divisions.sort((a, b) => b.gain - a.gain || a.place - b.place);
  const winners = divisions.filter(({ gain }) => gain > 0);
  const chosen = winners.length > 0 ? winners : divisions.slice(0, Math.floor(divisions.length * cutoffFactor));
  const accepted = new Map(chosen.slice(0, maxClusters - count).map(({ place, children }) => [place, children]));
  return Float64Array.from(
    Array.from({ length: count }, (_, place) => [
      ...(accepted.get(place) ?? centres.subarray(place * width, (place + 1) * width)),
    ]).flat(),
  );
}

/** Two places on opposite sides of a centre: a random member, and its mirror image. */
function pairWithin({ points, width }: Space, members: Int32Array, centre: Float64Array, random: Random): Float64Array {
  const row = members[random.below(members.length)];
  const member = points.subarray(row * width, (row + 1) * width);
  return Float64Array.from([...member, ...centre.map((value, i) => 2 * value - member[i])]);
}

/** The Bayesian information criterion of points around centres, all with the same spherical variance. */
function information(space: Space, { centres, places }: KMeans, rows: Int32Array, distance: Distance): number {
  const { width } = space;
  const count = rows.length;
  const clusters = centres.length / width;
  if (count <= clusters) return -Infinity;
  const spread = spreadWithin(space, { centres, places }, rows, distance);
  const variance = Math.max(spread / (width * (count - clusters)), Number.MIN_VALUE);
  const sizes = new Float64Array(clusters);
  for (const place of places) sizes[place]++;
  // The exponents add up to this, by the variance's definition.
  let likelihood = -(width * (count - clusters)) / 2 - (count * width * Math.log(2 * Math.PI * variance)) / 2;
  for (const size of sizes) likelihood += size * Math.log(size / count);
  const parameters = clusters - 1 + width * clusters + 1;
  return likelihood - (parameters / 2) * Math.log(count);
}
