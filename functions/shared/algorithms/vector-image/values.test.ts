import { describe, expect, it } from 'vitest';
import { evaluateLanguage } from '../../expression/language.testing.ts';
import { geodesicDistance } from '../../geometry/earth.ts';
import type { Json } from '../../values/value.ts';
import { $call, exampleNode } from '../example.ts';
import { collection, degreesGrid, imageOf, line, point, rowsOf, square } from './pixels.testing.ts';

const reducer = (name: string, args: { [name: string]: Json } = {}) => $call(`Reducer.${name}`, args);

describe('reduceToImage', () => {
  const FEATURES = collection(
    [square(0, 0, 2), { a: 1, b: 10 }],
    [square(1.2, 0.9, 2), { a: 2, b: 20 }],
    [line([0.5, 3.5], [3.5, 3.5]), { a: 4, b: 40 }],
    [point(3.5, 0.5), { a: 8 }],
  );
  const reduce = (args: { [name: string]: Json }) =>
    rowsOf('Collection.reduceToImage', { collection: FEATURES, ...args }, degreesGrid(4, 4));

  it('reduces a property of all features that are in a pixel', async () => {
    expect(await reduce({ properties: ['a'], reducer: reducer('sum') })).toEqual([
      [4, 4, 4, 4],
      [null, 2, 2, 2],
      [1, 3, 2, 2],
      [1, 3, 2, 10],
    ]);
  });

  it('gives several properties to a reducer of several inputs', async () => {
    const both = reducer('repeat', { reducer: reducer('max'), count: 2 });
    await expect(reduce({ properties: ['a'], reducer: both })).rejects.toThrow(
      'Collection.reduceToImage: Need 2 properties for the reducer repeat. Got 1.',
    );
    const image = await imageOf('Collection.reduceToImage', {
      collection: FEATURES,
      properties: ['a', 'b'],
      reducer: reducer('minMax'),
    }).catch((error: Error) => error.message);
    expect(image).toBe('Collection.reduceToImage: Need 1 properties for the reducer minMax. Got 2.');
  });

  it('names bands as the reducer names its outputs', async () => {
    const { bands } = await imageOf('Collection.reduceToImage', {
      collection: FEATURES,
      properties: ['a'],
      reducer: reducer('minMax'),
    });
    expect(bands.map(({ id }) => id)).toEqual(['min', 'max']);
  });

  it('leaves out features without the property', async () => {
    expect((await reduce({ properties: ['b'], reducer: reducer('count') }))[3]).toEqual([1, 2, 1, 1]);
    expect((await reduce({ properties: ['c'], reducer: reducer('mean') })).flat()).toEqual(new Array(16).fill(null));
  });
});

describe('distance', () => {
  const distance = (args: { [name: string]: Json }, grid = degreesGrid(4, 4)) =>
    rowsOf('Collection.distance', { maxError: 1, ...args }, grid);

  it('is in metres, to the nearest, as far as is said', async () => {
    const rows = await distance({ features: collection([point(0.5, 0.5)], [point(3.5, 0.5)]), searchRadius: 200_000 });
    const one = geodesicDistance([0.5, 0.5], [1.5, 0.5]);
    expect(rows[3].map((meters) => Math.round(meters ?? -1))).toEqual([0, one, one, 0].map(Math.round));
    expect(rows[2][0]).toBeCloseTo(geodesicDistance([0.5, 0.5], [0.5, 1.5]), 0);
    expect(rows[0]).toEqual([null, null, null, null]);
  });

  it('is to the border within areas', async () => {
    const rows = await distance({ features: collection([square(0, 0, 4)]), searchRadius: 3e5 });
    expect(rows[1][1]).toBeCloseTo(geodesicDistance([1.5, 4], [1.5, 2.5]), -2);
    expect(rows[0][0]).toBeCloseTo(geodesicDistance([0.5, 4], [0.5, 3.5]), -2);
  });

  it('goes over the 180th meridian and the poles', async () => {
    const features = collection([point(179, 0.5)]);
    const [[over]] = await distance({ features, searchRadius: 3e5 }, degreesGrid(1, 1, -180, 1));
    expect(over).toBeCloseTo(geodesicDistance([179, 0.5], [-179.5, 0.5]), 0);
    const [[pole]] = await distance(
      { features: collection([point(0, 89)]), searchRadius: 3e5 },
      degreesGrid(1, 1, 179.5, 89.5),
    );
    expect(pole).toBeCloseTo(geodesicDistance([0, 89], [180, 89]), 0);
  });

  it('is masked everywhere without features', async () => {
    expect((await distance({ features: collection() })).flat()).toEqual(new Array(16).fill(null));
  });

  it.each([
    [{ searchRadius: -1 }, "Collection.distance: 'searchRadius' must not be negative. Got -1."],
    [{ maxError: -1 }, "Collection.distance: 'maxError' must not be negative. Got -1."],
  ])('refuses %j', async (args, message) => {
    const node = exampleNode('Collection.distance', { features: collection(), ...args });
    await expect(evaluateLanguage(node)).rejects.toThrow(message);
  });
});

describe('clipToCollection', () => {
  it('masks what no area holds', async () => {
    const features = collection([square(0, 0, 2)], [square(1, 1, 2)], [line([0, 3.5], [4, 3.5])]);
    expect(await rowsOf('Image.clipToCollection', { input: 7, collection: features }, degreesGrid(4, 4))).toEqual([
      [null, null, null, null],
      [null, 7, 7, null],
      [7, 7, 7, null],
      [7, 7, null, null],
    ]);
  });

  it('takes a geometry, too', async () => {
    const rows = await rowsOf('Image.clipToCollection', { input: 7, collection: square(0, 0, 1) }, degreesGrid(2, 2));
    expect(rows).toEqual([
      [null, null],
      [7, null],
    ]);
  });

  it('refuses what is neither', async () => {
    const node = exampleNode('Image.clipToCollection', { input: 7, collection: 3 });
    await expect(evaluateLanguage(node)).rejects.toThrow(
      "Image.clipToCollection, argument 'collection': Invalid type.",
    );
  });
});
