import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { METRICS, minimumDistanceLearner } from './minimum-distance.ts';
import type { Mode, Model } from './model.ts';
import { naiveBayesLearner } from './naive-bayes.ts';
import { treeSearch } from './neighbours/kd-tree.ts';
import { neighbourLearner } from './neighbours/learner.ts';
import { linearSearch, manhattan, Nearest, squaredEuclidean } from './neighbours/search.ts';
import { predictAll } from './predictor.ts';
import { free, samplesOf } from './samples.testing.ts';
import { insidePolygon } from './spectral-region.ts';

function predicted(model: Model, mode: Mode, width: number, ...rows: number[]): number[] {
  return [...predictAll(model.predictor(mode), Float64Array.from(rows), width)];
}

describe('naive Bayes', () => {
  // Class 0 has 3 and 1 of 4, class 1 has 1 and 7 of 8; two of three samples are of class 0.
  const samples = samplesOf([
    [2, 0, 0],
    [1, 1, 0],
    [1, 7, 1],
  ]);

  it('multiplies the parts of what occurs, by hand', () => {
    const model = naiveBayesLearner(0).learn(samples, 'CLASSIFICATION', free);
    // (2, 1): 2/3 (3/4)² 1/4 = 0.09375 and 1/3 (1/8)² 7/8 = 0.004557…
    const [a, b] = [(2 / 3) * (3 / 4) ** 2 * (1 / 4), (1 / 3) * (1 / 8) ** 2 * (7 / 8)];
    expect(predicted(model, 'CLASSIFICATION', 2, 2, 1, 0, 5)).toEqual([0, 1]);
    expect(predicted(model, 'MULTIPROBABILITY', 2, 2, 1)[0]).toBeCloseTo(a / (a + b), 12);
    expect(predicted(model, 'PROBABILITY', 2, 2, 1)[0]).toBeCloseTo(b / (a + b), 12);
  });

  it('smooths by lambda, and takes negative inputs for 0', () => {
    const model = naiveBayesLearner(1).learn(samples, 'CLASSIFICATION', free);
    const parts = model.explain(['x', 'y']).get('conditionalProbabilities') as ReadonlyMap<string, number[]>;
    expect(parts.get('x')?.[0]).toBeCloseTo(4 / 6, 12);
    expect(parts.get('x')?.[1]).toBeCloseTo(2 / 10, 12);
    expect(predicted(model, 'MULTIPROBABILITY', 2, 3, -9)).toEqual(predicted(model, 'MULTIPROBABILITY', 2, 3, 0));
  });
});

describe('minimum distance', () => {
  const samples = samplesOf([
    [0, 0, 3],
    [2, 0, 3],
    [0, 2, 3],
    [2, 2, 3],
    [10, 0, 5],
    [10, 4, 5],
    [14, 0, 5],
    [14, 4, 5],
  ]);
  const learn = (metric: string, nearest = 1) =>
    minimumDistanceLearner(METRICS[metric], nearest).learn(samples, 'CLASSIFICATION', free);

  it.each([
    ['euclidean', 2, 10],
    ['manhattan', 2, 12],
    // Variances 4/3 and 16/3 without covariance.
    ['mahalanobis', Math.sqrt(3), Math.sqrt((81 + 1) / (16 / 3))],
  ])('%s', (metric, first) => {
    // (3, 1) is (2, 0) from the mean (1, 1).
    const [near] = predicted(learn(metric), 'RAW', 2, 3, 1);
    expect(near).toBeCloseTo(first, 12);
    expect(predicted(learn(metric), 'REGRESSION', 2, 3, 1)[0]).toBeCloseTo(first, 12);
    expect(predicted(learn(metric), 'CLASSIFICATION', 2, 3, 1, 11, 1)).toEqual([3, 5]);
  });

  it('cosine is the angle', () => {
    expect(predicted(learn('cosine'), 'RAW', 2, 0, 7)[0]).toBeCloseTo(Math.PI / 4, 12);
    expect(predicted(learn('cosine'), 'RAW', 2, 24, 4)[1]).toBeCloseTo(0, 7);
    expect(predicted(learn('cosine'), 'RAW', 2, 0, 0)[0]).toBe(Math.PI / 2);
  });

  it('gives several nearest ones, the nearest first, and no more than there are', () => {
    expect(predicted(learn('euclidean', 9), 'CLASSIFICATION', 2, 11, 1)).toEqual([5, 3]);
    const [near, far] = predicted(learn('euclidean', 2), 'REGRESSION', 2, 12, 2);
    expect([near, far]).toEqual([0, Math.hypot(11, 1)]);
  });

  describe('by Mahalanobis, where covariances have no inverse', () => {
    const learnt = (rows: number[][]) =>
      minimumDistanceLearner(METRICS['mahalanobis'], 1).learn(samplesOf(rows), 'CLASSIFICATION', free);
    const plain = [
      [0, 1, 0],
      [2, 0, 0],
      [1, 5, 0],
      [3, 3, 0],
      [9, 6, 1],
      [7, 9, 1],
      [9, 9, 1],
      [8, 5, 1],
    ];
    const withSum = plain.map(([a, b, label]) => [a, b, a + b, label]);

    it('takes an input that follows from others', () => {
      const [one, other] = [learnt(plain), learnt(withSum)];
      for (const [a, b] of [
        [1, 1],
        [6, 6],
        [9, 0],
      ]) {
        const expected = predicted(one, 'RAW', 2, a, b);
        predicted(other, 'RAW', 3, a, b, a + b).forEach((distance, i) => {
          expect(distance).toBeCloseTo(expected[i], 4);
        });
      }
    });

    it('finds rows far away that are not as all samples of a class are', () => {
      const model = learnt([...plain.map(([a, b, label]) => [a, b, label === 0 ? 4 : a, label])]);
      expect(predicted(model, 'CLASSIFICATION', 3, 1, 2, 4, 1, 2, 1)).toEqual([0, 1]);
    });

    it('takes classes of one sample, and inputs that never change', () => {
      const model = learnt([
        [1, 5, 0],
        [8, 5, 1],
      ]);
      expect(predicted(model, 'CLASSIFICATION', 2, 2, 5, 9, 5)).toEqual([0, 1]);
    });

    it('is so for nearest neighbours, too', () => {
      const learn = (rows: number[][]) =>
        neighbourLearner(1, 'MAHALANOBIS', true).learn(samplesOf(rows), 'CLASSIFICATION', free);
      expect(predicted(learn(withSum), 'CLASSIFICATION', 3, 2, 2, 4, 8, 7, 15)).toEqual([0, 1]);
    });
  });
});

