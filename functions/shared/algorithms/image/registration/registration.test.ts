import { describe, expect, it } from 'vitest';
import { parseCrs } from '../../../raster/crs/crs.ts';
import type { Grid } from '../../../raster/grid.ts';
import type { Json } from '../../../values/value.ts';
import { $call } from '../../example.ts';
import { degreesGrid, imageOf } from '../../vector-image/pixels.testing.ts';
import { both, column, row, valuesOf, valuesOfQuarters } from '../places.testing.ts';

const PROJECTION = $call('Projection', { crs: 'EPSG:32633', transform: [30, 0, 0, 0, -30, 0] });
const coordinates = $call('Image.pixelCoordinates', { projection: PROJECTION });
const axis = (band: string) => $call('Image.select', { input: coordinates, bandSelectors: [band] });
const wave = (image: Json) => $call('Image.sin', { value: image });
/** Hills and valleys of many widths, as they are so many columns and rows farther. */
function ground(columns: number, rows: number): Json {
  const [x, y] = [both('add', axis('x'), columns - 16_667), both('add', axis('y'), rows + 183_334)];
  const waves = [
    both('multiply', wave(both('add', both('divide', x, 3.1), both('divide', y, 7.7))), 3),
    both('multiply', wave(both('subtract', both('divide', x, 11.3), both('divide', y, 4.7))), 5),
    both('multiply', wave(both('divide', both('multiply', x, y), 300)), 2),
  ];
  return $call('Image.setDefaultProjection', {
    image: $call('Image.rename', { input: waves.reduce((sum, each) => both('add', sum, each)), names: ['ground'] }),
    crs: PROJECTION,
  });
}
const utm: Grid = {
  crs: parseCrs('EPSG:32633'),
  transform: [30, 0, 500_010, 0, -30, 5_500_020],
  width: 60,
  height: 50,
};
/** The widest that values of two lists are apart. */
const apart = (a: readonly (number | null)[], b: readonly (number | null)[]) =>
  Math.max(...a.map((value, i) => Math.abs((value as number) - (b[i] as number))));

describe('Image.displacement', () => {
  it('finds how far an image is from another, to a part of a pixel', async () => {
    // What is at a place of the reference is 2.3 columns to the right and 1.4 rows up in the image.
    const image = await imageOf('Image.displacement', {
      image: ground(-2.3, 1.4),
      referenceImage: ground(0, 0),
      maxOffset: 150,
    });
    const [dx, dy, confidence] = await valuesOf(image, utm);
    expect(
      apart(
        dx,
        dx.map(() => 2.3 * 30),
      ),
    ).toBeLessThan(4);
    expect(
      apart(
        dy,
        dy.map(() => 1.4 * 30),
      ),
    ).toBeLessThan(4);
    expect(Math.min(...(confidence as number[]))).toBeGreaterThan(0.8);
  });

  it('finds far ones from coarse to fine, and is the same in tiles as in one', async () => {
    const image = await imageOf('Image.displacement', {
      image: ground(-13, -9),
      referenceImage: ground(0, 0),
      maxOffset: 600,
      patchWidth: 1500,
      stiffness: 10,
    });
    const whole = await valuesOf(image, utm);
    expect(
      apart(
        whole[0],
        whole[0].map(() => 390),
      ),
    ).toBeLessThan(4);
    expect(
      apart(
        whole[1],
        whole[1].map(() => -270),
      ),
    ).toBeLessThan(4);
    const parts = await valuesOfQuarters(image, utm);
    expect(apart(parts[0], whole[0])).toBeLessThan(1e-3);
  });

  it('is nothing, and not sure, where nothing is alike', async () => {
    const image = await imageOf('Image.displacement', { image: 1, referenceImage: ground(0, 0), maxOffset: 200_000 });
    const [dx, , confidence] = await valuesOf(image, { ...utm, width: 2, height: 2 });
    expect([...dx, ...confidence]).toEqual(Array(8).fill(0));
  });

  it('refuses what it cannot do', async () => {
    const call = (args: { [name: string]: Json }) =>
      imageOf('Image.displacement', { image: ground(0, 0), referenceImage: ground(0, 0), maxOffset: 60, ...args });
    await expect(call({ stiffness: 11 })).rejects.toThrow("argument 'stiffness': Must be from 0 to 10. Got 11.");
    await expect(call({ maxOffset: 1e5 })).rejects.toThrow("argument 'maxOffset': The offset is 3334 pixels of 30 m");
    await expect(call({ image: $call('Image.constant', { value: [1, 2] }) })).rejects.toThrow(
      'Image.displacement: The images must have the same number of bands. Got 1 and 2.',
    );
  });
});

