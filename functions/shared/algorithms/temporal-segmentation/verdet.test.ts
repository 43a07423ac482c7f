import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PixelArray } from '../../raster/pixels/node.ts';
import type { Json } from '../../values/value.ts';
import { $call } from '../example.ts';
import { both, column } from '../image/places.testing.ts';
import { degreesGrid, imageOf, tilesOf } from '../vector-image/pixels.testing.ts';
import { PiecewiseLines } from './verdet.ts';

const YEARS = Float64Array.from({ length: 30 }, (_, i) => 1985 + i);
const OPTIONS = { tolerance: 1e-4, alpha: 1 / 30, nRuns: 100 };
const slopesOf = (x: Float64Array, y: Float64Array, options = {}) =>
  new PiecewiseLines(x.length, { ...OPTIONS, ...options }).slopes(x, y);

/** What lines through the given values at x have: half of the squares, and `alpha` times the changes of slope. */
function sumOf(x: Float64Array, y: Float64Array, line: Float64Array, alpha: number): number {
  const slope = (i: number) => (line[i + 1] - line[i]) / (x[i + 1] - x[i]);
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += (line[i] - y[i]) ** 2 / 2;
  for (let i = 0; i + 2 < x.length; i++) sum += alpha * Math.abs(slope(i + 1) - slope(i));
  return sum;
}

/** The lines of the given slopes, as high as is best. */
function lineOf(x: Float64Array, y: Float64Array, slopes: Float64Array): Float64Array {
  const line = new Float64Array(x.length);
  for (let i = 1; i < x.length; i++) line[i] = line[i - 1] + slopes[i - 1] * (x[i] - x[i - 1]);
  const offset = y.reduce((sum, value, i) => sum + value - line[i], 0) / x.length;
  return line.map((value) => value + offset);
}

