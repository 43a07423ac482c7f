import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeExpression } from '../../../expression/decode.ts';
import { Evaluator } from '../../../expression/evaluate.ts';
import { languageContext } from '../../../expression/language.testing.ts';
import type { Grid } from '../../../raster/grid.ts';
import type { Image } from '../../../raster/image.ts';
import { computeBands } from '../../../raster/pixels/compute.ts';
import { WGS84 } from '../../../raster/projection.ts';
import type { Json } from '../../../values/value.ts';
import { $call, exampleNode } from '../../example.ts';
import { REGISTRY } from '../../registry.ts';

/** Pixels of one degree from 0 eastwards and southwards. */
const grid = (width: number, height: number): Grid => ({
  crs: WGS84.crs,
  transform: [1, 0, 0, 0, -1, 0],
  width,
  height,
});

/** The rows of the first band; null where it is masked. */
async function rows(name: string, args: { [name: string]: Json }, width = 4, height = 3): Promise<(number | null)[][]> {
  const root = decodeExpression({ result: '0', values: { 0: exampleNode(name, args) } });
  const image = (await new Evaluator(REGISTRY, languageContext).evaluate(root)) as Image;
  const [{ values, mask }] = await computeBands([image.bands[0]], grid(width, height), languageContext.pixels);
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (__, x) => {
      const i = y * width + x;
      return mask === undefined || mask[i] > 0 ? values[i] : null;
    }),
  );
}

const coordinates = $call('Image.floor', {
  value: $call('Image.pixelCoordinates', {
    projection: $call('Projection', { crs: 'EPSG:4326', transform: [1, 0, 0, 0, -1, 0] }),
  }),
});
/** The column of each pixel, and ten times its row added. */
const column = $call('Image.select', { input: coordinates, bandSelectors: ['x'] });
const row = $call('Image.select', { input: coordinates, bandSelectors: ['y'] });
const place = $call('Image.add', { image1: column, image2: $call('Image.multiply', { image1: row, image2: 10 }) });
/** The same without the pixel in column 1 and row 1. */
const holed = $call('Image.updateMask', { image: place, mask: $call('Image.neq', { image1: place, image2: 11 }) });
const square = $call('Kernel.square', { radius: 1 });
const fixed = (weights: number[][]) => $call('Kernel.fixed', { weights });

