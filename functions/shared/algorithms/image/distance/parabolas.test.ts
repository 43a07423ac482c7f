import { describe, expect, it } from 'vitest';
import { degreesGrid, imageOf, rowsOf } from '../../vector-image/pixels.testing.ts';
import { both, column, picture, row, valuesOf, valuesOfQuarters } from '../places.testing.ts';

const sparse = both(
  'multiply',
  both('eq', both('mod', both('add', both('multiply', column, 7), both('multiply', row, 5)), 31), 0),
  both('add', both('mod', column, 5), 4),
);

describe('Image.rsedTransform', () => {
  it('is a buffer of the root of each pixel', async () => {
    expect(
      await rowsOf('Image.rsedTransform', { image: picture('0000', '0500'), neighborhood: 4 }, degreesGrid(4, 3, 0, 0)),
    ).toEqual([
      [3, 4, 3, 0],
      [4, 5, 4, 1],
      [3, 4, 3, 0],
    ]);
  });

  it('is the same in tiles as in one', async () => {
    const image = await imageOf('Image.rsedTransform', { image: sparse, neighborhood: 3 });
    const grid = degreesGrid(11, 9, 0, 0);
    expect(await valuesOfQuarters(image, grid)).toEqual(await valuesOf(image, grid));
  });
});

describe('Image.medialAxis', () => {
  /** A bar of zeros, 3 pixels high and 7 long, from column 1 and row 1. */
  const inside = both(
    'and',
    both('and', both('gte', column, 1), both('lte', column, 7)),
    both('and', both('gte', row, 1), both('lte', row, 3)),
  );
  const bar = both('eq', inside, 0);

  it('is the middle of a bar, and its discs cover the bar', async () => {
    const image = await imageOf('Image.medialAxis', { image: bar, neighborhood: 8 });
    expect(image.bands.map(({ id }) => id)).toEqual(['medial', 'coverage', 'xlabel', 'ylabel']);
    const grid = degreesGrid(9, 5, 0, 0);
    const [medial, coverage, x, y] = await valuesOf(image, grid);
    expect(medial.slice(18, 27)).toEqual([null, null, 2, 2, 2, 2, 2, null, null]);
    expect(coverage.reduce<number>((sum, size) => sum + (size ?? 0), 0)).toBe(21);
    for (const [i, dx] of x.entries()) {
      const [column, row] = [i % 9, Math.floor(i / 9)];
      const within = column >= 1 && column <= 7 && row >= 1 && row <= 3;
      expect(dx !== null).toBe(within);
      if (!within) continue;
      const top = i + (dx as number) + 9 * (y[i] as number);
      expect(Math.hypot(dx as number, y[i] as number)).toBeLessThan(medial[top] as number);
    }
  });

  it('is the same in tiles as in one, and masked in the middle of what is too large', async () => {
    const image = await imageOf('Image.medialAxis', { image: both('neq', sparse, 0), neighborhood: 3 });
    const grid = degreesGrid(11, 9, 0, 0);
    const whole = await valuesOf(image, grid);
    expect(await valuesOfQuarters(image, grid)).toEqual(whole);
    const [nothing] = await valuesOf(await imageOf('Image.medialAxis', { image: 0, neighborhood: 3 }), grid);
    expect(new Set(nothing)).toEqual(new Set([null]));
  });

  it('refuses a neighbourhood of nothing', async () => {
    await expect(imageOf('Image.medialAxis', { image: 0, neighborhood: 0 })).rejects.toThrow(
      "Image.medialAxis, argument 'neighborhood': Must be from 1 to 10000. Got 0.",
    );
  });
});
