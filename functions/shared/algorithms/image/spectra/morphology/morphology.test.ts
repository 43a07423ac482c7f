import { describe, expect, it } from 'vitest';
import type { Json } from '../../../../values/value.ts';
import { $call } from '../../../example.ts';
import { degreesGrid, imageOf } from '../../../vector-image/pixels.testing.ts';
import { both, column, picture, row, valuesOf, valuesOfQuarters } from '../../places.testing.ts';

const pair = (one: Json, other: Json) => $call('Image.addBands', { dstImg: one, srcImg: other });
const image = pair(picture('123', '456', '789'), picture('111', '121', '111'));
/** The pixel in the middle of nine, (5, 2). */
const middle = degreesGrid(1, 1, 1, -1);
const chosen = async (kind: string, args: { [name: string]: Json }) =>
  (await valuesOf(await imageOf(`Image.spectral${kind}`, { image, metric: 'sed', ...args }), middle)).map(
    ([value]) => value,
  );

describe('spectral morphology', () => {
  it('chooses among the neighbours by their distance from the pixel', async () => {
    // (1, 1) and (9, 1) are both 4 and 1 away: the first counts.
    expect(await chosen('Dilation', {})).toEqual([1, 1]);
    expect(await chosen('Erosion', {})).toEqual([5, 2]);
    expect(await chosen('Gradient', {})).toEqual([17]);
  });

  it('or from their mean', async () => {
    const kernel = $call('Kernel.fixed', {
      weights: [
        [0, 0, 0],
        [1, 1, 1],
        [1, 0, 0],
      ],
    });
    // The mean of (4, 1), (5, 2), (6, 1) and (7, 1) is (5.5, 1.25).
    expect(await chosen('Dilation', { kernel, useCentroid: true })).toEqual([4, 1]);
    expect(await chosen('Erosion', { kernel, useCentroid: true })).toEqual([6, 1]);
    expect(await chosen('Gradient', { kernel, useCentroid: true })).toEqual([4]);
  });

  it('leaves masked neighbours out, and is masked where the pixel is', async () => {
    const without = (value: number) =>
      $call('Image.updateMask', {
        image,
        mask: both('neq', $call('Image.select', { input: image, bandSelectors: [0] }), value),
      });
    expect(await chosen('Dilation', { image: without(1) })).toEqual([9, 1]);
    expect(await chosen('Dilation', { image: without(5) })).toEqual([null, null]);
  });

  it('measures angles unless told otherwise', async () => {
    const [angle] = await chosen('Gradient', { metric: 'sam' });
    // Of all, (1, 1) is the farthest from (5, 2): 23.2 degrees.
    expect(angle).toBeCloseTo(Math.atan2(1, 1) - Math.atan2(2, 5), 9);
    await expect(chosen('Gradient', { metric: 'angle' })).rejects.toThrow(
      "Image.spectralGradient, argument 'metric': Unknown value 'angle'.",
    );
  });

  it('is the same in tiles as in one', async () => {
    const waves = both('mod', both('add', both('multiply', column, 7), both('multiply', row, 5)), 11);
    for (const kind of ['Dilation', 'Erosion', 'Gradient']) {
      const result = await imageOf(`Image.spectral${kind}`, {
        image: pair(both('add', waves, 1), both('add', column, 20)),
        useCentroid: true,
      });
      const grid = degreesGrid(6, 5, 0, 0);
      expect(await valuesOfQuarters(result, grid)).toEqual(await valuesOf(result, grid));
    }
  });
});
