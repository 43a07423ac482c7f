import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateLanguage } from '../../expression/language.testing.ts';
import type { Json } from '../../values/value.ts';
import { $call, exampleNode } from '../example.ts';

type Numbers = { [band: string]: number | null };

const POINT = $call('GeometryConstructors.Point', { coordinates: [0.5, 0.5] });
const image = (value: Json) => $call('Image.constant', { value });
/** The pixel value of each band. */
const pixel = async (node: Json) =>
  (await evaluateLanguage(
    exampleNode('Image.reduceRegion', { image: node, reducer: $call('Reducer.max', {}), geometry: POINT }),
  )) as Numbers;
const run = (name: string, args: { [name: string]: Json }) => pixel($call(name, args));

describe('colour spaces', () => {
  it.each([
    [
      [1, 0, 0],
      [0, 1, 1],
    ],
    [
      [0, 1, 0],
      [1 / 3, 1, 1],
    ],
    [
      [0, 0, 0.5],
      [2 / 3, 1, 0.5],
    ],
    [
      [1, 1, 1],
      [0, 0, 1],
    ],
    [
      [0, 0, 0],
      [0, 0, 0],
    ],
    [
      [0.5, 0.25, 0.5],
      [5 / 6, 0.5, 0.5],
    ],
  ])('%j is the hue, saturation and value %j', async (rgb, hsv) => {
    const [hue, saturation, value] = hsv.map((part) => expect.closeTo(part, 6) as number);
    expect(await run('Image.rgbToHsv', { image: image(rgb) })).toEqual({ hue, saturation, value });
  });

  it('there and back is where one was', async () => {
    const unit = fc.integer({ min: 0, max: 255 }).map((value) => value / 255);
    await fc.assert(
      fc.asyncProperty(fc.tuple(unit, unit, unit), async (rgb) => {
        const hsv = $call('Image.rgbToHsv', { image: image([...rgb]) });
        const [red, green, blue] = rgb.map((part) => expect.closeTo(part, 5) as number);
        expect(await run('Image.hsvToRgb', { image: hsv })).toEqual({ red, green, blue });
      }),
    );
  });

  it('needs three bands', async () => {
    await expect(run('Image.rgbToHsv', { image: image([1, 2]) })).rejects.toThrow(
      'Image.rgbToHsv: The image must have three bands. Got 2.',
    );
  });
});

describe('interpolation', () => {
  const x = [0, 10, 20];
  const y = [0, 100, 0];
  const at = (value: number, behavior: string) => run('Image.interpolate', { image: value, x, y, behavior });

  it.each([
    [5, 'extrapolate', 50],
    [10, 'extrapolate', 100],
    [15, 'mask', 50],
    [-1, 'extrapolate', -10],
    [25, 'extrapolate', -50],
    [-1, 'clamp', 0],
    [25, 'clamp', 0],
    [25, 'input', 25],
    [25, 'mask', null],
  ])('of %d with %s is %d', async (value, behavior, expected) => {
    expect(await at(value, behavior)).toEqual({ constant: expected });
  });

  it('refuses what is no function', async () => {
    await expect(run('Image.interpolate', { image: 1, x: [0, 0], y: [1, 2] })).rejects.toThrow(
      "Image.interpolate: 'x' must be strictly increasing.",
    );
    await expect(run('Image.interpolate', { image: 1, x, y, behavior: 'guess' })).rejects.toThrow(
      /argument 'behavior': Unknown value/,
    );
  });
});

