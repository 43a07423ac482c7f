import { describe, expect, it } from 'vitest';
import { predictAll } from '../predictor.ts';
import { blobs, free, samplesOf } from '../samples.testing.ts';
import { rowsOf } from '../samples.ts';
import { boostLearner } from './boost.ts';
import { LOSSES } from './loss.ts';

const options = {
  trees: 30,
  shrinkage: 0.3,
  samplingRate: 0.7,
  maxLeaves: 8,
  seed: 1,
  loss: LOSSES['LeastSquares'],
};

describe('boosted trees', () => {
  const line = samplesOf(Array.from({ length: 40 }, (_, i) => [i, 3 * i + 1]));

  it('start from the mean, and one whole tree of all samples fits them', () => {
    const one = { ...options, trees: 1, shrinkage: 1, samplingRate: 1, maxLeaves: Infinity };
    const learn = (trees: number, shrinkage: number) => {
      const model = boostLearner({ ...one, trees, shrinkage }).learn(line, 'REGRESSION', free);
      return [...predictAll(model.predictor('REGRESSION'), rowsOf(line.columns), 1)];
    };
    learn(1, 1).forEach((value, i) => {
      expect(value).toBeCloseTo(line.targets[i], 9);
    });
    // Half of the way from the mean, 59.5, to the sample.
    expect(learn(1, 0.5)[0]).toBeCloseTo((59.5 + 1) / 2, 9);
  });

  it.each(Object.keys(LOSSES))('come near to samples with the loss %s', (name) => {
    const model = boostLearner({ ...options, trees: 100, loss: LOSSES[name] }).learn(line, 'REGRESSION', free);
    const values = predictAll(model.predictor('REGRESSION'), rowsOf(line.columns), 1);
    const errors = values.map((value, i) => Math.abs(value - line.targets[i])).sort();
    expect(errors[20]).toBeLessThan(6);
  });

  it('separate two classes, and three, with probabilities that add up to 1', () => {
    for (const centres of [
      [
        [0, 0],
        [9, 0],
      ],
      [
        [0, 0],
        [9, 0],
        [0, 9],
      ],
    ]) {
      const samples = blobs(centres, 30, 4);
      const rows = rowsOf(samples.columns);
      const model = boostLearner(options).learn(samples, 'CLASSIFICATION', free);
      expect([...predictAll(model.predictor('CLASSIFICATION'), rows, 2)]).toEqual([...samples.targets]);
      const shares = predictAll(model.predictor('MULTIPROBABILITY'), rows.slice(0, 2), 2);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
      expect(shares[0]).toBeGreaterThan(0.8);
    }
  });

  it('know one class only where there is one', () => {
    const model = boostLearner(options).learn(
      samplesOf([
        [1, 3],
        [2, 3],
      ]),
      'CLASSIFICATION',
      free,
    );
    expect([...predictAll(model.predictor('CLASSIFICATION'), Float64Array.of(5), 1)]).toEqual([3]);
    expect([...predictAll(model.predictor('PROBABILITY'), Float64Array.of(5), 1)]).toEqual([1]);
  });

  it('are the same for the same seed', () => {
    const values = (seed: number) => {
      const model = boostLearner({ ...options, seed }).learn(line, 'REGRESSION', free);
      return [...predictAll(model.predictor('REGRESSION'), rowsOf(line.columns), 1)];
    };
    expect(values(3)).toEqual(values(3));
    expect(values(3)).not.toEqual(values(4));
  });
});