it('Image.register brings an image onto its reference', async () => {
  const image = await imageOf('Image.register', {
    image: ground(-2.3, 1.4),
    referenceImage: ground(0, 0),
    maxOffset: 150,
  });
  expect(image.bands.map(({ id }) => id)).toEqual(['ground']);
  const [registered] = await valuesOf(image, utm);
  const [reference] = await valuesOf(await imageOf('Image.toDouble', { value: ground(0, 0) }), utm);
  const [moved] = await valuesOf(await imageOf('Image.toDouble', { value: ground(-2.3, 1.4) }), utm);
  const error = (values: readonly (number | null)[]) =>
    Math.sqrt(
      values.reduce<number>((sum, value, i) => sum + ((value as number) - (reference[i] as number)) ** 2, 0) / 3000,
    );
  expect(error(moved)).toBeGreaterThan(2);
  expect(error(registered)).toBeLessThan(0.25);
});

describe('CrossCorrelation', () => {
  const hills = (x: Json) =>
    both('mod', both('add', both('multiply', x, x), both('multiply', both('multiply', row, row), 3)), 17);
  const [imageA, imageB] = [hills(column), hills(both('subtract', column, 2))];
  const grid = degreesGrid(6, 5, 0, 0);

  it('finds the columns and rows to the best match', async () => {
    const image = await imageOf('CrossCorrelation', { imageA, imageB, maxGap: 3, windowSize: 5 });
    expect(image.bands.map(({ id }) => id)).toEqual(['deltaX', 'deltaY', 'distance', 'correlation']);
    const [x, y, distance, correlation] = await valuesOf(image, grid);
    expect([x, y, distance].map((values) => new Set(values))).toEqual([new Set([2]), new Set([0]), new Set([2])]);
    expect(Math.min(...(correlation as number[]))).toBeCloseTo(1, 6);
    expect(await valuesOfQuarters(image, grid)).toEqual(await valuesOf(image, grid));
  });

  it('is the correlation of the two windows without a shift', async () => {
    const image = await imageOf('CrossCorrelation', { imageA, imageB, maxGap: 0, windowSize: 3 });
    const [, , , correlation] = await valuesOf(image, grid);
    // numpy.corrcoef of the 3 by 3 windows around column 2 and row 2 of both.
    const window = (shift: number) =>
      [1, 2, 3].flatMap((r) => [1, 2, 3].map((c) => ((c - shift) ** 2 + 3 * r * r) % 17));
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value) / values.length;
    const [a, b] = [window(0), window(2)].map((values) => values.map((value) => value - mean(values)));
    const dot = (p: number[], q: number[]) => p.reduce((sum, value, i) => sum + value * q[i], 0);
    expect(correlation[2 * 6 + 2]).toBeCloseTo(dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b)), 6);
  });

  it('is masked where too much of a window is', async () => {
    const masked = $call('Image.updateMask', { image: imageB, mask: both('neq', column, 0) });
    const valid = async (maxMaskedFrac: number) => {
      const image = await imageOf('CrossCorrelation', {
        imageA,
        imageB: masked,
        maxGap: 1,
        windowSize: 3,
        maxMaskedFrac,
      });
      const [[...x]] = await valuesOf(image, degreesGrid(6, 1, 0, 0));
      return x.map((value) => value !== null);
    };
    expect(await valid(0)).toEqual([false, false, false, true, true, true]);
    expect(await valid(0.34)).toEqual([true, true, true, true, true, true]);
  });
});
