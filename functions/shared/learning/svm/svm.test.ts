import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { predictAll } from '../predictor.ts';
import { blobs, free, samplesOf } from '../samples.testing.ts';
import { rowsOf, type Samples } from '../samples.ts';
import { KERNELS } from './kernel.ts';
import { svmLearner } from './learner.ts';
import { decisionValues } from './machine.ts';
import type { SvmOptions, SvmType } from './options.ts';
import { KernelPoints } from './points.ts';
import { coupleProbabilities, fitSigmoid, sigmoidAt } from './probability.ts';
import { enclose, fitWithin, separate, separateByShare } from './problems.ts';

const LIMITS = { cost: 1, nu: 0.5, lossEpsilon: 0.1, tolerance: 1e-6 };
const OPTIONS: SvmOptions = {
  ...LIMITS,
  tolerance: 0.001,
  type: 'C_SVC',
  kernel: 'LINEAR',
  degree: 3,
  gamma: null,
  coef0: 0,
  margin: false,
  oneClass: 0,
};

const matrix = (...values: number[]) => {
  const linear = KERNELS['LINEAR']({ degree: 3, gamma: 1, coef0: 0 });
  return new KernelPoints(Float64Array.from(values), 1, linear);
};

function predicted(options: Partial<SvmOptions>, samples: Samples, rows = rowsOf(samples.columns)): number[] {
  const model = svmLearner({ ...OPTIONS, ...options }).learn(samples, 'CLASSIFICATION', free);
  const mode = options.type?.endsWith('SVR') ? 'REGRESSION' : 'CLASSIFICATION';
  return [...predictAll(model.predictor(mode), rows, samples.columns.length)];
}

describe('the solver, by hand', () => {
  it('puts the border in the middle between two samples', () => {
    // w x - b is 1 at 3 and -1 at 1: w = 1, b = 2; w = Σ α y x with α = 1/2 each.
    const { weights, offset } = separate(matrix(3, 1), Int8Array.of(1, -1), { ...LIMITS, cost: 10 }, free);
    expect(weights[0]).toBeCloseTo(0.5, 5);
    expect(weights[1]).toBeCloseTo(-0.5, 5);
    expect(offset).toBeCloseTo(2, 5);
  });

  it('keeps weights within the cost, those of far samples at 0', () => {
    const signs = Int8Array.of(1, 1, -1, -1, 1);
    const { weights } = separate(matrix(3, 9, 1, -9, 0), signs, { ...LIMITS, cost: 0.3 }, free);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(0, 9);
    for (const weight of weights) expect(Math.abs(weight)).toBeLessThanOrEqual(0.3);
    // 0 is on the wrong side.
    expect(weights[4]).toBeCloseTo(0.3, 9);
    expect(weights[1]).toBeCloseTo(0, 9);
  });

  it('meets the conditions of the optimum', () => {
    const point = fc.tuple(
      fc.double({ min: -3, max: 3, noNaN: true }),
      fc.double({ min: -3, max: 3, noNaN: true }),
      fc.boolean(),
    );
    fc.assert(
      fc.property(fc.array(point, { minLength: 2, maxLength: 25 }), fc.constantFrom('LINEAR', 'RBF'), (rows, name) => {
        const signs = Int8Array.from(rows, ([, , sign]) => (sign ? 1 : -1));
        fc.pre(signs.includes(1) && signs.includes(-1));
        const points = Float64Array.from({ length: 2 * rows.length }, (_, i) => Number(rows[i >> 1][i % 2]));
        const kernel = KERNELS[name]({ degree: 3, gamma: 0.5, coef0: 0 });
        const { weights, offset } = separate(
          new KernelPoints(points, 2, kernel),
          signs,
          { ...LIMITS, tolerance: 1e-4 },
          free,
        );
        const among = new KernelPoints(points, 2, kernel);
        rows.forEach((_, i) => {
          const query = among.query();
          among.take(i, query);
          among.compute(query, 0, rows.length);
          const sum = weights.reduce((total, weight, j) => total + weight * among.values[j], 0);
          const margin = signs[i] * (sum - offset);
          const alpha = signs[i] * weights[i];
          if (alpha < 1) expect(margin).toBeGreaterThan(1 - 1e-3);
          if (alpha > 0) expect(margin).toBeLessThan(1 + 1e-3);
        });
      }),
    );
  });

  it('has the same border with a share of errors', () => {
    const { weights, offset } = separateByShare(matrix(3, 1), Int8Array.of(1, -1), LIMITS, free);
    expect(weights[0] * 3 + weights[1] * 1).toBeCloseTo(1, 5);
    expect(offset).toBeCloseTo(2, 5);
  });

  it('fits a line within the free error', () => {
    // Targets 0 and 2 at 0 and 1, off by 0.1 at both ends: slope 1.8 from 0.1.
    const { weights, offset } = fitWithin(matrix(0, 1), Float64Array.of(0, 2), { ...LIMITS, cost: 10 }, free);
    expect(weights[1]).toBeCloseTo(1.8, 5);
    expect(-offset).toBeCloseTo(0.1, 5);
  });

  it('encloses: weights add up to ν n', () => {
    const { weights } = enclose(matrix(1, 2, 3, 4, 5), { ...LIMITS, nu: 0.5 }, free);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(2.5, 9);
  });

  it('refuses a share that one class cannot have, and kernels that are too large', () => {
    expect(() =>
      separateByShare(matrix(1, 2, 3, 9), Int8Array.of(1, -1, -1, -1), { ...LIMITS, nu: 0.9 }, free),
    ).toThrow(/'nu' is too large for classes of 1 and 3 samples/);
    expect(() => enclose(matrix(1e30), LIMITS, free)).toThrow(/too large/);
  });
});

