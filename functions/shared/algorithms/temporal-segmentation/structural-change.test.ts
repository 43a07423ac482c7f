import { describe, expect, it } from 'vitest';
import type { PixelArray } from '../../raster/pixels/node.ts';
import type { Json } from '../../values/value.ts';
import { $call } from '../example.ts';
import { both, column } from '../image/places.testing.ts';
import { degreesGrid, imageOf, tilesOf } from '../vector-image/pixels.testing.ts';
import { seasonalTrend } from './seasonal-trend.ts';

/** Small numbers without a pattern, between -1 and 1. */
const noise = (i: number) => Math.sin(i * 12.9898 + Math.sin(i * 4.1414) * 43.7);
const TIMES = Float64Array.from({ length: 120 }, (_, i) => 2000 + (i * 23) / 365.25);
const steady = TIMES.map((t, i) => 100 + 30 * Math.cos(2 * Math.PI * t) + 5 * noise(i));
/** A step down, then a slope. */
const broken = steady.map((y, i) => y - (i >= 47 ? 40 : 0) + (i >= 90 ? 18 * (TIMES[i] - TIMES[90]) + 20 : 0));
const options = { band: 0, order: 1, spacing: 0.15, most: 0, year: 1 };
const partsOf = (values: Float64Array[], more = {}) =>
  seasonalTrend(
    TIMES,
    { values, picked: Int32Array.from(TIMES, (_, i) => i), count: 120 },
    { ...options, ...more },
  ) as PixelArray[];

describe('seasonalTrend', () => {
  // R's strucchange 1.5: breakpoints(y ~ t + cos(2 pi t) + sin(2 pi t), h = 0.15), coef() of it, and the deviance of lm in
  // each part.
  it("has strucchange's breakpoints and models", () => {
    const [start, end, coefficients, rmse] = partsOf([broken]);
    expect([...start.values]).toEqual([TIMES[0], TIMES[47], TIMES[90]]);
    expect([...end.values]).toEqual([TIMES[46], TIMES[89], TIMES[119]]);
    const expected = [
      [-140.54304, 0.12018396, 31.145506, 0.89512316],
      [-582.18289, 0.32012941, 30.703096, -0.33595891],
      [-38620.0138, 19.29438422, 31.32021, -0.57557609],
    ];
    expect(coefficients.shape).toEqual([3, 4]);
    for (const [part, row] of expected.entries()) {
      for (const [k, value] of row.entries()) {
        expect(coefficients.values[part * 4 + k] / value).toBeCloseTo(1, 5);
      }
    }
    const squares = [47, 43, 30].reduce((sum, size, part) => sum + size * rmse.values[part] ** 2, 0);
    expect(squares).toBeCloseTo(1250.9777353, 5);
  });

  it('has them with two waves, too, and none where there are none', () => {
    const [two] = partsOf([broken], { order: 2 });
    expect([...two.values]).toEqual([TIMES[0], TIMES[47], TIMES[90]]);
    expect([...partsOf([steady], { order: 2 })[0].values]).toEqual([TIMES[0]]);
  });

  it('has the best of at most so many breaks', () => {
    // The smallest sum of deviances of R's lm before and after one break.
    const [start, , , rmse] = partsOf([broken], { most: 1 });
    expect(start.values.length).toBe(2);
    const size = TIMES.indexOf(start.values[1]);
    expect(size * rmse.values[0] ** 2 + (120 - size) * rmse.values[1] ** 2).toBeCloseTo(6402.9395715, 5);
  });

  it('fits other bands in the same parts, and nothing to too few values', () => {
    const [, , own, other] = partsOf([broken, broken.map((y) => -2 * y)]);
    for (let i = 0; i < 12; i++) expect(other.values[i] / own.values[i]).toBeCloseTo(-2, 6);
    const picked = Int32Array.from(TIMES, (_, i) => i);
    expect(seasonalTrend(TIMES, { values: [steady], picked, count: 4 }, options)).toBeUndefined();
  });
});

const NAME = 'TemporalSegmentation.StructuralChangeBreakpoints';

describe(NAME, () => {
  const images = Array.from({ length: 60 }, (_, i) => {
    const value = both('add', 10 * noise(i), both('multiply', both('gte', column, 1), i < 30 ? 0 : 500));
    const named = $call('Image.rename', { input: value, names: ['v'] });
    return $call('Element.set', { object: named, key: 'system:time_start', value: i * 30 * 86_400_000 });
  });
  const call = (args: { [name: string]: Json } = {}) => ({
    collection: $call('ImageCollection.fromImages', { images }),
    seasonalModelOrder: 1,
    ...args,
  });

  it('has arrays of parts', async () => {
    const image = await imageOf(NAME, call());
    expect(image.bands.map(({ id }) => id)).toEqual(['tStart', 'tEnd', 'coefs_v', 'rmse_v']);
    const tiles = await tilesOf(NAME, call({ dateFormat: 2 }), degreesGrid(2, 1, 0, 0));
    const [start, , coefficients] = tiles.map(({ arrays }) => arrays as readonly PixelArray[]);
    expect(start.map(({ values }) => [...values])).toEqual([[0], [0, 900 * 86_400_000]]);
    expect(coefficients[1].shape).toEqual([2, 4]);
    // A year later, by the trend in milliseconds.
    const [a, b] = coefficients[0].values;
    expect(Math.abs(a + b * 365.25 * 86_400_000)).toBeLessThan(20);
  });

  it('is nothing of nothing, and refuses what it cannot do', async () => {
    const empty = $call('ImageCollection.fromImages', { images: [] });
    expect((await imageOf(NAME, call({ collection: empty }))).bands).toEqual([]);
    await expect(imageOf(NAME, call({ dateFormat: 0 }))).rejects.toThrow("argument 'dateFormat': Must be 1 (years)");
    await expect(imageOf(NAME, call({ breakpointBand: 'w' }))).rejects.toThrow("Image has no band named 'w'.");
    await expect(imageOf(NAME, call({ minSpacing: 0 }))).rejects.toThrow("argument 'minSpacing': Must be positive.");
  });
});
