import { describe, expect, it } from 'vitest';
import { evaluateLanguage } from '../../expression/language.testing.ts';
import type { Json } from '../../values/value.ts';
import { $call, exampleNode } from '../example.ts';

type Features = { features: { id: string; geometry: Json; properties: { [name: string]: Json } }[] };

/** Pixels of one degree that hold their column: 0, 1, 2 … eastwards from Greenwich. */
const columns = $call('Image.floor', {
  value: $call('Image.select', { input: $call('Image.pixelLonLat', {}), bandSelectors: ['longitude'] }),
});
const box = (west: number, south: number, east: number, north: number) =>
  $call('GeometryConstructors.Rectangle', { coordinates: [west, south, east, north], geodesic: false });
const feature = (geometry: Json, metadata: { [name: string]: Json } = {}) => $call('Feature', { geometry, metadata });
const regions = $call('Collection', {
  features: [feature(box(0, 0, 2, 1), { a: 'x', b: 1 }), feature(box(4, 0, 5, 2), { a: 'y' })],
});
const run = async (name: string, args: { [name: string]: Json }) =>
  (await evaluateLanguage(exampleNode(name, args))) as Features;
const properties = async (name: string, args: { [name: string]: Json }) =>
  (await run(name, { collection: regions, ...args })).features.map((each) => each.properties);

describe('Image.reduceRegions', () => {
  const reduce = (args: { [name: string]: Json }) => properties('Image.reduceRegions', { image: columns, ...args });
  const two = $call('Image.addBands', { dstImg: columns, srcImg: 7 });

  it('names the results of one band by outputs', async () => {
    expect(await reduce({ reducer: $call('Reducer.mean', {}) })).toEqual([
      { a: 'x', b: 1, mean: 0.5 },
      { a: 'y', mean: 4 },
    ]);
    expect(await reduce({ reducer: $call('Reducer.minMax', {}) })).toEqual([
      { a: 'x', b: 1, max: 1, min: 0 },
      { a: 'y', max: 4, min: 4 },
    ]);
  });

  it('names those of several bands by bands', async () => {
    expect(await reduce({ image: two, reducer: $call('Reducer.sum', {}) })).toEqual([
      { a: 'x', b: 1, longitude: 1, constant: 14 },
      { a: 'y', longitude: 8, constant: 14 },
    ]);
    expect((await reduce({ image: two, reducer: $call('Reducer.minMax', {}) }))[1]).toEqual({
      a: 'y',
      constant_max: 7,
      constant_min: 7,
      longitude_max: 4,
      longitude_min: 4,
    });
  });

  it('leaves alone what has no pixels', async () => {
    const nowhere = $call('Collection', { features: [$call('Feature', { metadata: { a: 1 } })] });
    expect(await reduce({ collection: nowhere, reducer: $call('Reducer.mean', {}) })).toEqual([{ a: 1 }]);
    const masked = $call('Image.updateMask', { image: columns, mask: 0 });
    expect(await reduce({ image: masked, reducer: $call('Reducer.mean', {}) })).toEqual([{ a: 'x', b: 1 }, { a: 'y' }]);
  });

  it('takes pixels of a scale, and not too many', async () => {
    const count = { reducer: $call('Reducer.count', {}), scale: 111_319.49 / 10 };
    expect((await reduce(count)).map((each) => each['count'])).toEqual([200, 200]);
    await expect(reduce({ ...count, maxPixelsPerRegion: 100 })).rejects.toThrow(
      "Image.reduceRegions: Too many pixels in a region. Found 200, but 'maxPixelsPerRegion' allows only 100.",
    );
  });
});

describe('Image.sampleRegions', () => {
  it('makes a feature of each pixel, with the properties of its region', async () => {
    const { features } = await run('Image.sampleRegions', { image: columns, collection: regions });
    expect(features.map(({ id }) => id)).toEqual(['0_0', '0_1', '1_0', '1_1']);
    expect(features.map((each) => each.properties)).toEqual([
      { a: 'x', b: 1, longitude: 0 },
      { a: 'x', b: 1, longitude: 1 },
      { a: 'y', longitude: 4 },
      { a: 'y', longitude: 4 },
    ]);
  });

  it('copies the properties that are asked for, and says where the pixels are', async () => {
    const { features } = await run('Image.sampleRegions', {
      image: columns,
      collection: regions,
      properties: ['b'],
      geometries: true,
    });
    expect(features[1]).toEqual({
      type: 'Feature',
      id: '0_1',
      geometry: { type: 'Point', coordinates: [1.5, 0.5] },
      properties: { b: 1, longitude: 1 },
    });
    expect(features[2].properties).toEqual({ longitude: 4 });
  });

  it('leaves masked pixels out', async () => {
    const odd = $call('Image.updateMask', { image: columns, mask: columns });
    const { features } = await run('Image.sampleRegions', { image: odd, collection: regions });
    expect(features.map((each) => each.properties['longitude'])).toEqual([1, 4, 4]);
  });
});

describe('ImageCollection.getRegion', () => {
  const timed = (image: Json, time: number) =>
    $call('Element.set', { object: image, key: 'system:time_start', value: time });
  const series = $call('ImageCollection.fromImages', {
    images: [timed(columns, 10), timed($call('Image.updateMask', { image: columns, mask: 0 }), 20)],
  });
  const rows = async (args: { [name: string]: Json }) =>
    (await evaluateLanguage(exampleNode('ImageCollection.getRegion', { collection: series, ...args }))) as Json[][];

  it('has a row for each pixel and image', async () => {
    expect(await rows({ geometry: box(0, 0, 2, 1) })).toEqual([
      ['id', 'longitude', 'latitude', 'time', 'longitude'],
      ['0', 0.5, 0.5, 10, 0],
      ['1', 0.5, 0.5, 20, null],
      ['0', 1.5, 0.5, 10, 1],
      ['1', 1.5, 0.5, 20, null],
    ]);
  });

  it('leaves out images that lie elsewhere', async () => {
    const clipped = $call('ImageCollection.fromImages', {
      images: [columns, $call('Image.clip', { input: columns, geometry: box(1, 0, 2, 1) })],
    });
    const found = await rows({ collection: clipped, geometry: box(0, 0, 2, 1) });
    expect(found.slice(1).map(([id, longitude]) => [id, longitude])).toEqual([
      ['0', 0.5],
      ['0', 1.5],
      ['1', 1.5],
    ]);
  });

  it('refuses more values than a reply may have', async () => {
    await expect(rows({ geometry: box(0, 0, 10, 10), scale: 100 })).rejects.toThrow(
      /^ImageCollection.getRegion: Too many values: \d+ values, but at most 1048576 are allowed/,
    );
  });
});
