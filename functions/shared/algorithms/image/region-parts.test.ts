import { describe, expect, it } from 'vitest';
import { evaluateLanguage } from '../../expression/language.testing.ts';
import { Geometry, type Position, type Shape } from '../../geometry/geometry.ts';
import { subGrid } from '../../raster/grid.ts';
import type { Json } from '../../values/value.ts';
import { $call, exampleNode } from '../example.ts';
import { collection, degreesGrid, line, point, polygon, rowsOf, square } from '../vector-image/pixels.testing.ts';
import { pixelWeights } from './region-weights.ts';

/** Weights as rows of digits. */
function picture(shape: Shape, weighted = false, grid = degreesGrid(5, 4)): string[] {
  const weights = pixelWeights(new Geometry(shape, undefined, false), weighted)(grid) as ArrayLike<number>;
  return Array.from({ length: grid.height }, (_, y) =>
    Array.from({ length: grid.width }, (__, x) => weights[y * grid.width + x]).join(' '),
  );
}

const lineString = (...coordinates: Position[]): Shape => ({ type: 'LineString', coordinates });
const box = (x: number, y: number, size: number): Geometry =>
  new Geometry(
    {
      type: 'Polygon',
      coordinates: [
        [
          [x, y],
          [x + size, y],
          [x + size, y + size],
          [x, y + size],
          [x, y],
        ],
      ],
    },
    undefined,
    false,
  );

describe('the pixels of lines', () => {
  it('are those that they go through', () => {
    expect(picture(lineString([0.5, 0.5], [2.5, 0.5], [2.5, 3.5]))).toEqual([
      '0 0 1 0 0',
      '0 0 1 0 0',
      '0 0 1 0 0',
      '1 1 1 0 0',
    ]);
    expect(picture(lineString([0.2, 0.2], [2.2, 1.2]))).toEqual(['0 0 0 0 0', '0 0 0 0 0', '0 1 1 0 0', '1 1 0 0 0']);
  });

  it('have no weight but 1, and a ring is the line around', () => {
    expect(picture(lineString([0.5, 0.5], [2.5, 0.5]), true)[3]).toBe('1 1 1 0 0');
    const ring: Shape = {
      type: 'LinearRing',
      coordinates: [
        [1.5, 0.5],
        [3.5, 0.5],
        [3.5, 2.5],
        [1.5, 2.5],
      ],
    };
    expect(picture(ring)).toEqual(['0 0 0 0 0', '0 1 1 1 0', '0 1 0 1 0', '0 1 1 1 0']);
  });

  it('are the same in a part of a grid', () => {
    const shape = lineString([-3, 0.3], [3.7, 2.9], [4.9, -2], [0.1, 3.9]);
    const whole = picture(shape).map((row) => row.split(' ').slice(1, 4).join(' '));
    const part = subGrid(degreesGrid(5, 4), { column: 1, row: 1, width: 3, height: 2 });
    expect(picture(shape, false, part)).toEqual(whole.slice(1, 3));
  });
});

describe('the pixels of collections of geometries', () => {
  it('are all of theirs', () => {
    const shape: Shape = {
      type: 'GeometryCollection',
      geometries: [
        box(0, 0, 1.5),
        new Geometry(lineString([2.5, 0.5], [4.5, 0.5])),
        new Geometry({ type: 'Point', coordinates: [0.5, 3.5] }),
      ],
    };
    expect(picture(shape, true)).toEqual(['1 0 0 0 0', '0 0 0 0 0', '0.5 0.25 0 0 0', '1 0.5 1 1 1']);
  });

  it('are not less where areas overlap', () => {
    const shape: Shape = { type: 'GeometryCollection', geometries: [box(0, 0, 3), box(1, 1, 2), box(2.5, 2.5, 1)] };
    const weights = picture(shape, true).map((row) => row.split(' ').map(Number));
    expect(weights[0].map((part) => part.toFixed(3))).toEqual(['0.000', '0.000', '0.250', '0.250', '0.000']);
    expect(weights[1].map((part) => part.toFixed(3))).toEqual(['1.000', '1.000', '1.000', '0.250', '0.000']);
  });
});

