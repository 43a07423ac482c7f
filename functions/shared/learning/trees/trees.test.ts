import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { predictAll } from '../predictor.ts';
import { blobs, free, samplesOf } from '../samples.testing.ts';
import { classesOf, rowsOf, type Samples } from '../samples.ts';
import { growSingle } from './forest.ts';
import { cartLearner, forestLearner } from './learners.ts';
import { walkerOf } from './packed.ts';
import { leavesOf } from './tree.ts';

const unlimited = { minLeaf: 1, maxLeaves: Infinity };

function cart(samples: Samples, limits = unlimited) {
  return growSingle(samples, classesOf(samples.targets), limits, free);
}

describe('a classification tree', () => {
  // Gini over 6 rows, 3 of each class: the sum of c²/n is 3. Dividing a after 2 gives 2 + 10/4 = 4.5, b gives at best 4²/5 + 1 = …
  const samples = samplesOf([
    [1, 5, 0],
    [2, 1, 0],
    [6, 4, 0],
    [3, 2, 1],
    [4, 6, 1],
    [5, 3, 1],
  ]);

  it('is divided where the impurity falls most', () => {
    const { trees, importance } = cart(samples);
    const [tree] = trees;
    expect(tree.feature[0]).toBe(0);
    expect(tree.threshold[0]).toBe(2.5);
    // 2²/2 + (1² + 3²)/4 - (3² + 3²)/6 = 1.5, then 3²/3 + 1²/1 - (1² + 3²)/4 = 1.5.
    expect([...importance]).toEqual([3, 0]);
    expect([...tree.threshold.slice(1)]).toEqual([Infinity, 5.5, Infinity, Infinity]);
  });

  it('keeps to the limits of leaves', () => {
    expect(cart(samples, { minLeaf: 1, maxLeaves: 2 }).trees[0].left.length).toBe(3);
    const [tree] = cart(samples, { minLeaf: 2, maxLeaves: Infinity }).trees;
    tree.size.forEach((size, node) => {
      if (tree.left[node] === node) expect(size).toBeGreaterThanOrEqual(2);
    });
  });

  it('gives shares of mixed leaves as probabilities', () => {
    const model = cartLearner({ minLeaf: 1, maxLeaves: 2 }).learn(samples, 'CLASSIFICATION', free);
    const rows = rowsOf(samples.columns);
    const shares = predictAll(model.predictor('MULTIPROBABILITY'), rows, 2);
    expect([...shares.slice(0, 2)]).toEqual([1, 0]);
    expect([...shares.slice(4, 6)]).toEqual([0.25, 0.75]);
    // Of two classes the second one's probability.
    expect([...predictAll(model.predictor('PROBABILITY'), rows, 2)]).toEqual([0, 0, 0.75, 0.75, 0.75, 0.75]);
  });

  it('is a leaf where there is nothing to divide', () => {
    const [tree] = cart(
      samplesOf([
        [1, 0],
        [1, 1],
        [1, 1],
      ]),
    ).trees;
    expect([...tree.value]).toEqual([1]);
  });

  it('finds the same splits by counting as by sorting', () => {
    // The gain of each possible division, computed plainly.
    const gini = (labels: readonly number[]): number => {
      const counts = new Map<number, number>();
      for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
      return [...counts.values()].reduce((sum, count) => sum + count * count, 0) / (labels.length || 1);
    };
    const cell = fc.integer({ min: 0, max: 4 });
    const row = fc.tuple(cell, fc.double({ noNaN: true, min: -1e3, max: 1e3 }), fc.integer({ min: 0, max: 2 }));
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 60 }), (rows) => {
        const { trees, importance } = cart(samplesOf(rows), { minLeaf: 1, maxLeaves: 2 });
        const labels = rows.map(([, , label]) => label);
        let best = 0;
        for (const input of [0, 1] as const) {
          for (const [...values] of rows) {
            const below = rows.filter((other) => other[input] <= values[input]).map(([, , label]) => label);
            const above = rows.filter((other) => other[input] > values[input]).map(([, , label]) => label);
            if (above.length > 0) best = Math.max(best, gini(below) + gini(above) - gini(labels));
          }
        }
        expect(importance[0] + importance[1]).toBeCloseTo(best, 9);
        expect(trees[0].left.length).toBe(best > 1e-9 ? 3 : 1);
      }),
    );
  });
});

describe('a regression tree', () => {
  it('is divided where the squared differences fall most, and predicts means', () => {
    const samples = samplesOf([
      [1, 10],
      [2, 12],
      [3, 30],
      [4, 32],
    ]);
    const model = cartLearner({ minLeaf: 1, maxLeaves: 2 }).learn(samples, 'REGRESSION', free);
    expect([...predictAll(model.predictor('REGRESSION'), Float64Array.of(0, 2.4, 2.6, 9), 1)]).toEqual([
      11, 11, 31, 31,
    ]);
    // Σ(y - 21)² = 404, of which 2 + 2 are left.
    expect(model.explain(['a']).get('importance')).toEqual(new Map([['a', 400]]));
  });
});

