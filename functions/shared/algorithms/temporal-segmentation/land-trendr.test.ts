import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PixelArray } from '../../raster/pixels/node.ts';
import type { Json } from '../../values/value.ts';
import { $call } from '../example.ts';
import { both, column } from '../image/places.testing.ts';
import { degreesGrid, imageOf, tilesOf } from '../vector-image/pixels.testing.ts';
import { anchoredFit, leastSquaresFit, valueAt } from './piecewise.ts';
import { despiked, trajectoryOf } from './trajectory.ts';

const YEARS = Float64Array.from({ length: 30 }, (_, i) => 1985 + i);
const OPTIONS = {
  maxSegments: 6,
  spikeThreshold: 0.9,
  vertexCountOvershoot: 3,
  preventOneYearRecovery: false,
  recoveryThreshold: 0.25,
  pvalThreshold: 0.05,
  bestModelProportion: 0.75,
};
/** Small numbers without a pattern, between -1 and 1. */
const noise = (i: number) => Math.sin(i * 12.9898 + Math.sin(i * 4.1414) * 43.7);
/** Stable forest, cut in 1997, which grows back until 2009. */
const forest = (year: number) => (year < 1997 ? 100 : year < 2009 ? 600 - (500 * (year - 1997)) / 12 : 100);
const turnsOf = (y: Float64Array, options = {}) => {
  const { vertices } = trajectoryOf(YEARS, y, { ...OPTIONS, ...options });
  return vertices.map((vertex) => YEARS[vertex]);
};

describe('a trajectory', () => {
  it('has its vertices where a series turns', () => {
    const y = YEARS.map((year, i) => forest(year) + 8 * noise(i));
    expect(turnsOf(y)).toEqual([1985, 1996, 1997, 2009, 2014]);
    const { vertices, values } = trajectoryOf(YEARS, y, OPTIONS);
    const places = vertices.map((vertex) => YEARS[vertex]);
    for (const year of YEARS) expect(Math.abs(valueAt(places, values, year) - forest(year))).toBeLessThan(30);
  });

  it('has no more segments than it may', () => {
    const y = YEARS.map((_, i) => 100 * noise(i));
    for (const maxSegments of [1, 2, 4]) {
      expect(turnsOf(y, { maxSegments, pvalThreshold: 1 }).length).toBeLessThanOrEqual(maxSegments + 1);
    }
  });

  it('does not recover faster than it may', () => {
    // Down again within two years: half of the range a year.
    const y = YEARS.map((year, i) => (year >= 1997 && year < 1999 ? 600 - 250 * (year - 1997) : 100) + 8 * noise(i));
    const { vertices, values } = trajectoryOf(YEARS, y, { ...OPTIONS, spikeThreshold: 1 });
    for (let k = 0; k + 1 < vertices.length; k++) {
      const rate = (values[k] - values[k + 1]) / 516 / (YEARS[vertices[k + 1]] - YEARS[vertices[k]]);
      expect(rate).toBeLessThanOrEqual(0.26);
    }
  });

  it('is level where nothing but chance is seen', () => {
    const { vertices, values } = trajectoryOf(
      YEARS,
      YEARS.map((_, i) => noise(i)),
      { ...OPTIONS, pvalThreshold: 1e-6 },
    );
    expect(vertices).toEqual([0, 29]);
    expect(values[0]).toBe(values[1]);
  });

  it('is a straight line of points on one', () => {
    expect(turnsOf(YEARS.map((year) => 3 * year))).toEqual([1985, 2014]);
  });
});

it('spikes are drawn to their neighbours, others not', () => {
  expect([...despiked(Float64Array.of(1, 1, 9, 1, 1), 0.9)]).toEqual([1, 1, 1, 1, 1]);
  const step = Float64Array.of(1, 1, 9, 9, 9);
  expect(despiked(step, 0.9)).toEqual(step);
  expect([...despiked(Float64Array.of(1, 1, 9, 1, 1), 1)]).toEqual([1, 1, 9, 1, 1]);
});

describe('fits between vertices', () => {
  const values = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 12, maxLength: 12 });
  const x = Float64Array.from({ length: 12 }, (_, i) => i);
  const vertices = [0, 4, 7, 11];
  const error = (y: Float64Array, corners: readonly number[]) =>
    y.reduce((sum, value, i) => sum + (value - valueAt(vertices, corners, i)) ** 2, 0);

  it('have the smallest error of all that meet at their ends', () => {
    fc.assert(
      fc.property(
        values,
        fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 4, maxLength: 4 }),
        (given, changes) => {
          const y = Float64Array.from(given);
          const found = leastSquaresFit(x, y, vertices) as number[];
          const least = error(y, found);
          expect(least).toBeLessThanOrEqual(error(y, anchoredFit(x, y, vertices)) + 1e-6);
          expect(least).toBeLessThanOrEqual(
            error(
              y,
              found.map((value, k) => value + changes[k]),
            ) + 1e-6,
          );
        },
      ),
    );
  });

  it('are exact for points on lines that meet', () => {
    const y = x.map((place) => valueAt(vertices, [3, -2, 8, 8], place));
    for (const corners of [anchoredFit, leastSquaresFit]) {
      for (const [k, value] of (corners(x, y, vertices) as number[]).entries())
        expect(value).toBeCloseTo([3, -2, 8, 8][k], 9);
    }
  });
});

