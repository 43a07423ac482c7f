import { describe, expect, it } from 'vitest';
import { parseCrs } from '../../../raster/crs/crs.ts';
import type { Grid } from '../../../raster/grid.ts';
import { $call } from '../../example.ts';
import { degreesGrid, imageOf, rowsOf } from '../../vector-image/pixels.testing.ts';
import { both, column, picture, row, valuesOf, valuesOfQuarters } from '../places.testing.ts';

const utm: Grid = { crs: parseCrs('EPSG:32633'), transform: [30, 0, 499_940, 0, -30, 5_500_000], width: 3, height: 3 };
const quadratic = both('add', both('multiply', column, column), both('multiply', row, 3));
const grid = degreesGrid(3, 2, 0, 0);

describe('Image.gradient', () => {
  it('is how much values rise in a metre', async () => {
    const coordinates = $call('Image.pixelCoordinates', { projection: 'EPSG:32633' });
    const part = (band: string, factor: number) =>
      both('multiply', $call('Image.select', { input: coordinates, bandSelectors: [band] }), factor);
    const image = await imageOf('Image.gradient', { input: both('add', part('x', 0.5), part('y', -2)) });
    expect(image.bands.map(({ id }) => id)).toEqual(['x', 'y']);
    const [x, y] = await valuesOf(image, utm);
    // In the middle of the zone the grid's metres are 0.9996 of the ground's.
    expect((x[4] as number) / 0.9996).toBeCloseTo(0.5, 3);
    expect((y[4] as number) / 0.9996).toBeCloseTo(-2, 2);
  });

  it('needs one band', async () => {
    await expect(imageOf('Image.gradient', { input: $call('Image.constant', { value: [1, 2] }) })).rejects.toThrow(
      'Image.gradient: The image must have one band. Got 2.',
    );
  });
});

describe('Image.derivative', () => {
  it('is half the difference of the neighbours, in pixels', async () => {
    const image = await imageOf('Image.derivative', { image: quadratic });
    expect(image.bands.map(({ id }) => id)).toEqual(['x_x', 'x_y']);
    expect(await valuesOf(image, grid)).toEqual([
      [0, 2, 4, 0, 2, 4],
      [3, 3, 3, 3, 3, 3],
    ]);
  });

  it('is masked where a neighbour is', async () => {
    const image = $call('Image.updateMask', { image: quadratic, mask: both('neq', column, 1) });
    expect((await rowsOf('Image.derivative', { image }, degreesGrid(4, 1, 0, 0)))[0]).toEqual([null, null, null, 6]);
  });
});

describe('Image.zeroCrossing', () => {
  const signs = both('subtract', picture('0001', '0120', '0000'), 1);

  it('is where the sign changes to the right or below', async () => {
    // Signs are --- 0, -0+-, ---- from the left: zero has none.
    expect(await rowsOf('Image.zeroCrossing', { image: signs }, degreesGrid(4, 3, 0, 0))).toEqual([
      [0, 1, 1, 0],
      [0, 0, 1, 0],
      [0, 0, 0, 0],
    ]);
  });

  it('does not look at masked pixels', async () => {
    const image = $call('Image.updateMask', {
      image: signs,
      mask: both('or', both('neq', column, 3), both('neq', row, 1)),
    });
    expect((await rowsOf('Image.zeroCrossing', { image }, degreesGrid(4, 2, 0, 0)))[1]).toEqual([0, 0, 1, null]);
  });
});

it('edges are the same in tiles as in one', async () => {
  const waves = both(
    'subtract',
    both('mod', both('add', both('multiply', column, 7), both('multiply', row, 5)), 11),
    5,
  );
  for (const name of ['derivative', 'zeroCrossing']) {
    const image = await imageOf(`Image.${name}`, { image: waves });
    const large = degreesGrid(7, 6, 0, 0);
    expect(await valuesOfQuarters(image, large)).toEqual(await valuesOf(image, large));
  }
});
