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

  it('refuses reducers of several inputs', async () => {
    const reduced = call('ImageCollection.reduce', { collection: stack, reducer: call('Reducer.linearFit', {}) });
    await expect((async () => pixel(reduced))()).rejects.toThrow(/needs 2 inputs/);
  });
});