describe('piecewise lines', () => {
  it('do not turn in a constant series, nor in one of points on a line', () => {
    expect([...slopesOf(YEARS, new Float64Array(30).fill(0.7))]).toEqual(new Array(29).fill(0));
    for (const slope of slopesOf(
      YEARS,
      YEARS.map((year) => 5 - 0.2 * (year - 1985)),
    ))
      expect(slope).toBeCloseTo(-0.2, 12);
  });

  it('turn where a series does', () => {
    const y = YEARS.map((year) => (year < 2000 ? 0.1 * (year - 1985) : 1.5 - 0.2 * (year - 2000)));
    const slopes = slopesOf(YEARS, y, { alpha: 1e-4, tolerance: 0 });
    for (let i = 0; i < 29; i++) expect(slopes[i]).toBeCloseTo(i < 15 ? 0.1 : -0.2, 5);
    // Between turns slopes are the same to the last digit.
    expect(new Set(slopes).size).toBe(2);
  });

  it('fit three values as is known', () => {
    // 0, 1, 0: D D' is 6 and the slope changes by -2, so that the price is -1/3, or -alpha where that is nearer to 0.
    const x = Float64Array.of(0, 1, 2);
    const y = Float64Array.of(0, 1, 0);
    for (const slope of slopesOf(x, y, { alpha: 0.4 })) expect(slope).toBeCloseTo(0, 12);
    // y - D'z with z = -0.1 is 0.1, 0.8, 0.1.
    const [up, down] = slopesOf(x, y, { alpha: 0.1 });
    expect(up).toBeCloseTo(0.7, 12);
    expect(down).toBeCloseTo(-0.7, 12);
    expect([...slopesOf(x, y, { alpha: 0 })]).toEqual([1, -1]);
  });

  it('have a sum that no small change makes smaller', () => {
    const number = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.record({ gap: fc.integer({ min: 1, max: 3 }), value: number }), { minLength: 3, maxLength: 40 }),
        fc.constantFrom(0.001, 1 / 30, 0.5, 20),
        fc.constantFrom(1, 1000),
        fc.array(number, { minLength: 40, maxLength: 40 }),
        (given, alpha, scale, moves) => {
          let year = 1985;
          const x = Float64Array.from(given, ({ gap }) => {
            year += gap;
            return year;
          });
          const y = Float64Array.from(given, ({ value }) => scale * value);
          const line = lineOf(x, y, slopesOf(x, y, { alpha, tolerance: 0 }));
          const least = sumOf(x, y, line, alpha);
          const margin = 1e-9 * (1 + least);
          for (const [at, move] of moves.entries()) {
            const place = x[at % x.length];
            const changes = [
              // One value; all from a turn on; all values in their own way.
              x.map((own) => (own === place ? move : 0)),
              x.map((own) => move * Math.max(0, own - place)),
              x.map((_, i) => moves[(i + at) % moves.length]),
            ];
            for (const change of changes) {
              for (const size of [scale, scale / 100, scale / 10_000]) {
                const other = line.map((value, i) => value + size * change[i]);
                expect(sumOf(x, y, other, alpha)).toBeGreaterThanOrEqual(least - margin);
              }
            }
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('turn less the more it costs, and end after as many runs as they may', () => {
    const y = YEARS.map((_, i) => Math.sin(i * 12.9898 + Math.sin(i * 4.1414) * 43.7));
    const turns = [0.01, 1, 1000].map((alpha) => new Set(slopesOf(YEARS, y, { alpha })).size);
    expect(turns[0]).toBeGreaterThan(turns[1]);
    expect(turns[1]).toBeGreaterThan(turns[2]);
    expect(turns[2]).toBe(1);
    for (const slope of slopesOf(YEARS, y, { nRuns: 1 })) expect(Number.isFinite(slope)).toBe(true);
  });

  it('are the same whatever was fitted before', () => {
    const lines = new PiecewiseLines(30, OPTIONS);
    const y = YEARS.map((year) => Math.abs(year - 1999) / 10);
    const first = lines.slopes(YEARS, y);
    lines.slopes(YEARS.subarray(3, 9), y.subarray(5, 11));
    expect(lines.slopes(YEARS, y)).toEqual(first);
  });
});

const NAME = 'TemporalSegmentation.Verdet';

describe(NAME, () => {
  /** An index of 0.8 that falls by 0.1 a year from 1994 to 1998; 0 at the first pixel. */
  const forest = (year: number) => 0.8 - 0.1 * Math.max(0, Math.min(4, year - 1994));
  const dated = (year: number, image: Json) =>
    $call('Element.set', { object: image, key: 'system:time_start', value: Date.UTC(year, 6, 1) });
  const imageAt = (year: number) => {
    const value = both('multiply', both('gte', column, 1), forest(year));
    // Two images are masked on the right.
    const shown = year === 1985 || year === 1996 ? both('lt', column, 1) : 1;
    return dated(year, $call('Image.updateMask', { image: value, mask: shown }));
  };
  // In no order, and without 1990.
  const images = [...YEARS]
    .filter((year) => year !== 1990)
    .reverse()
    .map(imageAt);
  const call = (args: { [name: string]: Json } = {}) => ({
    timeSeries: $call('ImageCollection.fromImages', { images }),
    alpha: 1e-4,
    ...args,
  });

  it('has the slope that leads to each image', async () => {
    const image = await imageOf(NAME, call());
    expect(image.bands.map(({ id }) => id)).toEqual(['slope']);
    const [slope] = await tilesOf(NAME, call(), degreesGrid(2, 1, 0, 0));
    const [constant, falling] = slope.arrays as readonly PixelArray[];
    expect([...constant.values]).toEqual(new Array(29).fill(0));
    expect(falling.shape).toEqual([29]);
    const years = [...YEARS].filter((year) => year !== 1990);
    for (const [i, year] of years.entries()) {
      expect(falling.values[i], `${year}`).toBeCloseTo(year > 1994 && year <= 1998 ? -0.1 : 0, 3);
    }
    // What is masked has the line across it, or the nearest one.
    expect(falling.values[years.indexOf(1996)]).toBe(falling.values[years.indexOf(1997)]);
    expect(falling.values[0]).toBe(falling.values[1]);
  });

  it('reads the first band only', async () => {
    const timeSeries = $call('ImageCollection.fromImages', {
      images: [1985, 1986].map((year) =>
        dated(
          year,
          $call('Image.addBands', {
            dstImg: $call('Image.constant', { value: year / 2 }),
            srcImg: both('gt', column, 9),
          }),
        ),
      ),
    });
    const [slope] = await tilesOf(NAME, call({ timeSeries }), degreesGrid(1, 1, 0, 0));
    expect([...(slope.arrays as readonly PixelArray[])[0].values]).toEqual([0.5, 0.5]);
  });

  it('is masked where there is one image only, and nothing of nothing', async () => {
    const timeSeries = $call('ImageCollection.fromImages', { images: [imageAt(1985), imageAt(1986)] });
    const [slope] = await tilesOf(NAME, call({ timeSeries }), degreesGrid(2, 1, 0, 0));
    expect([...(slope.mask ?? [])]).toEqual([1, 0]);
    const empty = $call('ImageCollection.fromImages', { images: [] });
    expect((await imageOf(NAME, call({ timeSeries: empty }))).bands).toEqual([]);
  });

  it('refuses what it cannot do', async () => {
    const of = (years: number[]) => ({
      timeSeries: $call('ImageCollection.fromImages', { images: years.map(imageAt) }),
    });
    await expect(imageOf(NAME, of([1985, 1985]))).rejects.toThrow(
      `${NAME}, argument 'timeSeries': There must be one image a year. Got two of 1985.`,
    );
    await expect(imageOf(NAME, of(Array.from({ length: 201 }, (_, i) => 1800 + i)))).rejects.toThrow(
      "argument 'timeSeries': At most 200 images are taken. Got 201.",
    );
    await expect(imageOf(NAME, call({ alpha: -1 }))).rejects.toThrow("argument 'alpha': Must not be negative. Got -1.");
    await expect(imageOf(NAME, call({ tolerance: -1 }))).rejects.toThrow("argument 'tolerance': Must not be negative.");
    await expect(imageOf(NAME, call({ nRuns: 0 }))).rejects.toThrow("argument 'nRuns': Must be from 1 to 1000. Got 0.");
  });
});