const NAME = 'TemporalSegmentation.LandTrendr';

describe(NAME, () => {
  const images = [...YEARS].map((year, i) => {
    const value = both('add', 8 * noise(i), both('multiply', both('gte', column, 1), forest(year)));
    const both2 = $call('Image.addBands', { dstImg: value, srcImg: both('multiply', value, -2) });
    const named = $call('Image.rename', { input: both2, names: ['index', 'swir'] });
    // One image is masked on the right.
    const image = year === 1990 ? $call('Image.updateMask', { image: named, mask: both('lt', column, 1) }) : named;
    return $call('Element.set', { object: image, key: 'system:time_start', value: Date.UTC(year, 6, 1) });
  });
  const call = (args: { [name: string]: Json } = {}) => ({
    timeSeries: $call('ImageCollection.fromImages', { images }),
    maxSegments: 6,
    ...args,
  });

  it('has a column for each image, and other bands along the same vertices', async () => {
    const image = await imageOf(NAME, call());
    expect(image.bands.map(({ id }) => id)).toEqual(['LandTrendr', 'rmse', 'swir_fit']);
    const [matrix, rmse, swir] = await tilesOf(NAME, call(), degreesGrid(2, 1, 0, 0));
    const { shape, values } = (matrix.arrays as readonly PixelArray[])[1];
    expect(shape).toEqual([4, 30]);
    expect(values.subarray(0, 30)).toEqual(YEARS);
    const turns = [...YEARS].filter((_, i) => values[90 + i] === 1);
    expect(turns).toEqual([1985, 1996, 1997, 2009, 2014]);
    // The masked image has what is fitted.
    expect(values[35]).toBe(values[65]);
    expect(values[34]).not.toBe(values[64]);
    const other = (swir.arrays as readonly PixelArray[])[1];
    for (let i = 0; i < 30; i++) expect(other.values[i]).toBeCloseTo(-2 * values[60 + i], 6);
    let squares = 0;
    for (let i = 0; i < 30; i++) squares += (values[30 + i] - values[60 + i]) ** 2;
    expect(rmse.values[1]).toBeCloseTo(Math.sqrt(squares / 29), 9);
  });

  it('is masked where there are too few, and nothing of nothing', async () => {
    const [matrix] = await tilesOf(NAME, call({ minObservationsNeeded: 30 }), degreesGrid(2, 1, 0, 0));
    expect([...(matrix.mask ?? [])]).toEqual([1, 0]);
    const empty = $call('ImageCollection.fromImages', { images: [] });
    expect((await imageOf(NAME, call({ timeSeries: empty }))).bands).toEqual([]);
  });

  it('refuses what it cannot do', async () => {
    const timeSeries = $call('ImageCollection.fromImages', { images: [images[0], images[0]] });
    await expect(imageOf(NAME, call({ timeSeries }))).rejects.toThrow(
      `${NAME}, argument 'timeSeries': There must be one image a year. Got two of 1985.`,
    );
    await expect(imageOf(NAME, call({ maxSegments: 0 }))).rejects.toThrow(
      "argument 'maxSegments': Must be from 1 to 100. Got 0.",
    );
  });
});

describe('TemporalSegmentation.LandTrendrFit', () => {
  const FIT = 'TemporalSegmentation.LandTrendrFit';
  const images = [...YEARS].map((year, i) => {
    const value = $call('Image.rename', {
      input: both('add', 8 * noise(i), both('multiply', both('gte', column, 0), forest(year))),
      names: ['index'],
    });
    return $call('Element.set', { object: value, key: 'system:time_start', value: Date.UTC(year, 6, 1) });
  });
  const timeSeries = $call('ImageCollection.fromImages', { images });
  const years = (...values: number[]) => $call('Image.toArray', { image: $call('Image.constant', { value: values }) });

  it('is what LandTrendr has along the same vertices', async () => {
    const grid = degreesGrid(1, 1, 0, 0);
    const [matrix] = await tilesOf(NAME, { timeSeries, maxSegments: 6 }, grid);
    // As scripts take them: the first row, of the columns that the last row says, still with two dimensions.
    const rowAt = (at: number) =>
      $call('Image.arraySlice', {
        input: $call('Image.select', {
          input: $call(NAME, { timeSeries, maxSegments: 6 }),
          bandSelectors: ['LandTrendr'],
        }),
        axis: 0,
        start: at,
        end: at + 1,
      });
    const vertices = $call('Image.arrayMask', { input: rowAt(0), mask: rowAt(3) });
    const [fit] = await tilesOf(FIT, { timeSeries, vertices }, grid);
    const [{ values }] = matrix.arrays as readonly PixelArray[];
    const [found] = fit.arrays as readonly PixelArray[];
    expect(found.shape).toEqual([30]);
    for (let i = 0; i < 30; i++) expect(found.values[i]).toBeCloseTo(values[60 + i], 9);
  });

  it('is masked without two vertices, and needs arrays of years', async () => {
    const [fit] = await tilesOf(FIT, { timeSeries, vertices: years(1985, 1900) }, degreesGrid(1, 1, 0, 0));
    expect([...(fit.mask ?? [])]).toEqual([0]);
    await expect(imageOf(FIT, { timeSeries, vertices: 7 })).rejects.toThrow(
      `${FIT}, argument 'vertices': The band must be one of arrays of years.`,
    );
  });
});
