import { describe, expect, it } from 'vitest';
import { invalid } from '../../errors.ts';
import { evaluateLanguage, languageContext } from '../../expression/language.testing.ts';
import type { Json } from '../../values/value.ts';
import { $call, exampleNode } from '../example.ts';
import { collection, point } from '../vector-image/pixels.testing.ts';
import { both, column, row } from './places.testing.ts';

type Args = { [name: string]: Json };

const reducer = (name: string, args: Args = {}): Json => $call(`Reducer.${name}`, args);
const each = (name: string): Json => reducer('forEachElement', { reducer: reducer(name) });
const shared = (reducer1: Json, reducer2: Json): Json => reducer('combine', { reducer1, reducer2, sharedInputs: true });
const box = (west: number, south: number, east: number, north: number): Json =>
  $call('GeometryConstructors.Rectangle', { coordinates: [west, south, east, north], geodesic: false });
const reduce = (image: Json, by: Json, geometry: Json): Promise<Json> =>
  evaluateLanguage(exampleNode('Image.reduceRegion', { image, reducer: by, geometry }));
const stack = (...images: Json[]): Json =>
  images.reduce((dstImg, srcImg) => $call('Image.addBands', { dstImg, srcImg }));
const arrayOf = (...images: Json[]): Json => $call('Image.toArray', { image: stack(...images) });
const masked = (image: Json, mask: Json): Json => $call('Image.updateMask', { image, mask });

/** [column, 10 row] where columns go eastwards and rows southwards from 0, 0. */
const pairs = arrayOf(column, both('multiply', row, 10));
/** Two pixels: [0, 0] and [1, 0]. */
const two = box(0, -1, 2, 0);

