import { describe, expect, it } from 'vitest';
import type { Json } from '../../../values/value.ts';
import { $call } from '../../example.ts';
import { degreesGrid, imageOf } from '../../vector-image/pixels.testing.ts';
import { both, column, picture, row, valuesOf, valuesOfQuarters } from '../places.testing.ts';

const plus = $call('Kernel.plus', { radius: 1 });
const square = $call('Kernel.square', { radius: 1 });
const patches = $call('Image.selfMask', { image: picture('11020', '01002', '00311') });
const grid = degreesGrid(5, 3, 0, 0);

/** Labels as letters in the order of their first pixels; dots where masked. */
function lettered(labels: readonly (number | null)[], width: number): string[] {
  const known = [...new Set(labels.filter((label) => label !== null))];
  const text = labels.map((label) => (label === null ? '.' : String.fromCharCode(97 + known.indexOf(label)))).join('');
  return Array.from({ length: labels.length / width }, (_, y) => text.slice(y * width, (y + 1) * width));
}

describe('Image.connectedComponents', () => {
  const labels = async (connectedness: Json, maxSize: number, image: Json = patches) => {
    const labelled = await imageOf('Image.connectedComponents', { image, connectedness, maxSize });
    expect(labelled.bands.map(({ id }) => id)).toEqual(['b', 'labels']);
    return lettered((await valuesOf(labelled, grid))[1], 5);
  };

  it('numbers what is connected by the kernel', async () => {
    expect(await labels(plus, 8)).toEqual(['aa.b.', '.a..c', '..dee']);
    expect(await labels(square, 8)).toEqual(['aa.b.', '.a..b', '..cdd']);
    // Two to the right and one below.
    const far = $call('Kernel.fixed', {
      weights: [
        [0, 0, 0],
        [0, 0, 1],
      ],
      x: 0,
      y: 0,
    });
    expect(await labels(far, 8)).toEqual(['ab.c.', '.d..e', '..fdg']);
  });

  it('masks what is larger than allowed', async () => {
    expect(await labels(plus, 2)).toEqual(['...a.', '....b', '..cdd']);
    expect(await labels(plus, 1)).toEqual(['...a.', '....b', '..c..']);
    await expect(labels(plus, 0)).rejects.toThrow(
      "Image.connectedComponents: 'maxSize' must be from 1 to 1024. Got 0.",
    );
  });

  it('gives the same numbers in tiles as in one, also on grids between pixels', async () => {
    const some = both('lt', both('mod', both('add', both('multiply', column, 7), both('multiply', row, 5)), 11), 6);
    const labelled = await imageOf('Image.connectedComponents', {
      image: $call('Image.selfMask', { image: some }),
      connectedness: plus,
      maxSize: 5,
    });
    for (const large of [degreesGrid(12, 10, 0, 0), degreesGrid(12, 10, -3.5, 2.5)]) {
      const whole = await valuesOf(labelled, large);
      expect(await valuesOfQuarters(labelled, large)).toEqual(whole);
      expect(new Set(whole[1]).size).toBeGreaterThan(3);
    }
  });
});

describe('Image.reduceConnectedComponents', () => {
  const image = $call('Image.addBands', { dstImg: patches, srcImg: column });
  const reduced = async (reducer: Json, args: { [name: string]: Json } = {}) =>
    valuesOf(await imageOf('Image.reduceConnectedComponents', { image, reducer, ...args }), grid);

  it('gives each pixel what its patch comes to', async () => {
    const [sums] = await reduced($call('Reducer.sum', {}));
    expect(sums).toEqual([2, 2, null, 7, null, null, 2, null, null, 7, null, null, 2, 7, 7]);
    const [smallest, largest] = await reduced($call('Reducer.minMax', {}));
    expect([smallest[0], largest[0], smallest[13], largest[13]]).toEqual([0, 1, 3, 4]);
  });

  it('masks what is wider or higher than allowed', async () => {
    const [counts] = await reduced($call('Reducer.count', {}), { maxSize: 1 });
    expect(counts).toEqual([null, null, null, null, null, null, null, null, null, null, null, null, 1, null, null]);
  });

  it('takes labels of another band, and reducers of several inputs', async () => {
    const three = $call('Image.addBands', {
      dstImg: column,
      srcImg: $call('Image.addBands', { dstImg: row, srcImg: patches }),
    });
    const { bands } = await imageOf('Image.reduceConnectedComponents', {
      image: three,
      reducer: $call('Reducer.mean', {}),
      labelBand: 'b',
    });
    expect(bands.map(({ id }) => id)).toEqual(['x', 'y']);
    const fit = { image: three, reducer: $call('Reducer.linearFit', {}), labelBand: 'b' };
    const several = await imageOf('Image.reduceConnectedComponents', fit);
    expect(several.bands.map(({ id }) => id)).toEqual(['scale', 'offset']);
    // The patch of 2 goes from column 3 and row 0 to column 4 and row 1.
    const [scale, offset] = await valuesOf(several, grid);
    expect([scale[3], offset[3]]).toEqual([1, -3]);
  });

  it('needs something to reduce', async () => {
    const run = (args: { [name: string]: Json }) =>
      imageOf('Image.reduceConnectedComponents', { image: patches, reducer: $call('Reducer.mean', {}), ...args });
    await expect(run({})).rejects.toThrow('The image must have a band beside that of the labels.');
    await expect(run({ labelBand: 'c' })).rejects.toThrow("Image has no band named 'c'");
    await expect(run({ image, reducer: $call('Reducer.linearFit', {}) })).rejects.toThrow(
      'Need 2 bands for Reducer.linearFit, image has 1.',
    );
  });

  it('is the same in tiles as in one', async () => {
    const some = both('lt', both('mod', both('add', both('multiply', column, 7), both('multiply', row, 5)), 11), 4);
    const both2 = $call('Image.addBands', { dstImg: some, srcImg: both('multiply', column, row) });
    const image2 = await imageOf('Image.reduceConnectedComponents', {
      image: both2,
      reducer: $call('Reducer.mean', {}),
      maxSize: 6,
    });
    const large = degreesGrid(12, 10, 0, 0);
    expect(await valuesOfQuarters(image2, large)).toEqual(await valuesOf(image2, large));
  });
});