const columns = $call('Image.floor', {
  value: $call('Image.select', { input: $call('Image.pixelLonLat', {}), bandSelectors: ['longitude'] }),
});

it('statistics and samples go along lines', async () => {
  const path = line([0.5, 0.5], [3.5, 0.5]);
  const reduce = (reducer: string) =>
    evaluateLanguage(
      exampleNode('Image.reduceRegion', { image: columns, reducer: $call(`Reducer.${reducer}`, {}), geometry: path }),
    );
  expect(await reduce('count')).toEqual({ longitude: 4 });
  expect(await reduce('mean')).toEqual({ longitude: 1.5 });
  const sampled = (await evaluateLanguage(exampleNode('Image.sample', { image: columns, region: path }))) as {
    features: { properties: Json }[];
  };
  expect(sampled.features.map(({ properties }) => properties)).toEqual(
    [0, 1, 2, 3].map((longitude) => ({ longitude })),
  );
});

it('features and time series do, too', async () => {
  const path = line([0.5, 0.5], [2.5, 0.5]);
  const regions = collection([path, { a: 1 }], [point(5.5, 0.5), { a: 2 }]);
  const properties = async (name: string, args: { [name: string]: Json }) => {
    const reply = await evaluateLanguage(exampleNode(name, { image: columns, collection: regions, ...args }));
    return (reply as { features: { properties: Json }[] }).features.map((each) => each.properties);
  };
  expect(await properties('Image.reduceRegions', { reducer: $call('Reducer.sum', {}) })).toEqual([
    { a: 1, sum: 3 },
    { a: 2, sum: 5 },
  ]);
  expect(await properties('Image.sampleRegions', {})).toEqual([
    { a: 1, longitude: 0 },
    { a: 1, longitude: 1 },
    { a: 1, longitude: 2 },
    { a: 2, longitude: 5 },
  ]);
  const series = $call('ImageCollection.fromImages', { images: [columns] });
  const rows = await evaluateLanguage(
    exampleNode('ImageCollection.getRegion', { collection: series, geometry: path, scale: 111_319.490_793_273_57 }),
  );
  expect((rows as Json[][]).slice(1).map((row) => row[4])).toEqual([0, 1, 2]);
});

it('a line along a great circle has the pixels of its bulge', async () => {
  const path = $call('GeometryConstructors.LineString', {
    coordinates: [
      [0, 50.5],
      [40, 50.5],
    ],
  });
  const latitude = $call('Image.floor', {
    value: $call('Image.select', { input: $call('Image.pixelLonLat', {}), bandSelectors: ['latitude'] }),
  });
  // At the middle its latitude is atan(tan(50.5) / cos(20)) = 52.2.
  expect(
    await evaluateLanguage(
      exampleNode('Image.reduceRegion', { image: latitude, reducer: $call('Reducer.max', {}), geometry: path }),
    ),
  ).toEqual({ latitude: 52 });
});

describe('Image.clip', () => {
  const clipped = (geometry: Json) => rowsOf('Image.clip', { input: 7, geometry }, degreesGrid(4, 2));
  const rows = [
    [7, 7, null, 7],
    [7, 7, null, null],
  ];

  it('takes the elements of a collection', async () => {
    expect(
      await clipped(collection([square(0, 0, 2)], [square(1, 1, 1)], [square(3, 1, 1)], [point(2.5, 0.5)])),
    ).toEqual(rows);
  });

  it('takes collections of geometries, overlapping ones too', async () => {
    const geometry = $call('GeometryConstructors.MultiGeometry', {
      geometries: [square(0, 0, 2), square(1, 1, 1), square(3, 1, 1), point(2.5, 0.5)],
    });
    expect(await clipped(geometry)).toEqual(rows);
  });

  it('takes features, and nothing but what has a geometry', async () => {
    const triangle = polygon([
      [0, 0],
      [4, 0],
      [4, 2],
    ]);
    expect(await clipped($call('Feature', { geometry: triangle }))).toEqual(await clipped(triangle));
    await expect(clipped('here')).rejects.toThrow("Image.clip, argument 'geometry': Invalid type.");
  });
});