describe('arrays of a region', () => {
  it('are what a reducer of any values takes', async () => {
    const here = point(2.5, -0.5);
    const constants = $call('Image.toArray', { image: $call('Image.constant', { value: [1, 2, 3] }) });
    expect(await reduce(constants, reducer('first'), here)).toEqual({ array: [1, 2, 3] });
    const series = $call('ImageCollection.fromImages', {
      images: [1, 2].map((value) => $call('Image.constant', { value })),
    });
    expect(await reduce($call('ImageCollection.toArray', { collection: series }), reducer('first'), here)).toEqual({
      array: [[1], [2]],
    });
    const around = $call('Image.neighborhoodToArray', { image: column, kernel: $call('Kernel.square', { radius: 1 }) });
    expect(Object.values((await reduce(around, reducer('first'), here)) as Args)).toEqual([
      [
        [1, 2, 3],
        [1, 2, 3],
        [1, 2, 3],
      ],
    ]);
    expect(await reduce(pairs, reducer('toList'), two)).toEqual({ array: [[0, 0], [1, 0]] }); // biome-ignore format: pixels
    expect(await reduce(pairs, reducer('last'), box(0, -2, 3, 0))).toEqual({ array: [2, 10] });
  });

  it('are counted, and told apart', async () => {
    const halves = arrayOf(both('gte', column, 2), 7);
    const four = box(0, -1, 4, 0);
    expect(await reduce(halves, shared(reducer('count'), reducer('countDistinct')), four)).toEqual({
      array_count: 4,
      array_count1: 2,
    });
    expect(await reduce(halves, reducer('countRuns'), four)).toEqual({ array: 2 });
  });

  it('stand beside bands of numbers', async () => {
    const image = stack(both('add', column, 5), pairs);
    expect(await reduce(image, reducer('first'), two)).toEqual({ x: 5, array: [0, 0] });
    expect(await reduce(image, reducer('max', { numInputs: 2 }), two)).toEqual({ max: 6, max1: [1, 0] });
    const groups = reducer('group', { reducer: each('sum'), groupField: 0 });
    expect(await reduce(stack(row, pairs), groups, box(0, -2, 3, 0))).toEqual({
      groups: [
        { group: 0, sum: [3, 0] },
        { group: 1, sum: [3, 30] },
      ],
    });
  });

  it('are left out where they are masked', async () => {
    const some = masked(pairs, both('neq', column, 0));
    expect(await reduce(some, reducer('first'), two)).toEqual({ array: [1, 0] });
    expect(await reduce(some, reducer('countEvery'), two)).toEqual({ array: 2 });
    expect(await reduce(some, reducer('count'), two)).toEqual({ array: 1 });
    // Columns 1, 2, 3: their variance is 2/3.
    expect(await reduce(some, reducer('covariance'), box(0, -1, 4, 0))).toEqual({
      array: [[expect.closeTo(2 / 3, 12), 0], [0, 0]], // biome-ignore format: a matrix
    });
    const none = masked(pairs, 0);
    expect(await reduce(none, shared(reducer('covariance'), reducer('first')), two)).toEqual({
      array_covariance: null,
      array_first: null,
    });
    expect(await reduce(none, reducer('mean'), two)).toEqual({ array: null });
  });

  it('weigh what a weighted reducer says, and else nothing', async () => {
    const edge = box(0, -1, 1.6, 0);
    const mean = 0.6 / 1.6;
    expect(await reduce(pairs, each('mean'), edge)).toEqual({ array: [expect.closeTo(mean, 6), 0] });
    expect(await reduce(masked(pairs, 0.5), each('sum'), two)).toEqual({ array: [0.5, 0] });
    // The centres of both pixels are inside: 0 and 1 are a quarter of variance, whatever their masks.
    const quarter = [[0.25, 0], [0, 0]]; // biome-ignore format: a matrix
    expect(await reduce(pairs, reducer('covariance'), edge)).toEqual({ array: quarter });
    expect(await reduce(masked(pairs, 0.5), reducer('covariance'), two)).toEqual({ array: quarter });
    // That of the second is outside.
    expect(await reduce(pairs, reducer('covariance'), box(0, -1, 1.4, 0))).toEqual({ array: [[0, 0], [0, 0]] }); // biome-ignore format: a matrix
  });

  it('may be in many tiles', async () => {
    // The numbers from 0 to n - 1 have the variance (n² - 1) / 12.
    const wide = (await reduce(pairs, reducer('covariance'), box(0, -1, 300, 0))) as { array: number[][] };
    expect(wide.array[0][0]).toBeCloseTo((300 ** 2 - 1) / 12, 8);
    expect(await reduce(pairs, each('max'), box(0, -2, 300, 0))).toEqual({ array: [299, 10] });
  });

  it('are work by their numbers', async () => {
    let work = 0;
    const spend = (count: number): void => {
      work += count;
      if (work > 1000) throw invalid('Computation timed out.');
    };
    const sums = (size: number) =>
      evaluateLanguage(
        exampleNode('Image.reduceRegion', {
          image: $call('Image.matrixIdentity', { size }),
          reducer: each('sum'),
          geometry: box(0, -2, 2, 0),
        }),
        {},
        { ...languageContext, spend },
      );
    expect(await sums(2)).toEqual({ identity: [[4, 0], [0, 4]] }); // biome-ignore format: a matrix
    await expect(sums(100)).rejects.toThrow('Computation timed out.');
  });

  it.each(['mean', 'sum', 'product', 'min', 'max', 'median', 'mode', 'variance', 'stdDev', 'anyNonZero', 'histogram'])(
    'are refused by %s, which is of numbers',
    async (name) => {
      await expect(reduce(pairs, reducer(name), two)).rejects.toThrow(
        `Image.reduceRegion: The reducer ${name} needs numbers. Got: Array.`,
      );
    },
  );

  it('are refused by reducers of several numbers, and if they do not fit', async () => {
    await expect(reduce(stack(column, pairs), reducer('linearFit'), two)).rejects.toThrow(
      'Image.reduceRegion: The reducer linearFit needs numbers. Got: Array.',
    );
    // [0, 0] by itself is empty, [1, 0] is [1].
    const nonzero = $call('Image.arrayMask', { input: pairs, mask: pairs });
    for (const by of [reducer('covariance'), each('sum')]) {
      await expect(reduce(nonzero, by, two)).rejects.toThrow(/^Image.reduceRegion: All arrays must have the same /);
    }
    const matrices = $call('Image.toArray', { image: pairs, axis: 1 });
    await expect(reduce(matrices, reducer('covariance'), two)).rejects.toThrow(
      'Image.reduceRegion: Arrays of one dimension are needed. Got one of the shape [2, 1].',
    );
  });
});