describe('probabilities', () => {
  it('of decisions that say nothing are the shares of the classes', () => {
    const sigmoid = fitSigmoid(new Float64Array(4), Int8Array.of(1, -1, -1, -1));
    // Targets are 2/3 and 1/5: their mean.
    expect(sigmoidAt(sigmoid, 0)).toBeCloseTo((2 / 3 + 3 / 5) / 4, 6);
  });

  it('rise with the decision', () => {
    const sigmoid = fitSigmoid(Float64Array.of(-2, -1, -0.5, 0.5, 1, 2), Int8Array.of(-1, -1, 1, -1, 1, 1));
    expect(sigmoid.slope).toBeLessThan(0);
    expect(sigmoidAt(sigmoid, 0)).toBeCloseTo(0.5, 6);
    expect(sigmoidAt(sigmoid, 2)).toBeGreaterThan(0.7);
  });

  it('of pairs that agree are what they were made from', () => {
    const known = [0.5, 0.3, 0.2];
    const pairs = Float64Array.from({ length: 9 }, (_, i) => {
      const [a, b] = [Math.floor(i / 3), i % 3];
      return a === b ? 0 : known[a] / (known[a] + known[b]);
    });
    const result = new Float64Array(4);
    coupleProbabilities(pairs, 3, result, 1);
    known.forEach((share, i) => {
      expect(result[1 + i]).toBeCloseTo(share, 2);
    });
  });
});

