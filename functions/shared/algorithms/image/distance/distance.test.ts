import { describe, expect, it } from 'vitest';
import type { Json } from '../../../values/value.ts';
import { $call } from '../../example.ts';
import { degreesGrid, imageOf, rowsOf } from '../../vector-image/pixels.testing.ts';
import { both, column, picture, row, valuesOf, valuesOfQuarters } from '../places.testing.ts';

const dot = picture('000', '010');
const grid = degreesGrid(4, 3, 0, 0);

describe('Image.fastDistanceTransform', () => {
  const transform = (args: { [name: string]: Json }) =>
    rowsOf('Image.fastDistanceTransform', { image: dot, ...args }, grid);

  it('is the square of the distance, or another measure', async () => {
    expect(await transform({})).toEqual([
      [2, 1, 2, 5],
      [1, 0, 1, 4],
      [2, 1, 2, 5],
    ]);
    expect((await transform({ metric: 'manhattan' }))[0]).toEqual([2, 1, 2, 3]);
    expect((await transform({ metric: 'chebyshev' }))[0]).toEqual([1, 1, 1, 2]);
  });

  it('is masked beyond the neighbourhood, and nowhere else', async () => {
    expect((await transform({ neighborhood: 2 }))[0]).toEqual([2, 1, 2, null]);
    const masked = $call('Image.selfMask', { image: dot });
    expect(await transform({ image: masked })).toEqual(await transform({}));
    expect((await transform({ image: 0, neighborhood: 1 }))[1]).toEqual([null, null, null, null]);
  });

  it('finds targets beyond what is asked for, the same in tiles as in one', async () => {
    // A target in some of the pixels, far apart.
    const sparse = both('eq', both('mod', both('add', both('multiply', column, 7), both('multiply', row, 5)), 31), 0);
    for (const metric of ['squared_euclidean', 'manhattan', 'chebyshev']) {
      const image = await imageOf('Image.fastDistanceTransform', { image: sparse, neighborhood: 3, metric });
      const whole = await valuesOf(image, degreesGrid(11, 9, 0, 0));
      expect(await valuesOfQuarters(image, degreesGrid(11, 9, 0, 0))).toEqual(whole);
      expect(whole[0]).toContain(null);
    }
  });

  it('has one band, and refuses what it does not know', async () => {
    const { bands } = await imageOf('Image.fastDistanceTransform', { image: dot });
    expect(bands.map(({ id }) => id)).toEqual(['distance']);
    await expect(transform({ metric: 'euclidean' })).rejects.toThrow("argument 'metric': Unknown value 'euclidean'.");
    await expect(transform({ units: 'meters' })).rejects.toThrow("argument 'units': Unknown value 'meters'.");
    await expect(transform({ neighborhood: 0 })).rejects.toThrow("'neighborhood' must be from 1 to 10000. Got 0.");
  });
});

describe('Image.distance', () => {
  const distance = (args: { [name: string]: Json }) => rowsOf('Image.distance', { image: dot, ...args }, grid);
  const kernel = (name: string, radius: number, more: { [name: string]: Json } = {}) =>
    $call(`Kernel.${name}`, { radius, ...more });

  it('is the smallest weight over what is not 0', async () => {
    const shown = await distance({});
    expect(shown[1]).toEqual([1, 0, 1, 2]);
    expect(shown[0][3]).toBeCloseTo(Math.sqrt(5), 6);
    expect((await distance({ kernel: kernel('manhattan', 2) }))[0]).toEqual([2, 1, 2, 3]);
    expect((await distance({ kernel: kernel('chebyshev', 1) }))[0]).toEqual([1, 1, 1, null]);
    expect((await distance({ kernel: kernel('chebyshev', 2, { magnitude: 10 }) }))[1]).toEqual([10, 0, 10, 20]);
  });

  it('is in metres with a kernel in metres', async () => {
    // A pixel is as many metres wide as a degree of the equator.
    const [, [first]] = await distance({ kernel: kernel('euclidean', 400_000, { units: 'meters' }) });
    expect(first).toBeCloseTo(111_319.5, 1);
  });

  it('is masked where the band is, unless told otherwise', async () => {
    const image = $call('Image.selfMask', { image: dot });
    expect(await distance({ image })).toEqual([
      [null, null, null, null],
      [null, 0, null, null],
      [null, null, null, null],
    ]);
    expect(await distance({ image, skipMasked: false })).toEqual(await distance({}));
  });

  it('is the same in tiles as in one', async () => {
    const sparse = both('eq', both('mod', both('add', both('multiply', column, 7), both('multiply', row, 5)), 31), 0);
    const image = await imageOf('Image.distance', { image: sparse, kernel: kernel('euclidean', 2) });
    const large = degreesGrid(11, 9, 0, 0);
    const whole = await valuesOf(image, large);
    expect(await valuesOfQuarters(image, large)).toEqual(whole);
    expect(whole[0]).toContain(null);
  });

  it('needs a kernel of distances', async () => {
    await expect(distance({ kernel: kernel('square', 1) })).rejects.toThrow(
      'Image.distance: The kernel must be one of euclidean, manhattan, chebyshev. Got square.',
    );
  });
});