describe('convolution', () => {
  it('looks where the kernel says, beyond the edges of what is asked for too', async () => {
    const right = fixed([
      [0, 0, 0],
      [0, 0, 1],
      [0, 0, 0],
    ]);
    expect(await rows('Image.convolve', { image: place, kernel: right }, 3, 2)).toEqual([
      [1, 2, 3],
      [11, 12, 13],
    ]);
    const above = fixed([[2], [0], [0]]);
    expect(await rows('Image.convolve', { image: place, kernel: above }, 2, 2)).toEqual([
      [-20, -18],
      [0, 2],
    ]);
  });

  it('makes up for masked neighbours by the others, and is masked where the pixel is', async () => {
    const sum = $call('Kernel.square', { radius: 1, normalize: false });
    const plain = await rows('Image.convolve', { image: place, kernel: sum });
    expect(plain[0]).toEqual([0, 9, 18, 27]);
    const [first, second] = await rows('Image.convolve', { image: holed, kernel: sum });
    expect(first).toEqual([-11, -2, 7].map((value) => (value * 9) / 8).concat(27));
    expect(second[1]).toBe(null);
  });

  it('is masked beside masked neighbours if weights are negative', async () => {
    const slope = fixed([[-1, 0, 1]]);
    expect(await rows('Image.convolve', { image: holed, kernel: slope }, 4, 2)).toEqual([
      [2, 2, 2, 2],
      [null, null, null, 2],
    ]);
  });

  it('in two steps is what it is in one', async () => {
    const weight = fc.integer({ min: -3, max: 3 });
    const line = fc.array(weight, { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(line, line, async (across, down) => {
        const kernel = fixed(down.map((b) => across.map((a) => a * b)));
        const [x, y] = [Math.floor(across.length / 2), Math.floor(down.length / 2)];
        const expected = Array.from({ length: 3 }, (_, j) =>
          Array.from({ length: 4 }, (__, i) =>
            down.reduce(
              (sum, b, v) => sum + across.reduce((part, a, u) => part + a * b * (i + u - x + 10 * (j + v - y)), 0),
              0,
            ),
          ),
        );
        const actual = await rows('Image.convolve', { image: place, kernel });
        actual.flat().forEach((value, i) => {
          expect(value).toBeCloseTo(expected.flat()[i], 9);
        });
      }),
      { numRuns: 50 },
    );
  });
});

describe('reducing neighbourhoods', () => {
  const reduce = (reducer: Json, args: { [name: string]: Json } = {}) =>
    rows('Image.reduceNeighborhood', { image: holed, reducer, kernel: square, ...args });

  it('leaves masked neighbours out', async () => {
    const [first, second] = await reduce($call('Reducer.max', {}));
    expect(first).toEqual([10, 12, 13, 14]);
    expect(second).toEqual([21, null, 23, 24]);
    const mean = (await reduce($call('Reducer.mean', {})))[0][0];
    expect(mean).toBeCloseTo(-11 / 8, 12);
  });

  it('fills masked pixels if told to', async () => {
    const [, second] = await reduce($call('Reducer.count', {}), { skipMasked: false });
    expect(second).toEqual([8, 8, 8, 9]);
  });

  it('weighs by the kernel, or by the masks', async () => {
    const kernel = fixed([[1, 3]]);
    const sum = $call('Reducer.sum', {});
    expect((await reduce(sum, { image: place, kernel }))[1]).toEqual([39, 43, 47, 51]);
    expect((await reduce(sum, { image: place, kernel, inputWeight: 'mask' }))[1]).toEqual([19, 21, 23, 25]);
    await expect(reduce(sum, { inputWeight: 'x' })).rejects.toThrow(
      "Image.reduceNeighborhood, argument 'inputWeight': Unknown value 'x'. Use one of kernel, mask, min.",
    );
  });

  it('takes all bands as inputs if the reducer has several', async () => {
    const two = $call('Image.addBands', { dstImg: column, srcImg: place });
    expect(await reduce($call('Reducer.max', { numInputs: 2 }), { image: two })).toEqual([
      [1, 2, 3, 4],
      [1, 2, 3, 4],
      [1, 2, 3, 4],
    ]);
  });
});

describe('focal filters', () => {
  it('take the neighbours in a shape, as often as asked', async () => {
    expect((await rows('Image.focalMax', { image: place, radius: 1 }))[0]).toEqual([10, 11, 12, 13]);
    expect((await rows('Image.focalMax', { image: place, radius: 1, iterations: 2 }))[0]).toEqual([20, 21, 22, 23]);
    expect((await rows('Image.focalMin', { image: place, radius: 1, kernelType: 'square' }))[1]).toEqual([-1, 0, 1, 2]);
    expect((await rows('Image.focal_median', { image: place, radius: 1 }))[1]).toEqual([10, 11, 12, 13]);
    // Holes are filled.
    expect((await rows('Image.focalMean', { image: holed, kernel: square }))[1][1]).toBeCloseTo(11, 9);
  });

  it('refuse shapes that there are not', async () => {
    await expect(rows('Image.focalMax', { image: place, kernelType: 'blob' })).rejects.toThrow(
      "Image.focalMax, argument 'kernelType': Unknown value 'blob'.",
    );
    await expect(rows('Image.focalMax', { image: place, iterations: 0 })).rejects.toThrow(
      /'iterations' must be from 1/,
    );
  });
});

describe('neighbours', () => {
  it('as bands are named by their place', async () => {
    const bands = $call('Image.neighborhoodToBands', { image: holed, kernel: square });
    const select = (name: string) => rows('Image.select', { input: bands, bandSelectors: [name] }, 2, 2);
    expect(await select('x_-1_1')).toEqual([
      [9, 10],
      [19, 20],
    ]);
    expect(await select('x_1_0')).toEqual([
      [1, 2],
      [null, 12],
    ]);
  });

  it('as arrays have rows and columns, and a default where they are masked', async () => {
    const arrays = $call('Image.neighborhoodToArray', { image: holed, kernel: square, defaultValue: -1 });
    const at = (y: number, x: number) =>
      rows('Image.arrayGet', { image: arrays, position: $call('Image.constant', { value: [y, x] }) }, 2, 2);
    expect(await at(0, 1)).toEqual([
      [-10, -9],
      [0, null],
    ]);
    expect((await at(2, 2))[0]).toEqual([-1, 12]);
  });
});

it('the entropy of two values that are equally frequent is one bit', async () => {
  const parity = $call('Image.toByte', {
    value: $call('Image.abs', { value: $call('Image.mod', { image1: column, image2: 2 }) }),
  });
  const kernel = fixed([[1, 1]]);
  expect(await rows('Image.entropy', { image: parity, kernel }, 2, 1)).toEqual([[1, 1]]);
  expect(await rows('Image.entropy', { image: $call('Image.toByte', { value: 3 }), kernel }, 2, 1)).toEqual([[0, 0]]);
  await expect(rows('Image.entropy', { image: 1.5, kernel })).rejects.toThrow(/The bands must be of integers/);
});
