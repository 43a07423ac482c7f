import { describe, expect, it } from 'vitest';
import { predictAll } from '../predictor.ts';
import { seededRandom } from '../random.ts';
import { free, samplesOf } from '../samples.testing.ts';
import { rowsOf, type Samples } from '../samples.ts';
import type { FeatureKind } from './features.ts';
import { fitMaxent } from './fit.ts';
import { type MaxentOptions, maxentLearner } from './learner.ts';
import { regularizer } from './regularization.ts';

const AUTOMATIC = { multiplier: 1, hinge: -1, lqp: -1, categorical: -1, threshold: -1 };
const OPTIONS: MaxentOptions = {
  categorical: new Set(),
  format: 'cloglog',
  kinds: () => new Set<FeatureKind>(['linear', 'quadratic']),
  addPresences: 'new',
  betas: AUTOMATIC,
  clamp: true,
  clampOutput: true,
  testShare: 0,
  seed: 0,
};

function predicted(options: Partial<MaxentOptions>, samples: Samples, rows = rowsOf(samples.columns)): number[] {
  const model = maxentLearner({ ...OPTIONS, ...options }).learn(samples, 'PROBABILITY', free);
  return [...predictAll(model.predictor('PROBABILITY'), rows, samples.columns.length)];
}

describe('the fit', () => {
  const background = Float64Array.from({ length: 101 }, (_, i) => i / 100);

  it('has the mean that is wanted, by hand for one feature of 0 and 1', () => {
    // A quarter of the background has the feature, half of the presences: odds of 1:1 instead of 1:3 are a weight of log 3.
    const { weights, raw, entropy } = fitMaxent(
      [Float64Array.of(1, 0, 0, 0)],
      Float64Array.of(0.5),
      Float64Array.of(0),
      4,
      free,
    );
    expect(weights[0]).toBeCloseTo(Math.log(3), 9);
    expect(raw[0]).toBeCloseTo(0.5, 9);
    expect(raw[1]).toBeCloseTo(1 / 6, 9);
    expect(entropy).toBeCloseTo(0.5 * Math.log(2) + 0.5 * Math.log(6), 9);
  });

  it('has all means within the slack, and weights only where it is used up', () => {
    const features = [background, background.map((x) => x * x), background.map((x) => (x > 0.5 ? 1 : 0))];
    const means = Float64Array.of(0.7, 0.55, 0.8);
    const slack = Float64Array.of(0.01, 0.05, 0.02);
    const { weights, raw } = fitMaxent(features, means, slack, 101, free);
    features.forEach((values, j) => {
      const mean = values.reduce((sum, value, i) => sum + raw[i] * value, 0);
      expect(Math.abs(mean - means[j])).toBeLessThan(slack[j] + 2e-3);
      if (Math.abs(mean - means[j]) < slack[j] - 2e-3) expect(weights[j]).toBe(0);
    });
  });

  it('stays even if the slack allows it', () => {
    const { weights, entropy } = fitMaxent([background], Float64Array.of(0.52), Float64Array.of(0.03), 101, free);
    expect([...weights]).toEqual([0]);
    expect(entropy).toBeCloseTo(Math.log(101), 9);
  });

  it('ends where a mean cannot be reached', () => {
    const { raw } = fitMaxent([background], Float64Array.of(1), Float64Array.of(0), 101, free);
    expect(raw[100]).toBeGreaterThan(0.5);
    expect(raw.every(Number.isFinite)).toBe(true);
  });
});

it('regularization follows the tables', () => {
  const values = Float64Array.of(0, 1);
  const deviation = Math.SQRT1_2;
  const linear = regularizer(new Set<FeatureKind>(['linear']), 20, AUTOMATIC);
  // Half way from 1 at 10 to 0.2 at 30.
  expect(linear('linear', values)).toBeCloseTo((0.6 * deviation) / Math.sqrt(20), 12);
  const all = regularizer(new Set<FeatureKind>(['product']), 100, { ...AUTOMATIC, multiplier: 3 });
  expect(all('linear', values)).toBeCloseTo((3 * 0.05 * deviation) / 10, 12);
  expect(all('threshold', Float64Array.of(1, 1))).toBe(3);
  expect(regularizer(new Set(), 9, { ...AUTOMATIC, lqp: 0.3 })('quadratic', values)).toBeCloseTo(0.1 * deviation, 12);
});