describe('support vector machines', () => {
  const heaps = blobs(
    [
      [0, 0],
      [10, 0],
      [0, 10],
    ],
    20,
    4,
  );
  const RING = samplesOf(
    Array.from({ length: 40 }, (_, i) => {
      const radius = i % 2 === 0 ? 1 : 3;
      return [radius * Math.cos(i), radius * Math.sin(i), i % 2];
    }),
  );

  it.each<[SvmType, string, boolean]>([
    ['C_SVC', 'LINEAR', false],
    ['C_SVC', 'RBF', true],
    ['C_SVC', 'RBF', false],
    ['C_SVC', 'POLY', false],
    ['NU_SVC', 'RBF', false],
    ['NU_SVC', 'RBF', true],
  ])('%s with %s separates three heaps (margin: %s)', (type, kernel, margin) => {
    expect(predicted({ type, kernel, margin, gamma: 0.1, coef0: 1, nu: 0.2 }, heaps)).toEqual([...heaps.targets]);
  });

  it('separates a ring by a kernel only', () => {
    expect(predicted({ kernel: 'RBF', gamma: 1 }, RING)).toEqual([...RING.targets]);
    expect(predicted({ kernel: 'POLY', degree: 2, gamma: 1, coef0: 1 }, RING)).toEqual([...RING.targets]);
    expect(predicted({ kernel: 'LINEAR' }, RING)).not.toEqual([...RING.targets]);
  });

  it('takes noise without end', () => {
    const noise = blobs(
      [
        [0, 0],
        [0.5, 0],
      ],
      60,
      3,
    );
    for (const kernel of ['LINEAR', 'RBF', 'SIGMOID']) {
      const wrong = predicted({ kernel, gamma: 0.5 }, noise).filter((label, i) => label !== noise.targets[i]);
      expect(wrong.length).toBeLessThan(75);
    }
  });

  it.each<SvmType>(['EPSILON_SVR', 'NU_SVR'])('%s fits numbers', (type) => {
    const wave = samplesOf(Array.from({ length: 60 }, (_, i) => [i / 10, Math.sin(i / 10)]));
    const values = predicted({ type, kernel: 'RBF', gamma: 1, cost: 100, lossEpsilon: 0.02 }, wave);
    values.forEach((value, i) => {
      expect(Math.abs(value - wave.targets[i])).toBeLessThan(0.15);
    });
  });

  it('knows how sure it is', () => {
    const overlapping = blobs([[0], [4], [12]], 40, 4);
    const model = svmLearner({ ...OPTIONS, kernel: 'RBF', gamma: 0.1 }).learn(overlapping, 'MULTIPROBABILITY', free);
    const shares = predictAll(model.predictor('MULTIPROBABILITY'), Float64Array.of(-3, 2, 6, 12), 1);
    for (let row = 0; row < 4; row++) {
      expect(shares[3 * row] + shares[3 * row + 1] + shares[3 * row + 2]).toBeCloseTo(1, 9);
    }
    expect(shares[0]).toBeGreaterThan(0.7);
    expect(shares[3]).toBeGreaterThan(0.25);
    expect(shares[3]).toBeLessThan(0.75);
    expect(shares[11]).toBeGreaterThan(0.8);
  });

  it('encloses one class', () => {
    const one = { type: 'ONE_CLASS', kernel: 'RBF', gamma: 0.05, nu: 0.1, oneClass: 1 } as const;
    const found = predicted(one, heaps, Float64Array.of(10, 0, 30, 30, 0, 0));
    expect(found).toEqual([1, 0, 0]);
    expect(predicted({ ...one, oneClass: 0 }, heaps, Float64Array.of(10, 0, 0, 0))).toEqual([1, 0]);
    expect(() => predicted(one, samplesOf([[1, 0]]))).toThrow(/no samples of the class 1/);
  });

  it('is one class if there is only one', () => {
    expect(
      predicted(
        {},
        samplesOf([
          [1, 4],
          [2, 4],
        ]),
        Float64Array.of(9),
      ),
    ).toEqual([4]);
  });

  it('counts its work', () => {
    let visits = 0;
    const limited = (count: number): void => {
      visits += count;
      if (visits > 100) throw new Error('spent');
    };
    expect(() => svmLearner(OPTIONS).learn(heaps, 'CLASSIFICATION', limited)).toThrow('spent');
  });
});

describe('more samples than take part at a time', () => {
  const overlapping = blobs(
    [
      [0, 0],
      [2, 1],
    ],
    700,
    2,
  );
  const points = rowsOf(overlapping.columns);
  const kernel = KERNELS['RBF']({ degree: 3, gamma: 0.5, coef0: 0 });

  it('meets the conditions of the optimum after variables were left aside', () => {
    const signs = Int8Array.from(overlapping.targets, (target) => (target === 0 ? 1 : -1));
    const { weights, offset } = separate(new KernelPoints(points, 2, kernel), signs, LIMITS, free);
    expect(weights.filter((weight) => weight === 0).length).toBeGreaterThan(100);
    const decisions = [{ weights, offset }];
    const values = predictAll(decisionValues({ points, width: 2, kernel, decisions, linear: false }), points, 2);
    values.forEach((value, i) => {
      const alpha = signs[i] * weights[i];
      if (alpha < 1) expect(signs[i] * value).toBeGreaterThan(1 - 1e-4);
      if (alpha > 0) expect(signs[i] * value).toBeLessThan(1 + 1e-4);
    });
  });

  it('fits numbers, whose errors are as free as they may be', () => {
    const targets = overlapping.targets.map((target, i) => target + Math.sin(i));
    const { weights, offset } = fitWithin(new KernelPoints(points, 2, kernel), targets, LIMITS, free);
    const decisions = [{ weights, offset }];
    const values = predictAll(decisionValues({ points, width: 2, kernel, decisions, linear: false }), points, 2);
    values.forEach((value, i) => {
      const error = targets[i] - value;
      if (Math.abs(error) > LIMITS.lossEpsilon + 1e-4) expect(weights[i]).toBeCloseTo(Math.sign(error), 4);
      if (Math.abs(error) < LIMITS.lossEpsilon - 1e-4) expect(weights[i]).toBeCloseTo(0, 4);
    });
  });
});
