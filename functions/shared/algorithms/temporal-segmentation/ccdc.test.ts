import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PixelArray } from '../../raster/pixels/node.ts';
import type { Json } from '../../values/value.ts';
import { $call } from '../example.ts';
import { both, column } from '../image/places.testing.ts';
import { degreesGrid, imageOf, tilesOf } from '../vector-image/pixels.testing.ts';
import { ChangeDetector } from './change-detection.ts';
import { chiSquareQuantile } from './chi-square.ts';
import { HarmonicFitter, lasso } from './harmonics.ts';

const YEAR = 365.25;
/** Sixteen days apart over ten years. */
const TIMES = Float64Array.from({ length: 228 }, (_, i) => 730_000 + 16 * i);
/** Small numbers without a pattern, between -1 and 1. */
const noise = (i: number, seed: number) => Math.sin(i * 12.9898 + seed * 78.233 + Math.sin(i * 4.1414) * 43.7);
const season = (t: number, amplitude: number) => amplitude * Math.cos((2 * Math.PI * t) / YEAR);
/** Two bands with a season, and a step in both after so many observations. */
function series(step: number, at: number): Float64Array[] {
  return [1, 2].map((seed) =>
    Float64Array.from(TIMES, (t, i) => 2000 + season(t, 300) + 20 * noise(i, seed) + (i >= at ? step * seed : 0)),
  );
}
const OPTIONS = {
  year: YEAR,
  lambda: 20,
  iterations: 25_000,
  detecting: [0, 1],
  screening: [],
  consecutive: 6,
  probability: 0.99,
  growth: 1.33,
};
const all = () => Int32Array.from(TIMES, (_, i) => i);
const segments = (values: Float64Array[], options = {}) =>
  new ChangeDetector(TIMES, { ...OPTIONS, ...options }).segments(values, all(), TIMES.length);

describe('chiSquareQuantile', () => {
  // scipy.stats.chi2.ppf
  it.each([
    [0.99, 1, 6.634896601021213],
    [0.99, 7, 18.475306906582357],
    [0.5, 2, 1.3862943611198906],
    [0.999999, 2, 27.631021115871036],
  ])('of %d with %d degrees of freedom', (probability, freedom, value) => {
    expect(chiSquareQuantile(probability, freedom)).toBeCloseTo(value, 6);
  });
});

describe('lasso', () => {
  it('meets the conditions of the minimum', () => {
    const number = fc.double({ min: -10, max: 10, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(number, number, number), { minLength: 5, maxLength: 20 }),
        fc.double({ min: 0.01, max: 3, noNaN: true }),
        (rows, lambda) => {
          const columns = [0, 1, 2].map((k) => {
            const values = rows.map((row) => row[k]);
            const mean = values.reduce((sum, value) => sum + value) / values.length;
            const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
            return values.map((value) => (spread > 1e-6 ? (value - mean) / spread : 0));
          });
          const [a, b, y] = columns;
          const dot = (p: number[], q: number[]) => p.reduce((sum, value, i) => sum + value * q[i], 0) / p.length;
          const correlation = dot(a, b);
          const found = lasso(
            Float64Array.of(1, correlation, correlation, 1),
            Float64Array.of(dot(a, y), dot(b, y)),
            lambda,
            100_000,
          );
          const rest = y.map((value, i) => value - found[0] * a[i] - found[1] * b[i]);
          for (const [k, x] of [a, b].entries()) {
            const slope = dot(x, rest);
            if (found[k] === 0) expect(Math.abs(slope)).toBeLessThanOrEqual(lambda + 1e-6);
            else if (x.some((value) => value !== 0)) expect(slope).toBeCloseTo(lambda * Math.sign(found[k]), 4);
          }
        },
      ),
    );
  });
});

describe('HarmonicFitter', () => {
  it('finds a slope and waves by least squares', () => {
    const truth = Float64Array.of(100, 0.02, 30, -20, 10, 5, -4, 3);
    for (const fitter of [
      new HarmonicFitter(TIMES, { year: YEAR, lambda: 0, iterations: 100 }),
      new HarmonicFitter(TIMES, { year: YEAR, lambda: 20, iterations: 0 }),
    ]) {
      const values = Float64Array.from(TIMES, (_, i) => fitter.predict(truth, i));
      const [{ coefficients, rmse }] = fitter.fit([values], all(), 0, TIMES.length, 8);
      for (const [k, value] of truth.entries()) expect(coefficients[k]).toBeCloseTo(value, k === 0 ? 4 : 7);
      expect(rmse).toBeLessThan(1e-6);
    }
  });

  it('shrinks coefficients, but for the constant', () => {
    const values = Float64Array.from(TIMES, (t) => 500 + season(t, 100));
    const [{ coefficients }] = new HarmonicFitter(TIMES, { year: YEAR, lambda: 20, iterations: 1000 }).fit(
      [values],
      all(),
      0,
      TIMES.length,
      8,
    );
    // A wave of amplitude 100 has a standard deviation of 70.7; lambda takes 20 of it.
    expect(coefficients[2]).toBeCloseTo(100 - 20 * Math.SQRT2, 0);
    expect(coefficients[0]).toBeCloseTo(500, 0);
  });
});

