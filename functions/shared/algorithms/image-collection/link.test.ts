import { describe, expect, it } from 'vitest';
import { evaluateLanguage } from '../../expression/language.testing.ts';
import type { Json } from '../../values/value.ts';
import { $call, exampleNode } from '../example.ts';

const POINT = $call('GeometryConstructors.Point', { coordinates: [0.5, 0.5] });
const image = (value: number, name: string, key: Json) =>
  $call('Element.set', {
    object: $call('Image.rename', { input: $call('Image.constant', { value }), names: [name] }),
    key: 'k',
    value: key,
  });
const others = $call('ImageCollection.fromImages', { images: [image(10, 'cloud', 'a'), image(20, 'cloud', 'b')] });
const link = (input: Json, args: { [name: string]: Json }) =>
  $call('Image.linkCollection', { input, imageCollection: others, matchPropertyName: 'k', ...args });
const pixel = (node: Json) =>
  evaluateLanguage(
    exampleNode('Image.reduceRegion', { image: node, reducer: $call('Reducer.first', {}), geometry: POINT }),
  );

describe('linked images', () => {
  it('get the bands of the image that matches', async () => {
    expect(await pixel(link(image(1, 'v', 'b'), { linkedBands: ['cloud'] }))).toEqual({ v: 1, cloud: 20 });
    // A band of the same name is replaced.
    expect(await pixel(link(image(1, 'cloud', 'a'), { linkedBands: 'cloud' }))).toEqual({ cloud: 10 });
  });

  it('get its properties', async () => {
    const linked = link(image(1, 'v', 'b'), { linkedProperties: ['system:index', 'nothing'] });
    const properties = ['k', 'system:index'];
    expect(await evaluateLanguage(exampleNode('Element.toDictionary', { element: linked, properties }))).toEqual({
      k: 'b',
      'system:index': '1',
    });
  });

  it('are masked where nothing matches', async () => {
    expect(await pixel(link(image(1, 'v', 'z'), { linkedBands: 'cloud', linkedProperties: 'k' }))).toEqual({
      v: 1,
      cloud: null,
    });
  });

  it('say what is wrong with names', async () => {
    await expect(pixel(link(image(1, 'v', 'a'), { linkedBands: 'x' }))).rejects.toThrow(
      "Image.linkCollection: Image has no band named 'x'. Available band names: [cloud].",
    );
    await expect(pixel(link(image(1, 'v', 'a'), { linkedBands: [1] }))).rejects.toThrow(
      "Image.linkCollection: 'linkedBands' must be a name or a list of names.",
    );
  });
});
