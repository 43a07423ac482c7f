import { describe, expect, it } from 'vitest';
import { call, constant, evaluateLanguage } from '../../expression/language.testing.ts';
import type { Json } from '../../values/value.ts';

const region = call('GeometryConstructors.Point', { coordinates: constant([0.5, 0.5]) });
const pixel = (image: Json) =>
  evaluateLanguage(call('Image.reduceRegion', { image, reducer: call('Reducer.max', {}), geometry: region }));
const image = (value: number, mask = 1) =>
  call('Image.updateMask', { image: call('Image.constant', { value: constant(value) }), mask: constant(mask) });
const collection = (...images: Json[]) =>
  call('ImageCollection.fromImages', { images: { arrayValue: { values: images } } });
const stack = collection(image(4), image(1), image(1), image(100, 0));

describe('reducing stacks of images', () => {
  it.each([
    ['mean', 2],
    ['sum', 6],
    ['min', 1],
    ['max', 4],
    ['count', 3],
    ['product', 4],
    ['median', 1],
    ['mode', 1],
    ['and', 1],
    ['or', 1],
  ])('reduce.%s leaves masked pixels out', async (name, expected) => {
    expect(await pixel(call(`reduce.${name}`, { collection: stack }))).toEqual({ constant: expected });
  });

  it('names bands by their outputs', async () => {
    const reduced = call('ImageCollection.reduce', { collection: stack, reducer: call('Reducer.minMax', {}) });
    expect(await pixel(reduced)).toEqual({ constant_max: 4, constant_min: 1 });
  });

  it('is masked where all images are', async () => {
    expect(await pixel(call('reduce.mean', { collection: collection(image(1, 0), image(2, 0)) }))).toEqual({
      constant: null,
    });
  });

  it('reduces the bands of one image', async () => {
    const bands = call('Image.constant', { value: constant([1, 2, 6]) });
    expect(await pixel(call('Image.reduce', { image: bands, reducer: call('Reducer.mean', {}) }))).toEqual({ mean: 3 });
  });

  const pair = (x: number, y: number, mask = 1) =>
    call('Image.updateMask', { image: call('Image.constant', { value: constant([x, y]) }), mask: constant(mask) });

  it('gives the bands together to reducers of several inputs', async () => {
    const points = collection(pair(0, 1), pair(1, 3), pair(2, 5), pair(9, 9, 0));
    const reduce = (reducer: Json, images = points) => call('ImageCollection.reduce', { collection: images, reducer });
    expect(await pixel(reduce(call('Reducer.linearFit', {})))).toEqual({ offset: 1, scale: 2 });
    const best = call('Reducer.max', { numInputs: constant(2) });
    expect(await pixel(reduce(best))).toEqual({ max: 2, max1: 5 });
    await expect(evaluateLanguage(reduce(call('Reducer.linearFit', {}), stack))).rejects.toThrow(
      'ImageCollection.reduce: Need 2 bands for Reducer.linearFit, image has 1.',
    );
  });

  it('makes arrays of lists', async () => {
    const list = call('ImageCollection.reduce', { collection: stack, reducer: call('Reducer.toList', {}) });
    const at = (index: number) => call('Image.arrayGet', { image: list, position: constant(index) });
    expect(await pixel(at(0))).toEqual({ constant_list: 4 });
    expect(await pixel(at(2))).toEqual({ constant_list: 1 });
    expect(await evaluateLanguage(list)).toMatchObject({ bands: [{ data_type: { dimensions: 1 } }] });
  });

  it('takes arrays where a reducer does', async () => {
    const arrays = [1, 2].map((n) => call('Image.toArray', { image: pair(n, 10 * n) }));
    const reducer = call('Reducer.forEachElement', { reducer: call('Reducer.sum', {}) });
    const summed = call('ImageCollection.reduce', { collection: collection(...arrays), reducer });
    const second = call('Image.arrayGet', { image: summed, position: constant(1) });
    expect(await pixel(second)).toEqual({ array_sum: 30 });
  });

  it('counts masked pixels where a reducer does', async () => {
    const counted = call('ImageCollection.reduce', { collection: stack, reducer: call('Reducer.countEvery', {}) });
    expect(await pixel(counted)).toEqual({ constant_count: 4 });
  });

  it('names the types of outputs', async () => {
    const typesOf = async (reducer: Json) => {
      const image = await evaluateLanguage(call('ImageCollection.reduce', { collection: stack, reducer }));
      return (image as { bands: { data_type: Json }[] }).bands.map((band) => band.data_type);
    };
    const both = { reducer1: call('Reducer.median', {}), reducer2: call('Reducer.count', {}) };
    expect(await typesOf(call('Reducer.combine', { ...both, sharedInputs: constant(true) }))).toEqual([
      { type: 'PixelType', precision: 'double', min: 1, max: 100 },
      { type: 'PixelType', precision: 'int', min: -2147483648, max: 2147483647 },
    ]);
    expect(await typesOf(call('Reducer.variance', {}))).toEqual([{ type: 'PixelType', precision: 'double' }]);
  });
});