it('features get them', async () => {
  const features = async (image: Json, by: Json) => {
    const regions = collection([two, { a: 1 }], [box(2, -2, 3, -1), { a: 2 }]);
    const reply = await evaluateLanguage(
      exampleNode('Image.reduceRegions', { image, collection: regions, reducer: by }),
    );
    return (reply as { features: { properties: Args }[] }).features.map(({ properties }) => properties);
  };
  expect(await features(pairs, reducer('first'))).toEqual([
    { a: 1, first: [0, 0] },
    { a: 2, first: [2, 10] },
  ]);
  expect(await features(stack(row, pairs), reducer('first'))).toEqual([
    { a: 1, y: 0, array: [0, 0] },
    { a: 2, y: 1, array: [2, 10] },
  ]);
  await expect(features(pairs, reducer('mean'))).rejects.toThrow(
    'Image.reduceRegions: The reducer mean needs numbers. Got: Array.',
  );
});

describe('other reductions', () => {
  const run = (name: string, args: Args) => evaluateLanguage(exampleNode(name, args));

  it('of patches take arrays, but not for labels', async () => {
    const geometry = box(0, -2, 3, 0);
    const reply = await run('Image.reduceToVectors', {
      image: stack($call('Image.toInt32', { value: row }), pairs),
      geometry,
      reducer: each('sum'),
    });
    expect((reply as { features: { properties: Json }[] }).features.map(({ properties }) => properties)).toEqual([
      { label: 0, sum: [3, 0] },
      { label: 1, sum: [3, 30] },
    ]);
    const image = stack($call('Image.toInt32', { value: row }), pairs);
    await expect(run('Image.reduceToVectors', { image, geometry, reducer: reducer('mean') })).rejects.toThrow(
      'Image.reduceToVectors: The reducer mean needs numbers. Got: Array.',
    );
    const whole = $call('Image.toArray', { image: $call('Image.toInt32', { value: row }) });
    await expect(run('Image.reduceToVectors', { image: whole, geometry })).rejects.toThrow(
      "Image.reduceToVectors: The band 'array' is one of arrays.",
    );
  });

  it('take no arrays for classes, nor to other resolutions or by components', async () => {
    const image = stack(pairs, row);
    const region = box(0, -2, 3, 0);
    await expect(run('Image.stratifiedSample', { image, numPoints: 2, region })).rejects.toThrow(
      "Image.stratifiedSample: The band 'array' is one of arrays.",
    );
    const drawn = await run('Image.stratifiedSample', { image, numPoints: 5, classBand: 'y', region });
    const properties = (drawn as { features: { properties: { array: Json; y: Json } }[] }).features.map(
      (feature) => feature.properties,
    );
    expect(properties.map(({ array, y }) => [array, y])).toEqual(
      [0, 1].flatMap((y) => [0, 1, 2].map((x) => [[x, 10 * y], y])),
    );
    const first = reducer('first');
    await expect(run('Image.reduceResolution', { image, reducer: first })).rejects.toThrow(
      "Image.reduceResolution: The band 'array' is one of arrays.",
    );
    await expect(run('Image.reduceConnectedComponents', { image, reducer: first, labelBand: 'y' })).rejects.toThrow(
      "Image.reduceConnectedComponents: The band 'array' is one of arrays.",
    );
  });
});
