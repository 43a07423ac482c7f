import { describe, expect, it } from 'vitest';
import type { Json } from '../../../values/value.ts';
import { $call } from '../../example.ts';
import { degreesGrid, imageOf, rowsOf } from '../../vector-image/pixels.testing.ts';
import { both, column, row, valuesOf, valuesOfQuarters } from '../places.testing.ts';

const slope = both('multiply', both('gt', both('add', column, both('multiply', row, 2)), 20), 20);

describe('CannyEdgeDetector', () => {
  const canny = (image: Json, threshold: number, sigma: number) =>
    imageOf('CannyEdgeDetector', { image, threshold, sigma });

  it('has the magnitude at edges of each band, 0 elsewhere, and is masked where the image is', async () => {
    const step = both('multiply', both('gte', column, 4), 10);
    const image = $call('Image.updateMask', { image: step, mask: both('neq', row, 0) });
    const grid = degreesGrid(8, 4, 0, 0);
    expect(await rowsOf('CannyEdgeDetector', { image, threshold: 39, sigma: 0 }, grid)).toEqual([
      Array(8).fill(null),
      Array(8).fill(0),
      [0, 0, 0, 40, 0, 0, 0, 0],
      [0, 0, 0, 40, 0, 0, 0, 0],
    ]);
    const [above] = await rowsOf('CannyEdgeDetector', { image: step, threshold: 40, sigma: 0 }, grid);
    expect(above).toEqual(Array(8).fill(0));
  });

  it('is the same in tiles as in one', async () => {
    const grid = degreesGrid(17, 14, 0, 0);
    const image = await canny(slope, 5, 1.5);
    const whole = await valuesOf(image, grid);
    expect(await valuesOfQuarters(image, grid)).toEqual(whole);
    expect(whole[0].filter((value) => (value ?? 0) > 0).length).toBeGreaterThan(5);
  });

  it('refuses a filter of no width', async () => {
    await expect(canny(7, 1, -1)).rejects.toThrow(
      "CannyEdgeDetector, argument 'sigma': Must be from 0 to 100. Got -1.",
    );
  });
});

describe('HoughTransform', () => {
  const line = both('multiply', both('eq', column, row), 100);
  const hough = (args: { [name: string]: Json }) => imageOf('HoughTransform', { image: line, gridSize: 16, ...args });

  it('draws lines that have enough pixels in a cell, and all of them', async () => {
    const grid = degreesGrid(16, 16, 0, 0);
    const image = await hough({ lineThreshold: 16, smooth: false });
    expect(image.bands.map(({ id }) => id)).toEqual(['x_lines']);
    const [found] = await valuesOf(image, grid);
    for (const [i, value] of found.entries()) {
      const away = Math.abs((i % 16) - Math.floor(i / 16));
      // Lines that are a degree or two off go through the same pixels.
      if (away !== 1) expect(value).toBe(away === 0 ? 255 : 0);
    }
    const [none] = await valuesOf(await hough({ lineThreshold: 17, smooth: false }), grid);
    expect(new Set(none)).toEqual(new Set([0]));
    const [faint] = await valuesOf(await hough({ inputThreshold: 101, lineThreshold: 1 }), grid);
    expect(new Set(faint)).toEqual(new Set([0]));
  });

  it('is the same in tiles as in one', async () => {
    const grid = degreesGrid(40, 23, -3, 5);
    const image = await hough({ lineThreshold: 5 });
    const whole = await valuesOf(image, grid);
    expect(await valuesOfQuarters(image, grid)).toEqual(whole);
    expect(whole[0]).toContain(255);
  });
});
