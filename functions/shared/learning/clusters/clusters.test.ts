import { describe, expect, it } from 'vitest';
import type { Learner } from '../model.ts';
import { predictAll } from '../predictor.ts';
import { blobs, free, samplesOf } from '../samples.testing.ts';
import { rowsOf, type Samples } from '../samples.ts';
import { cascadeLearner } from './cascade.ts';
import { cobwebLearner } from './cobweb.ts';
import { Concept, categoryUtility } from './concept.ts';
import { DISTANCES } from './distance.ts';
import { allRows, kMeans } from './k-means.ts';
import { kMeansLearner } from './simple.ts';
import { spaceOf } from './space.ts';
import { canopyStart, farthestStart, plusPlusStart, randomStart } from './start.ts';
import { quantizationLearner } from './vector-quantization.ts';
import { xMeansLearner } from './x-means.ts';

const THREE = blobs(
  [
    [0, 0],
    [100, 0],
    [0, 100],
  ],
  25,
  15,
);

function clusters(learner: Learner, samples: Samples): number[] {
  const model = learner.learn(samples, 'CLASSIFICATION', free);
  return [...predictAll(model.predictor('CLASSIFICATION'), rowsOf(samples.columns), samples.columns.length)];
}

/** Each target has one cluster, and no two the same. */
function separated(numbers: readonly number[], { targets }: Samples): boolean {
  const pairs = new Set(numbers.map((number, i) => `${number}:${targets[i]}`));
  return pairs.size === new Set(numbers).size && pairs.size === new Set(targets).size;
}

const canopy = canopyStart({ maxCandidates: 100, periodicPruning: 10_000, minDensity: 2, t2: -1 });
const STARTS = { plusPlusStart, farthestStart, canopy };

describe('k-means', () => {
  const options = { clusters: 3, distance: DISTANCES['Euclidean'], maxIterations: 500, seed: 10 };

  it.each(Object.entries(STARTS))('separates three heaps with %s', (_, start) => {
    for (const distance of Object.values(DISTANCES)) {
      expect(separated(clusters(kMeansLearner({ ...options, start, distance }), THREE), THREE)).toBe(true);
    }
  });

  it('puts centres on means, or medians', () => {
    const space = spaceOf(
      samplesOf([
        [0, 0],
        [1, 0],
        [5, 0],
        [90, 0],
        [100, 0],
      ]),
    );
    const from = Float64Array.of(0, 1);
    const centres = (distance: string) => [
      ...kMeans(space, from, DISTANCES[distance], 500, allRows(space), free).centres,
    ];
    expect(centres('Euclidean')).toEqual([0.02, 0.95]);
    expect(centres('Manhattan')).toEqual([0.01, 0.95]);
  });

  it('leaves out centres without points', () => {
    const space = spaceOf(
      samplesOf([
        [0, 0],
        [1, 0],
      ]),
    );
    const { centres, places } = kMeans(
      space,
      Float64Array.of(0, 5, 1, 7),
      DISTANCES['Euclidean'],
      500,
      allRows(space),
      free,
    );
    expect([...centres]).toEqual([0, 1]);
    expect([...places]).toEqual([0, 1]);
  });

  it('has no more clusters than there are different samples', () => {
    const same = samplesOf([
      [4, 0],
      [4, 0],
      [4, 0],
    ]);
    for (const start of [randomStart, ...Object.values(STARTS)]) {
      expect(clusters(kMeansLearner({ ...options, start }), same)).toEqual([0, 0, 0]);
    }
  });

  it('brings inputs to the same range', () => {
    // The second input's numbers are a thousand times as large, and mean nothing.
    const samples = samplesOf([
      [0, 0, 0],
      [0, 1000, 0],
      [1, 0, 1],
      [1, 1000, 1],
      [0.1, 500, 0],
      [0.9, 500, 1],
    ]);
    const two = kMeansLearner({ ...options, clusters: 2, start: randomStart, seed: 3 });
    expect(new Set(clusters(two, samples)).size).toBe(2);
  });

  it('is the same for the same seed', () => {
    const noise = blobs([[0, 0]], 200, 50);
    const of = (seed: number) => clusters(kMeansLearner({ ...options, start: randomStart, seed }), noise);
    expect(of(1)).toEqual(of(1));
    expect(of(1)).not.toEqual(of(2));
  });
});

