import { describe, expect, it } from 'vitest';
import { evaluateLanguage } from '../../expression/language.testing.ts';
import type { Json } from '../../values/value.ts';
import { $call, exampleNode } from '../example.ts';

/** An image of the bands constant_0, constant_1, …; or of constant alone. */
const image = (...values: number[]): Json =>
  $call('Image.constant', { value: values.length === 1 ? values[0] : values });
const MERCATOR = $call('Projection', { crs: 'EPSG:3857' });
/** Ten by ten pixels of a metre. */
const SQUARE = $call('GeometryConstructors.Polygon', {
  coordinates: [
    [
      [0, 0],
      [10, 0],
      [10, 10],
      [0, 10],
    ],
  ],
  crs: MERCATOR,
  geodesic: false,
});
const reducer = (name: string, args: { [name: string]: Json } = {}): Json => $call(`Reducer.${name}`, args);
const reduce = (of: Json, by: Json): Promise<Json> =>
  evaluateLanguage(exampleNode('Image.reduceRegion', { image: of, reducer: by, geometry: SQUARE, crs: MERCATOR }));

describe('names of results', () => {
  it('are those of the bands for one output', async () => {
    expect(await reduce(image(1, 2), reducer('mean'))).toEqual({ constant_0: 1, constant_1: 2 });
  });

  it('are those of the bands and of the outputs for several', async () => {
    const both = reducer('combine', { reducer1: reducer('mean'), reducer2: reducer('count'), sharedInputs: true });
    expect(await reduce(image(7), both)).toEqual({ constant_mean: 7, constant_count: 100 });
  });

  it('are those of the outputs for several inputs', async () => {
    expect(await reduce(image(1, 2), reducer('repeat', { reducer: reducer('sum'), count: 2 }))).toEqual({
      sum: [100, 200],
    });
    const named = reducer('forEachBand', { reducer: reducer('max'), image: image(3, 4) });
    expect(await reduce(image(3, 4), named)).toEqual({ constant_0: 3, constant_1: 4 });
  });
});

describe('several inputs', () => {
  it('are grouped by a band', async () => {
    expect(await reduce(image(2, 5), reducer('group', { reducer: reducer('sum'), groupField: 1 }))).toEqual({
      groups: [{ group: 5, sum: 200 }],
    });
  });

  it('must be as many as there are bands', async () => {
    await expect(reduce(image(1), reducer('linearFit'))).rejects.toThrow(
      'Image.reduceRegion: Need 2 bands for Reducer.linearFit, image has 1.',
    );
  });

  it('are null where they are masked', async () => {
    const masked = $call('Image.addBands', {
      dstImg: image(1),
      srcImg: $call('Image.updateMask', { image: image(2), mask: image(0) }),
    });
    expect(await reduce(masked, reducer('repeat', { reducer: reducer('count'), count: 2 }))).toEqual({
      count: [100, 0],
    });
    expect(await reduce(masked, reducer('countEvery'))).toEqual({ constant: 100, constant_1: 100 });
    expect(await reduce(masked, reducer('linearFit'))).toEqual({ scale: null, offset: null });
  });
});

describe('weights', () => {
  it('are left out of reducers without them', async () => {
    const half = $call('Image.updateMask', { image: image(4), mask: image(0.5) });
    expect(await reduce(half, reducer('sum'))).toEqual({ constant: 200 });
    expect(await reduce(half, reducer('unweighted', { reducer: reducer('sum') }))).toEqual({ constant: 400 });
  });
});
