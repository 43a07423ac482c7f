import type { Learner } from '../model.ts';
import { seededRandom, shuffleFirst } from '../random.ts';
import { DISTANCES, nearestCentre } from './distance.ts';
import { allRows } from './k-means.ts';
import { centreModel, clusterLearner } from './learner.ts';
import { spaceOf } from './space.ts';
import { randomStart } from './start.ts';

/** Points that are looked at in the time of one visit elsewhere. */
const POINTS_A_VISIT = 4;

export interface QuantizationOptions {
  readonly clusters: number;
  /** The part of the way to a point that its nearest centre goes; falls to 0 with time. */
  readonly learningRate: number;
  /** The number of passes over all points. */
  readonly epochs: number;
  readonly normalized: boolean;
}

/** Vector quantization: each point in turn draws the nearest centre towards itself (Kohonen, Learning Vector Quantization, 1995). */
export function quantizationLearner({ clusters, learningRate, epochs, normalized }: QuantizationOptions): Learner {
  const distance = DISTANCES['Euclidean'];
  return clusterLearner((samples, work) => {
    const space = spaceOf(samples, normalized);
    const { points, width, count } = space;
    const random = seededRandom(0);
    const centres = randomStart(space, clusters, distance, random, work);
    const rows = allRows(space);
    for (let epoch = 0; epoch < epochs; epoch++) {
      work(1 + (count * (centres.length / width)) / POINTS_A_VISIT);
      shuffleFirst(rows, rows.length, random);
      const rate = learningRate * (1 - epoch / epochs);
      for (const row of rows) {
        const at = nearestCentre(centres, points, row * width, width, distance.between) * width;
        for (let i = 0; i < width; i++) centres[at + i] += rate * (points[row * width + i] - centres[at + i]);
      }
    }
    return centreModel(space, centres, distance);
  });
}