describe('spectra', () => {
  const distance = (metric: string, a: number[], b: number[]) =>
    run('Image.spectralDistance', { image1: image(a), image2: image(b), metric });

  it.each([
    ['sam', [1, 0], [0, 2], Math.PI / 2],
    ['sam', [1, 2], [2, 4], 0],
    ['sed', [1, 2], [4, 6], 25],
    ['sid', [1, 3], [2, 2], -0.25 * Math.log(0.5) + 0.25 * Math.log(1.5)],
    ['emd', [1, 0, 0], [0, 0, 1], 2],
  ])('%s from %j to %j is %d', async (metric, a, b, expected) => {
    expect((await distance(metric, a, b))['distance']).toBeCloseTo(expected, 7);
  });

  const endmembers = [
    [1, 0, 1],
    [0, 1, 1],
  ];
  const unmixed = (values: number[], more: { [name: string]: Json } = {}) =>
    run('Image.unmix', { image: image(values), endmembers, ...more });

  it('are taken apart', async () => {
    const { band_0: first, band_1: second } = await unmixed([2, 3, 5]);
    expect([first, second]).toEqual([expect.closeTo(2, 9), expect.closeTo(3, 9)]);
  });

  it('to a sum of 1, without negative parts, or both', async () => {
    const summed = await unmixed([2, 3, 5], { sumToOne: true });
    // Of all that add up to 1, the one with the least squares: both are 2 less than without.
    expect(summed).toEqual({ band_0: expect.closeTo(0, 9), band_1: expect.closeTo(1, 9) });
    const positive = await unmixed([2, -3, 0], { nonNegative: true });
    expect(positive).toEqual({ band_0: expect.closeTo(1, 9), band_1: 0 });
    const both = await unmixed([2, -3, 0], { nonNegative: true, sumToOne: true });
    expect(both).toEqual({ band_0: expect.closeTo(1, 6), band_1: 0 });
  });

  it('without negative parts are the best there are', async () => {
    const share = fc.double({ min: 0, max: 3, noNaN: true });
    const spectrum = fc.tuple(...[0, 0, 0].map(() => fc.double({ min: -5, max: 5, noNaN: true })));
    const error = (a: number, b: number, values: readonly number[]) =>
      values.reduce((sum, value, i) => sum + (a * endmembers[0][i] + b * endmembers[1][i] - value) ** 2, 0);
    await fc.assert(
      fc.asyncProperty(spectrum, share, share, async (values, a, b) => {
        const { band_0: first, band_1: second } = await unmixed(values, { nonNegative: true });
        const [best0, best1] = [first ?? Number.NaN, second ?? Number.NaN];
        expect(Math.min(best0, best1)).toBeGreaterThanOrEqual(0);
        expect(error(best0, best1, values)).toBeLessThanOrEqual(error(a, b, values) + 1e-9);
      }),
    );
  });

  it('need as many values as there are bands', async () => {
    await expect(run('Image.unmix', { image: image([1, 2]), endmembers: [[1]] })).rejects.toThrow(
      'Image.unmix: Each endmember must have 2 values, one for each band. Got 1.',
    );
  });
});

describe('bands', () => {
  const replyOf = async (name: string, args: { [name: string]: Json }) =>
    (await evaluateLanguage(exampleNode(name, args))) as { bands: { id: string; data_type: Json }[] };

  it('of all images in one, with the properties of the first', async () => {
    const first = $call('Element.set', { object: image(1), key: 'a', value: 7 });
    const reply = await replyOf('Image.cat', { images: [first, image([2, 3]), 4] });
    expect(reply).toMatchObject({
      bands: ['constant', 'constant_0', 'constant_1', 'constant_2'].map((id) => ({ id })),
      properties: { a: 7 },
    });
    await expect(run('Image.cat', { images: ['a'] })).rejects.toThrow(
      "Image.cat: Element 0 of 'images' is not an image.",
    );
    await expect(run('Image.cat', { images: [] })).rejects.toThrow("Image.cat: 'images' must not be empty.");
  });

  it('are renamed by patterns', async () => {
    const named = $call('Image.rename', { input: image([1, 2]), names: ['B1_B1', 'B2'] });
    const ids = async (all: boolean) =>
      (await replyOf('Image.regexpRename', { input: named, regex: 'B(\\d)', replacement: 'b$1x', all })).bands.map(
        ({ id }) => id,
      );
    expect(await ids(true)).toEqual(['b1x_b1x', 'b2x']);
    expect(await ids(false)).toEqual(['b1x_B1', 'b2x']);
  });

  it('are cast, and put in an order', async () => {
    const args = { image: image([1.7, 300]), bandTypes: { constant_1: 'uint8', constant_0: 'int' } };
    expect(await run('Image.cast', args)).toEqual({ constant_0: 1, constant_1: 255 });
    const { bands } = await replyOf('Image.cast', { ...args, bandOrder: ['constant_1'] });
    expect(bands.map(({ id }) => id)).toEqual(['constant_1']);
    await expect(run('Image.cast', { image: 1, bandTypes: { constant: 'x' } })).rejects.toThrow(/Image.cast: The type/);
  });

  it('of integers as arrays of bits', async () => {
    const bits = $call('Image.bitsToArrayImage', { input: 6 });
    const flat = $call('Image.arrayFlatten', { image: bits, coordinateLabels: [['a', 'b', 'c']] });
    expect(await pixel(flat)).toEqual({ a: 0, b: 1, c: 1 });
  });
});