describe('the scale of targets', () => {
  const nodes = (...targets: number[]) => {
    const samples = samplesOf(targets.map((target, i) => [i, target]));
    return growSingle(samples, samples.targets, unlimited, free).trees[0].left.length;
  };

  it('does not matter, however small or large', () => {
    for (const scale of [1, 1e-12, 1e12]) expect(nodes(0, scale, 3 * scale, 4 * scale)).toBe(7);
    expect(nodes(1e9, 1e9 + 1e-3)).toBe(3);
  });

  it('is not taken for a difference', () => {
    expect(nodes(...Array.from({ length: 30 }, () => 0.1))).toBe(1);
    expect(nodes(...Array.from({ length: 30 }, () => 1e300 / 3))).toBe(1);
  });
});

describe('a random forest', () => {
  const samples = blobs(
    [
      [0, 0],
      [10, 0],
      [0, 10],
    ],
    40,
    4,
  );
  const options = { trees: 20, variables: null, minLeaf: 1, maxLeaves: Infinity, bagFraction: 0.5, seed: 7 };
  const rows = rowsOf(samples.columns);

  it('separates what can be separated', () => {
    const model = forestLearner(options).learn(samples, 'CLASSIFICATION', free);
    expect([...predictAll(model.predictor('CLASSIFICATION'), rows, 2)]).toEqual([...samples.targets]);
    expect(model.explain(['a', 'b']).get('outOfBagErrorEstimate')).toBeLessThan(0.1);
  });

  it('is the same for the same seed', () => {
    const raw = (seed: number, regression: boolean) => {
      const model = forestLearner({ ...options, seed }).learn(
        samples,
        regression ? 'REGRESSION' : 'CLASSIFICATION',
        free,
      );
      return [...predictAll(model.predictor(regression ? 'RAW_REGRESSION' : 'RAW'), rows, 2)];
    };
    expect(raw(1, false)).toEqual(raw(1, false));
    expect(raw(1, true)).toEqual(raw(1, true));
    expect(raw(1, false)).not.toEqual(raw(2, false));
  });

  it('has probabilities that add up to 1, and as many votes as trees', () => {
    const model = forestLearner({ ...options, maxLeaves: 3 }).learn(
      blobs([[0], [1], [2]], 30, 2),
      'CLASSIFICATION',
      free,
    );
    const inputs = Float64Array.from({ length: 50 }, (_, i) => i / 10 - 1);
    const shares = predictAll(model.predictor('MULTIPROBABILITY'), inputs, 1);
    for (let at = 0; at < shares.length; at += 3) {
      expect(shares[at] + shares[at + 1] + shares[at + 2]).toBeCloseTo(1, 12);
    }
    const votes = predictAll(model.predictor('RAW'), inputs, 1);
    const classes = predictAll(model.predictor('CLASSIFICATION'), inputs, 1);
    expect(votes.length).toBe(50 * 20);
    classes.forEach((label, row) => {
      const own = votes.subarray(row * 20, row * 20 + 20);
      const count = (of: number) => own.filter((vote) => vote === of).length;
      for (const other of [0, 1, 2]) expect(count(label)).toBeGreaterThanOrEqual(count(other));
    });
  });

  it('keeps a class of one sample in each bag', () => {
    const rare = samplesOf([[100, 5], ...Array.from({ length: 30 }, (_, i) => [i, 0])]);
    const model = forestLearner(options).learn(rare, 'CLASSIFICATION', free);
    expect([...predictAll(model.predictor('CLASSIFICATION'), Float64Array.of(100, 3), 1)]).toEqual([5, 0]);
  });

  it('draws with replacement if all samples are taken, so that some are judged', () => {
    const model = forestLearner({ ...options, bagFraction: 1 }).learn(samples, 'CLASSIFICATION', free);
    expect(model.explain(['a', 'b']).has('outOfBagErrorEstimate')).toBe(true);
  });

  it('counts its work', () => {
    let visits = 0;
    const limited = (count: number): void => {
      visits += count;
      if (visits > 1_000) throw new Error('spent');
    };
    expect(() => forestLearner({ ...options, trees: 10_000 }).learn(samples, 'CLASSIFICATION', limited)).toThrow(
      'spent',
    );
  });
});

it('packed trees lead to the same leaves as plain ones', () => {
  const number = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double({ noNaN: true }));
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5 }).chain((width) =>
        fc.tuple(
          fc.array(fc.tuple(fc.array(number, { minLength: width, maxLength: width }), fc.integer({ min: 0, max: 3 })), {
            minLength: 3,
            maxLength: 40,
          }),
          fc.array(fc.array(fc.oneof(number, fc.constant(Number.NaN)), { minLength: width, maxLength: width }), {
            maxLength: 9,
          }),
        ),
      ),
      ([known, asked]) => {
        const samples = samplesOf(known.map(([inputs, label]) => [...inputs, label]));
        const { trees } = cart(samples);
        const width = samples.columns.length;
        // Values that are thresholds are asked for, too.
        const rows = Float64Array.from([...asked, ...known.map(([inputs]) => inputs)].flat());
        const count = rows.length / width;
        const [plain, packed] = [new Int32Array(count), new Int32Array(count)];
        leavesOf(trees[0], rows, width, count, plain);
        const walker = walkerOf(trees, width);
        walker.enter(rows, count);
        walker.walk(0, packed);
        expect([...packed]).toEqual([...plain]);
      },
    ),
  );
});
