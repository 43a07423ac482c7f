import { describe, expect, it } from 'vitest';
import { evaluateLanguage } from '../../../expression/language.testing.ts';
import type { Json } from '../../../values/value.ts';
import { $call, exampleNode } from '../../example.ts';

interface Segment {
  readonly id: string;
  readonly geometry: { readonly type: string; readonly coordinates: Json };
  readonly properties: { readonly [name: string]: Json };
}

const region = $call('GeometryConstructors.Rectangle', { coordinates: [0, 0, 4, 3], geodesic: false });
const place = $call('Image.floor', { value: $call('Image.pixelLonLat', {}) });
const column = $call('Image.select', { input: place, bandSelectors: ['longitude'] });
const row = $call('Image.select', { input: place, bandSelectors: ['latitude'] });
const both = (a: Json, b: Json) => $call('Image.and', { image1: a, image2: b });
const is = (image: Json, value: number) => $call('Image.eq', { image1: image, image2: value });
/** A patch of 1 in the middle of a frame of 0; rows grow northwards. */
const middle = $call('Image.rename', {
  input: both($call('Image.or', { image1: is(column, 1), image2: is(column, 2) }), is(row, 1)),
  names: ['zone'],
});

async function segments(args: { [name: string]: Json }): Promise<Segment[]> {
  const reply = await evaluateLanguage(
    exampleNode('Image.reduceToVectors', { image: middle, geometry: region, ...args }),
  );
  return (reply as unknown as { features: Segment[] }).features;
}

describe('Image.reduceToVectors', () => {
  it('has a feature for each patch, with its outline and its value', async () => {
    const found = await segments({});
    expect(found.map(({ properties }) => properties)).toEqual([
      { count: 10, label: 0 },
      { count: 2, label: 1 },
    ]);
    expect(found[1].geometry.coordinates).toEqual([
      [
        [1, 1],
        [3, 1],
        [3, 2],
        [1, 2],
        [1, 1],
      ],
    ]);
    // The frame has a hole where the patch is.
    expect((found[0].geometry.coordinates as Json[]).length).toBe(2);
  });

  it('reduces the other bands', async () => {
    const image = $call('Image.addBands', { dstImg: middle, srcImg: column });
    const [, patch] = await segments({ image, reducer: $call('Reducer.mean', {}), labelProperty: 'zone' });
    expect(patch.properties).toEqual({ mean: 1.5, zone: 1 });
    const more = $call('Image.addBands', { dstImg: image, srcImg: row });
    const [, each] = await segments({ image: more, reducer: $call('Reducer.max', {}) });
    expect(each.properties).toEqual({ label: 1, latitude: 1, longitude: 2 });
    const [, pair] = await segments({ image: more, reducer: $call('Reducer.max', { numInputs: 2 }) });
    expect(pair.properties).toEqual({ label: 1, max: 2, max1: 1 });
    await expect(segments({ image, reducer: $call('Reducer.linearFit', {}) })).rejects.toThrow(
      'Image.reduceToVectors: The reducer linearFit needs 2 inputs. The image has 1 bands beside that of the labels.',
    );
  });

  it('leaves masked pixels out', async () => {
    const image = $call('Image.selfMask', { image: middle });
    expect((await segments({ image })).map(({ properties }) => properties)).toEqual([{ count: 2, label: 1 }]);
  });

  it('gives rectangles or centres instead', async () => {
    const [frame] = await segments({ geometryType: 'bb' });
    expect(frame.geometry.coordinates).toEqual([
      [
        [0, 0],
        [4, 0],
        [4, 3],
        [0, 3],
        [0, 0],
      ],
    ]);
    const [, patch] = await segments({ geometryType: 'centroid' });
    expect(patch.geometry).toEqual({ type: 'Point', coordinates: [expect.closeTo(2, 9), expect.closeTo(1.5, 9)] });
    await expect(segments({ geometryType: 'hull' })).rejects.toThrow("argument 'geometryType': Unknown value 'hull'.");
  });

  it('is in the projection that it was computed in if asked to', async () => {
    const [, patch] = await segments({ crs: 'EPSG:3857', scale: 50_000, geometryInNativeProjection: true });
    expect(patch.geometry).toMatchObject({ crs: { properties: { name: 'EPSG:3857' } } });
    const [[[x]]] = patch.geometry.coordinates as number[][][];
    expect(x).toBe(100_000);
  });

  it('takes no more pixels than allowed', async () => {
    await expect(segments({ maxPixels: 5 })).rejects.toThrow(
      'Image.reduceToVectors: Too many pixels in the region. Found 12, but maxPixels allows only 5.',
    );
    expect((await segments({ maxPixels: 5, bestEffort: true })).length).toBeGreaterThan(0);
    await expect(segments({ image: $call('Image.toFloat', { value: middle }) })).rejects.toThrow(/must be of integers/);
  });
});

it('Image.connectedPixelCount counts what holds together, also beyond what is asked for', async () => {
  const point = (x: number, y: number) => $call('GeometryConstructors.Point', { coordinates: [x, y] });
  const count = async (x: number, y: number, maxSize: number, eightConnected = false) => {
    const image = $call('Image.connectedPixelCount', { input: middle, maxSize, eightConnected });
    const reduced = exampleNode('Image.reduceRegion', {
      image,
      reducer: $call('Reducer.first', {}),
      geometry: point(x, y),
    });
    return ((await evaluateLanguage(reduced)) as { zone: number }).zone;
  };
  expect(await count(1.5, 1.5, 10)).toBe(2);
  expect(await count(1.5, 1.5, 1)).toBe(1);
  expect(await count(0.5, 0.5, 40)).toBe(40);
});
