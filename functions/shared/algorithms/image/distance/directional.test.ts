import { describe, expect, it } from 'vitest';
import type { Json } from '../../../values/value.ts';
import { $call } from '../../example.ts';
import { degreesGrid, imageOf, rowsOf } from '../../vector-image/pixels.testing.ts';
import { both, column, picture, row, valuesOf, valuesOfQuarters } from '../places.testing.ts';

const NAME = 'Image.directionalDistanceTransform';
const dot = picture('000', '010');
const look = (angle: number, args: { [name: string]: Json } = {}) =>
  rowsOf(NAME, { source: dot, angle, maxDistance: 5, ...args }, degreesGrid(4, 3, 0, 0));

describe(NAME, () => {
  it('looks in a direction, counter-clockwise from the right', async () => {
    const [, right] = await look(0);
    expect(right).toEqual([1, 0, null, null]);
    const [, left] = await look(180);
    expect(left).toEqual([null, 0, 1, 2]);
    expect((await look(90)).map((line) => line[1])).toEqual([null, 0, 1]);
    expect((await look(-90)).map((line) => line[1])).toEqual([1, 0, null]);
    const [above, , below] = await look(45);
    expect(above).toEqual([null, null, null, null]);
    expect(below).toEqual([Math.fround(Math.SQRT2), null, null, null]);
  });

  it('ends after a distance', async () => {
    const [, line] = await look(180, { maxDistance: 1 });
    expect(line).toEqual([null, 0, 1, null]);
  });

  it('has the values of other bands where a labelled pixel is found', async () => {
    const source = $call('Image.addBands', { dstImg: column, srcImg: dot });
    const image = await imageOf(NAME, { source, angle: 180, maxDistance: 5, labelBand: 'b' });
    expect(image.bands.map(({ id }) => id)).toEqual(['distance', 'x']);
    const [, x] = await valuesOf(image, degreesGrid(4, 1, 0, -1));
    expect(x).toEqual([null, 1, 1, 1]);
    await expect(rowsOf(NAME, { source, angle: 0, maxDistance: 5 }, degreesGrid(1, 1))).rejects.toThrow(
      `${NAME}: The image must have one band. Got 2.`,
    );
  });

  it('is the same in tiles as in one', async () => {
    const sparse = both('eq', both('mod', both('add', both('multiply', column, 7), both('multiply', row, 5)), 31), 0);
    for (const angle of [17, 100, 200, 290]) {
      const image = await imageOf(NAME, { source: sparse, angle, maxDistance: 6 });
      const grid = degreesGrid(13, 11, -4, 3);
      const whole = await valuesOf(image, grid);
      expect(await valuesOfQuarters(image, grid)).toEqual(whole);
      expect(whole[0]).toContain(null);
    }
  });
});