describe('the number of clusters', () => {
  it('is found by Calinski and Harabasz', () => {
    const learner = cascadeLearner({
      minClusters: 2,
      maxClusters: 6,
      restarts: 5,
      start: randomStart,
      distance: DISTANCES['Euclidean'],
      maxIterations: 100,
    });
    expect(separated(clusters(learner, THREE), THREE)).toBe(true);
  });

  const options = {
    minClusters: 1,
    maxClusters: 8,
    maxIterations: 5,
    maxKMeans: 1000,
    maxForChildren: 1000,
    cutoffFactor: 0,
    distance: DISTANCES['Euclidean'],
    seed: 10,
  };

  it('is found by information', () => {
    const found = clusters(xMeansLearner(options), THREE);
    const parts = new Set(found.map((number, i) => `${number}:${THREE.targets[i]}`));
    // No cluster has samples of two heaps.
    expect(parts.size).toBe(new Set(found).size);
    expect(parts.size).toBeGreaterThanOrEqual(3);
    expect(parts.size).toBeLessThanOrEqual(5);
  });

  it('stays within its limits', () => {
    const many = blobs(
      Array.from({ length: 9 }, (_, i) => [100 * (i % 3), 100 * Math.floor(i / 3)]),
      10,
      1,
    );
    expect(new Set(clusters(xMeansLearner({ ...options, maxClusters: 4 }), many)).size).toBeLessThanOrEqual(4);
  });
});

it('vector quantization separates three heaps', () => {
  const learner = quantizationLearner({ clusters: 8, learningRate: 0.5, epochs: 50, normalized: true });
  const found = clusters(learner, THREE);
  const parts = new Set(found.map((number, i) => `${number}:${THREE.targets[i]}`));
  expect(parts.size).toBe(new Set(found).size);
});

describe('Cobweb', () => {
  it('has the category utility of its definition', () => {
    const concept = (...values: number[]) => {
      const made = new Concept(1);
      for (const value of values) made.add(Float64Array.of(value), 0);
      return made;
    };
    // Deviations 1 and 1 of the halves, √26 of the whole: (1 - 1/√26) / (2√π), for each of two children.
    const [a, b, whole] = [concept(0, 2), concept(10, 12), concept(0, 2, 10, 12)];
    const utility = categoryUtility(whole, [a.sharpness(0.5), b.sharpness(0.5)], 0.5);
    expect(utility).toBeCloseTo((1 - 1 / Math.sqrt(26)) / (2 * Math.sqrt(Math.PI)) / 2, 12);
    expect(a.sharpnessWith(Float64Array.of(1), 0, 0.5)).toBeCloseTo(concept(0, 2, 1).sharpness(0.5), 12);
  });

  it('has a cluster for each heap if the cutoff is high enough', () => {
    const found = clusters(cobwebLearner({ acuity: 10, cutoff: 0.005, seed: 42 }), THREE);
    const parts = new Set(found.map((number, i) => `${number}:${THREE.targets[i]}`));
    expect(parts.size).toBe(new Set(found).size);
  });

  it('is one cluster if nothing is different enough', () => {
    expect(new Set(clusters(cobwebLearner({ acuity: 1, cutoff: 100, seed: 42 }), THREE))).toEqual(new Set([0]));
  });

  it('does not change by predicting', () => {
    const model = cobwebLearner({ acuity: 1, cutoff: 0.002, seed: 42 }).learn(THREE, 'CLASSIFICATION', free);
    const rows = rowsOf(THREE.columns);
    const before = [...predictAll(model.predictor('CLASSIFICATION'), rows, 2)];
    predictAll(model.predictor('CLASSIFICATION'), Float64Array.of(Number.NaN, 1, Infinity, 2), 2);
    expect([...predictAll(model.predictor('CLASSIFICATION'), rows, 2)]).toEqual(before);
  });
});