describe('nearest neighbours', () => {
  const samples = samplesOf([
    [0, 1],
    [1, 1],
    [5, 2],
    [6, 2],
    [7, 9],
  ]);

  it('vote; the nearest decides between equals', () => {
    const model = neighbourLearner(2, 'EUCLIDEAN', true).learn(samples, 'CLASSIFICATION', free);
    expect(predicted(model, 'CLASSIFICATION', 1, 0.4, 6.4, 6.6)).toEqual([1, 2, 9]);
    expect(predicted(model, 'MULTIPROBABILITY', 1, 6.6)).toEqual([0, 0.5, 0.5]);
  });

  it('have a mean', () => {
    const model = neighbourLearner(3, 'MANHATTAN', false).learn(samples, 'REGRESSION', free);
    expect(predicted(model, 'REGRESSION', 1, 9)).toEqual([13 / 3]);
  });

  it('are all samples if k is larger than their number', () => {
    const model = neighbourLearner(99, 'EUCLIDEAN', true).learn(samples, 'CLASSIFICATION', free);
    expect(predicted(model, 'MULTIPROBABILITY', 1, 0)).toEqual([0.4, 0.4, 0.2]);
  });

  it('by Mahalanobis do not depend on the units', () => {
    const stretched = samplesOf([
      [0, 0, 1],
      [1, 1000, 1],
      [9, 0, 2],
      [8, 1000, 2],
    ]);
    const model = neighbourLearner(1, 'MAHALANOBIS', true).learn(stretched, 'CLASSIFICATION', free);
    const plain = neighbourLearner(1, 'EUCLIDEAN', true).learn(stretched, 'CLASSIFICATION', free);
    expect(predicted(model, 'CLASSIFICATION', 2, 3, 1000)).toEqual([1]);
    expect(predicted(plain, 'CLASSIFICATION', 2, 8, 400)).toEqual([2]);
    expect(predicted(model, 'CLASSIFICATION', 2, 8, 400)).toEqual([2]);
  });

  it('are found by the tree as by looking at all', () => {
    const number = fc.oneof(fc.integer({ min: 0, max: 4 }), fc.double({ noNaN: true, min: -10, max: 10 }));
    fc.assert(
      fc.property(
        fc
          .integer({ min: 1, max: 4 })
          .chain((width) =>
            fc.tuple(
              fc.constant(width),
              fc.array(fc.array(number, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 80 }),
              fc.array(number, { minLength: width, maxLength: width }),
              fc.integer({ min: 1, max: 9 }),
            ),
          ),
        ([width, points, query, k]) => {
          const flat = Float64Array.from(points.flat());
          const wanted = Math.min(k, points.length);
          for (const [distance, axis] of [
            [squaredEuclidean, (x: number) => x * x],
            [manhattan, Math.abs],
          ] as const) {
            const [byTree, byAll] = [new Nearest(wanted), new Nearest(wanted)];
            treeSearch(flat, width, distance, axis)(Float64Array.from(query), 0, byTree);
            linearSearch(flat, width, distance)(Float64Array.from(query), 0, byAll);
            expect([...byTree.rows]).toEqual([...byAll.rows]);
            expect([...byTree.distances]).toEqual([...byAll.distances]);
          }
        },
      ),
    );
  });
});

it('a polygon of two inputs holds what is within, also where it is hollow', () => {
  const region = insidePolygon([
    [0, 0],
    [4, 0],
    [4, 4],
    [2, 1],
    [0, 4],
  ]);
  expect([...predictAll(region, Float64Array.of(2, 0.5, 2, 3, 0.5, 2, 5, 1), 2)]).toEqual([1, 0, 1, 0]);
});
