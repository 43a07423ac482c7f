import { describe, expect, it } from 'vitest';
import { evaluateLanguage } from '../../expression/language.testing.ts';
import type { Json } from '../../values/value.ts';
import { $call, exampleNode } from '../example.ts';

const POINT = $call('GeometryConstructors.Point', { coordinates: [0.5, 0.5] });
const image = (values: number[], mask: Json = 1) =>
  $call('Image.updateMask', { image: $call('Image.constant', { value: values }), mask });
const collection = (...images: Json[]) => $call('ImageCollection.fromImages', { images });
const pixel = (node: Json) =>
  evaluateLanguage(
    exampleNode('Image.reduceRegion', { image: node, reducer: $call('Reducer.first', {}), geometry: POINT }),
  );
const flat = (array: Json, labels: string[][]) =>
  $call('Image.arrayFlatten', { image: array, coordinateLabels: labels });

describe('image collections as arrays', () => {
  it('have a row for each image that is valid in all bands', async () => {
    const rows = $call('ImageCollection.toArray', {
      collection: collection(image([1, 2]), image([3, 4], $call('Image.constant', { value: [1, 0] })), image([5, 6])),
    });
    expect(
      await pixel(
        flat(rows, [
          ['r0', 'r1'],
          ['a', 'b'],
        ]),
      ),
    ).toEqual({ r0_a: 1, r0_b: 2, r1_a: 5, r1_b: 6 });
    const none = $call('ImageCollection.toArray', { collection: collection(image([1], 0)) });
    expect(await pixel(flat(none, [['r'], ['a']]))).toEqual({ r_a: null });
    const unlike = $call('ImageCollection.toArray', { collection: collection(image([1]), image([1, 2])) });
    await expect(pixel(flat(unlike, [['r'], ['a']]))).rejects.toThrow(
      'Expected a homogeneous image collection, but an image with incompatible bands was encountered: ' +
        'First image type: 1 bands ([constant_0]). Current image type: 2 bands ([constant_0, constant_1]).',
    );
  });

  it('have an array for each band', async () => {
    const per = (images: Json, dropMasked: boolean) =>
      $call('ImageCollection.toArrayPerBand', { collection: images, dropMasked });
    const images = collection(image([1, 2]), image([3, 4], 0), image([5, 6]));
    const first = (node: Json) => $call('Image.select', { input: node, bandSelectors: [0] });
    expect(await pixel(flat(first(per(images, true)), [['a', 'b']]))).toEqual({ a: 1, b: 5 });
    expect(await pixel(flat(first(per(images, false)), [['a', 'b', 'c']]))).toEqual({ a: null, b: null, c: null });
  });
});

describe('composites by quality', () => {
  const named = (values: number[], mask: Json = 1) =>
    $call('Image.rename', { input: image(values, mask), names: ['v', 'q'] });
  const best = (...images: Json[]) =>
    pixel($call('ImageCollection.qualityMosaic', { collection: collection(...images), qualityBand: 'q' }));

  it('take all bands from the best image, the first one of equals', async () => {
    expect(await best(named([1, 5]), named([2, 9]), named([3, 9]), named([4, 1]))).toEqual({ v: 2, q: 9 });
    expect(await best(named([1, 5]), named([2, 9], 0))).toEqual({ v: 1, q: 5 });
    expect(await best(named([1, 5], 0), named([2, 1]))).toEqual({ v: 2, q: 1 });
    expect(await best(named([1, 5], 0), named([2, 1], 0))).toEqual({ v: null, q: null });
    // A band may be masked where the quality is valid.
    expect(await best(named([1, 5]), named([2, 9], $call('Image.constant', { value: [0, 1] })))).toEqual({
      v: null,
      q: 9,
    });
  });

  it('say which band is missing', async () => {
    await expect(best(named([1, 2]), image([1]))).rejects.toThrow(
      "ImageCollection.qualityMosaic: Image has no band named 'q'. Available band names: [constant_0].",
    );
  });
});