describe('ChangeDetector', () => {
  it('has one segment without a change', () => {
    const found = segments(series(0, 0));
    expect(found.length).toBe(1);
    const [{ start, end, change, observations, probability, models, magnitudes }] = found;
    expect([start, end, change, observations, probability]).toEqual([TIMES[0], TIMES[227], 0, 228, 0]);
    expect([...magnitudes]).toEqual([0, 0]);
    for (const { rmse } of models) expect(rmse).toBeLessThan(40);
  });

  it('finds when a step is, and how large', () => {
    const found = segments(series(-400, 120));
    expect(found.map(({ start, end, change }) => [start, end, change])).toEqual([
      [TIMES[0], TIMES[119], TIMES[120]],
      [TIMES[120], TIMES[227], 0],
    ]);
    expect(found[0].probability).toBe(1);
    expect(found[0].magnitudes[0]).toBeCloseTo(-400, -2);
    expect(found[0].magnitudes[1]).toBeCloseTo(-800, -2);
  });

  it('leaves outliers out, and does not call a few of them a change', () => {
    const values = series(0, 0);
    for (const i of [60, 100, 101, 180]) for (const band of values) band[i] += 3000;
    const found = segments(values);
    expect(found.map(({ change, observations }) => [change, observations])).toEqual([[0, 224]]);
  });

  it('tells of a change that has begun at the end', () => {
    const [{ probability, change, end }] = segments(series(-400, 225));
    expect([probability, change, end]).toEqual([0.5, TIMES[225], TIMES[224]]);
  });

  it('takes clouds out of what models begin with', () => {
    const values = series(0, 0);
    for (const i of [2, 5, 9, 13, 17, 21]) for (const band of values) band[i] += 2000;
    const [{ observations, models }] = segments(values, { screening: [0, 1] });
    expect(observations).toBe(222);
    expect(models[0].rmse).toBeLessThan(40);
  });

  it('has a simple model of a few observations, and nothing of fewer', () => {
    const detector = new ChangeDetector(TIMES, OPTIONS);
    expect(detector.segments(series(0, 0), all(), 8).map(({ observations }) => observations)).toEqual([8]);
    expect(detector.segments(series(0, 0), all(), 5)).toEqual([]);
  });
});

const NAME = 'TemporalSegmentation.Ccdc';
const DAY = 86_400_000;
/** A step at half of forty images, a month apart, right of the first column. */
const images = Array.from({ length: 80 }, (_, i) => {
  const value = both('add', 1000 + 10 * noise(i, 3), both('multiply', both('gte', column, 1), i < 40 ? 0 : 500));
  const named = $call('Image.rename', { input: value, names: ['v'] });
  return $call('Element.set', { object: named, key: 'system:time_start', value: i * 30 * DAY });
});

describe(NAME, () => {
  const call = (args: { [name: string]: Json }) => ({
    collection: $call('ImageCollection.fromImages', { images }),
    ...args,
  });
  const arrays = async (args: { [name: string]: Json }) => {
    const tiles = await tilesOf(NAME, call(args), degreesGrid(2, 1, 0, 0));
    return tiles.map((tile) => tile.arrays as readonly PixelArray[]);
  };

  it('has arrays of segments', async () => {
    const image = await imageOf(NAME, call({}));
    expect(image.bands.map(({ id }) => id)).toEqual([
      'tStart',
      'tEnd',
      'tBreak',
      'numObs',
      'changeProb',
      'v_coefs',
      'v_rmse',
      'v_magnitude',
    ]);
    const [start, , change, observations, , coefficients, , magnitude] = await arrays({ dateFormat: 2 });
    expect([...start[0].values]).toEqual([0]);
    expect([...start[1].values]).toEqual([0, 40 * 30 * DAY]);
    expect([...change[1].values]).toEqual([40 * 30 * DAY, 0]);
    expect([...observations[1].values]).toEqual([40, 40]);
    expect(coefficients[1].shape).toEqual([2, 8]);
    expect(magnitude[1].values[0]).toBeCloseTo(500, -2);
  });

  it('writes times as days since the year 0, or as years', async () => {
    const [, , days] = await arrays({ dateFormat: 0 });
    expect(days[1].values[0]).toBe(719_529 + 1200);
    const [, , years] = await arrays({ dateFormat: 1 });
    expect(years[1].values[0]).toBeCloseTo(1970 + 1200 / YEAR, 9);
  });

  it('is nothing of nothing, and refuses what it cannot do', async () => {
    const empty = $call('ImageCollection.fromImages', { images: [] });
    expect((await imageOf(NAME, { collection: empty })).bands).toEqual([]);
    await expect(imageOf(NAME, call({ dateFormat: 3 }))).rejects.toThrow("argument 'dateFormat': Must be 0");
    await expect(imageOf(NAME, call({ breakpointBands: ['w'] }))).rejects.toThrow(
      `${NAME}, argument 'breakpointBands': There is no band 'w'. Available bands: [v].`,
    );
    await expect(imageOf(NAME, { collection: $call('ImageCollection.fromImages', { images: [7] }) })).rejects.toThrow(
      `${NAME}: Each image must have a property 'system:time_start'.`,
    );
  });
});