describe('Maxent', () => {
  /** Presences around 70 on a background from 0 to 100; the second input means nothing. */
  const samples = (() => {
    const random = seededRandom(5);
    const around = () => 70 + 10 * (random.uniform() + random.uniform() + random.uniform() - 1.5);
    return samplesOf([
      ...Array.from({ length: 60 }, () => [around(), random.uniform(), 1]),
      ...Array.from({ length: 400 }, (_, i) => [i / 4, random.uniform(), 0]),
    ]);
  })();
  const at = (...x: number[]) => Float64Array.from(x.flatMap((value) => [value, 0.5]));
  const suitability = (options: Partial<MaxentOptions>, ...x: number[]) =>
    predicted(options, samples, at(...x)).filter((_, i) => i % 2 === 0);

  it.each<FeatureKind[]>([
    ['linear', 'quadratic'],
    ['hinge'],
    ['threshold'],
    ['linear', 'quadratic', 'product', 'hinge'],
  ])('finds where it is suitable with %s, %s …', (...kinds) => {
    const [low, best, high] = suitability({ kinds: () => new Set(kinds) }, 20, 70, 99);
    expect(best).toBeGreaterThan(0.5);
    expect(low).toBeLessThan(0.1);
    expect(high).toBeLessThan(0.3);
  });

  it('gives other formats of the same', () => {
    const raw = suitability({ format: 'raw' }, 20, 70);
    const model = maxentLearner(OPTIONS).learn(samples, 'PROBABILITY', free);
    const scale = Math.exp(model.explain(['x', 'y']).get('entropy') as number);
    const [cloglog, logistic] = (['cloglog', 'logistic'] as const).map((format) => suitability({ format }, 20, 70));
    raw.forEach((value, i) => {
      expect(cloglog[i]).toBeCloseTo(1 - Math.exp(-value * scale), 9);
      expect(logistic[i]).toBeCloseTo((value * scale) / (1 + value * scale), 9);
    });
    const [, most] = suitability({ format: 'cumulative' }, 20, 70);
    expect(most).toBeGreaterThan(50);
    expect(most).toBeLessThanOrEqual(100);
    // Over the background, raw probabilities add up to 1.
    const all = predicted({ format: 'raw', addPresences: 'none' }, samples).filter((_, i) => i % 2 === 0);
    expect(all.slice(60).reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 6);
  });

  it('holds inputs within what it has seen, and says what that changes', () => {
    const [inside, none, beyond, difference] = predicted({}, samples, at(99.75, 150));
    expect(none).toBe(0);
    expect(beyond).toBeCloseTo(inside, 12);
    const [free_] = predicted({ clamp: false, clampOutput: false }, samples, at(150));
    expect(difference).toBeCloseTo(Math.abs(inside - free_), 12);
  });

  it('has a weight for each category', () => {
    const soil = samplesOf([
      ...Array.from({ length: 20 }, (_, i) => [i < 16 ? 3 : 1, 1]),
      ...Array.from({ length: 40 }, (_, i) => [i % 4, 0]),
    ]);
    const named = { ...soil, names: ['soil'] };
    const [one, three, unknown] = predicted(
      { categorical: new Set(['soil']), clampOutput: false },
      named,
      Float64Array.of(1, 3, 77),
    );
    expect(three).toBeGreaterThan(2 * one);
    expect(unknown).toBeLessThan(three);
  });

  it('refuses other classes, and samples without presences', () => {
    expect(() => predicted({}, samplesOf([[1, 2]]))).toThrow(/must be 1 \(presence\) or 0 \(background\). Got 2./);
    expect(() => predicted({}, samplesOf([[1, 0]]))).toThrow(/no presences/);
    expect(() => predicted({ addPresences: 'none' }, samplesOf([[1, 1]]))).toThrow(/no background/);
  });
});
