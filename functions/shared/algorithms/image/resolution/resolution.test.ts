import { describe, expect, it } from 'vitest';
import { languageContext } from '../../../expression/language.testing.ts';
import { parseCrs } from '../../../raster/crs/crs.ts';
import { type Grid, subGrid } from '../../../raster/grid.ts';
import { computeBands } from '../../../raster/pixels/compute.ts';
import type { Json } from '../../../values/value.ts';
import { $call } from '../../example.ts';
import { degreesGrid, imageOf, rowsOf } from '../../vector-image/pixels.testing.ts';

const place = $call('Image.floor', {
  value: $call('Image.pixelCoordinates', {
    projection: $call('Projection', { crs: 'EPSG:4326', transform: [1, 0, 0, 0, -1, 0] }),
  }),
});
const column = $call('Image.select', { input: place, bandSelectors: ['x'] });
const row = $call('Image.select', { input: place, bandSelectors: ['y'] });
/** Pixels of a degree that hold ten times their row, counted southwards from the equator, and their column. */
const numbers = $call('Image.setDefaultProjection', {
  image: $call('Image.toInt32', {
    value: $call('Image.add', { image1: column, image2: $call('Image.multiply', { image1: row, image2: 10 }) }),
  }),
  crs: 'EPSG:4326',
  crsTransform: [1, 0, 0, 0, -1, 0],
});
const holed = $call('Image.updateMask', { image: numbers, mask: $call('Image.neq', { image1: numbers, image2: 11 }) });
const reducer = (name: string) => $call(`Reducer.${name}`, {});
const reduce = (image: Json, name: string, grid: Grid, args: { [name: string]: Json } = {}) =>
  rowsOf('Image.reduceResolution', { image, reducer: reducer(name), ...args }, grid);
/** Pixels of two degrees. */
const coarse = degreesGrid(2, 2, 0, 0, 2);

describe('Image.reduceResolution', () => {
  it('averages the pixels in each', async () => {
    expect(await reduce(numbers, 'mean', coarse)).toEqual([
      [5.5, 7.5],
      [25.5, 27.5],
    ]);
    expect(await reduce(numbers, 'max', coarse)).toEqual([
      [11, 13],
      [31, 33],
    ]);
    expect(await reduce(numbers, 'count', coarse)).toEqual([
      [4, 4],
      [4, 4],
    ]);
  });

  it('leaves masked pixels out, and is masked where there are no others', async () => {
    expect((await reduce(holed, 'mean', coarse))[0]).toEqual([11 / 3, 7.5]);
    const one = degreesGrid(2, 1, 1, -1, 1);
    expect(await reduce(holed, 'mean', one)).toEqual([[null, 12]]);
    expect(await reduce(holed, 'count', one)).toEqual([[null, 1]]);
  });

  it('weighs pixels by the part of the output pixel that they are', async () => {
    // From column 0.5 to 2, and row 0 to 1.5: 1/9 of it is half a pixel by half a pixel.
    const [[mean]] = await reduce(numbers, 'mean', degreesGrid(1, 1, 0.5, 0, 1.5));
    const expected = (0.5 * 0 + 1 * 1 + 0.25 * 10 + 0.5 * 11) / 2.25;
    expect(mean).toBeCloseTo(expected, 12);
    const [[sum]] = await reduce(numbers, 'sum', degreesGrid(1, 1, 0.5, 0, 1.5));
    expect(sum).toBeCloseTo(expected, 12);
  });

  it('takes slanted pixels too', async () => {
    // A square that stands on its corner, of an area of 2: a quarter of it is in each of the pixels 1, 2, 11 and 12.
    const grid: Grid = { crs: parseCrs('EPSG:4326'), transform: [1, 1, 1, 1, -1, -1], width: 1, height: 1 };
    const [[mean]] = await reduce(numbers, 'mean', grid);
    expect(mean).toBeCloseTo(6.5, 12);
  });

  it('takes more input pixels than fit into memory piece by piece', async () => {
    const maxPixels = 1500 ** 2;
    expect(await reduce(7, 'count', degreesGrid(3, 1, 0, 0, 1500), { maxPixels })).toEqual([
      [maxPixels, maxPixels, maxPixels],
    ]);
  });

  it('refuses too many pixels unless told to do its best with an overview', async () => {
    const large = degreesGrid(2, 1, 0, 0, 16);
    await expect(reduce(numbers, 'mean', large)).rejects.toThrow(
      "Image.reduceResolution: Too many input pixels per output pixel. Found 256, but 'maxPixels' allows only 64.",
    );
    expect(await reduce(numbers, 'count', large, { maxPixels: 256 })).toEqual([[256, 256]]);
    expect(await reduce(numbers, 'count', large, { bestEffort: true })).toEqual([[64, 64]]);
    expect(await reduce(numbers, 'count', large, { bestEffort: true, maxPixels: 63 })).toEqual([[16, 16]]);
    await expect(reduce(numbers, 'mean', large, { maxPixels: 0 })).rejects.toThrow("'maxPixels' must be at least 1");
  });

  it('names bands by outputs', async () => {
    const two = $call('Image.addBands', { dstImg: numbers, srcImg: holed });
    const names = async (image: Json, name: string) =>
      (await imageOf('Image.reduceResolution', { image, reducer: reducer(name) })).bands.map(({ id }) => id);
    expect(await names(two, 'mean')).toEqual(['x', 'x_1']);
    expect(await names(two, 'minMax')).toEqual(['x_min', 'x_max', 'x_1_min', 'x_1_max']);
    expect(await names(two, 'linearFit')).toEqual(['scale', 'offset']);
    await expect(names(numbers, 'linearFit')).rejects.toThrow('Need 2 bands for Reducer.linearFit, image has 1.');
  });

  it('gives bands to a reducer of several inputs', async () => {
    const double = $call('Image.add', { image1: $call('Image.multiply', { image1: numbers, image2: 2 }), image2: 1 });
    const image = $call('Image.addBands', { dstImg: numbers, srcImg: double });
    const { bands } = await imageOf('Image.reduceResolution', { image, reducer: reducer('linearFit') });
    const [scale, offset] = await computeBands(bands, coarse, languageContext.pixels);
    expect(scale.values[0]).toBeCloseTo(2, 9);
    expect(offset.values[3]).toBeCloseTo(1, 9);
  });

  it('is the same in tiles as in one, in another projection', async () => {
    const whole: Grid = {
      crs: parseCrs('EPSG:3857'),
      transform: [300_000, 0, -1_000_000, 0, -300_000, 2_000_000],
      width: 7,
      height: 6,
    };
    const { bands } = await imageOf('Image.reduceResolution', { image: holed, reducer: reducer('mean') });
    const [all] = await computeBands(bands, whole, languageContext.pixels);
    const part = { column: 2, row: 1, width: 4, height: 3 };
    const [some] = await computeBands(bands, subGrid(whole, part), languageContext.pixels);
    for (let i = 0; i < 12; i++) {
      const at = (part.row + Math.floor(i / 4)) * 7 + part.column + (i % 4);
      expect(some.values[i]).toBeCloseTo(all.values[at], 9);
    }
  });
});
