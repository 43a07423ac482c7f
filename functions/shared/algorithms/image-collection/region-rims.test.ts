import { describe, expect, it } from 'vitest';
import { evaluateLanguage } from '../../expression/language.testing.ts';
import type { Json } from '../../values/value.ts';
import { $call, exampleNode } from '../example.ts';

const lonLat = $call('Image.pixelLonLat', {});
const rectangle = (...coordinates: number[]) =>
  $call('GeometryConstructors.Rectangle', { coordinates, geodesic: false });
const polygon = (...ring: [number, number][]) =>
  $call('GeometryConstructors.Polygon', { coordinates: [ring], geodesic: false });
const in3857 = (...coordinates: number[]) =>
  $call('GeometryConstructors.Rectangle', { coordinates, crs: 'EPSG:3857', geodesic: false });

type Samples = { features: { properties: { longitude: number; latitude: number } }[] };
type Rows = [string, number, number, null, number | null, number | null][];

const evaluate = (name: string, args: { [name: string]: Json }) => evaluateLanguage(exampleNode(name, args));
/** A position as a text without the last digits. */
const at = (longitude: number, latitude: number) => `${longitude.toFixed(6)} ${latitude.toFixed(6)}`;

/** The centres of the pixels that each of the methods has of a region, in order. */
async function centres(image: Json, geometry: Json, projection: Json) {
  const rows = (await evaluate('ImageCollection.getRegion', {
    collection: $call('ImageCollection.fromImages', { images: [image] }),
    geometry,
    crs: projection,
  })) as Rows;
  const sampled = (await evaluate('Image.sample', { image, region: geometry, projection })) as Samples;
  const listed = (await evaluate('Image.reduceRegion', {
    image,
    reducer: $call('Reducer.toList', { tupleSize: 2, numOptional: 0 }),
    geometry,
    crs: projection,
  })) as { list?: [number, number][] };
  return {
    getRegion: rows
      .slice(1)
      .filter((row) => row[4] !== null)
      .map(([, , , , longitude, latitude]) => at(longitude as number, latitude as number))
      .sort(),
    sample: sampled.features.map(({ properties: { longitude, latitude } }) => at(longitude, latitude)).sort(),
    reduceRegion: (listed.list ?? []).map(([longitude, latitude]) => at(longitude, latitude)).sort(),
  };
}

const UP = $call('Projection', { crs: 'EPSG:4326', transform: [1, 0, 0, 0, 1, 0] });
const DOWN = $call('Projection', { crs: 'EPSG:4326', transform: [1, 0, 0, 0, -1, 0] });
const TENTHS = $call('Projection', { crs: 'EPSG:4326', transform: [0.1, 0, 0.05, 0, -0.1, 0.05] });
const METRES = $call('Projection', { crs: 'EPSG:3857', transform: [100_000, 0, 0, 0, -100_000, 0] });

/** Regions of which a rim goes through centres of pixels, and how many pixels each has. */
const REGIONS: [string, Json, Json, number][] = [
  ['a box from centre to centre', rectangle(0.5, 0.5, 3.5, 2.5), UP, 6],
  ['the same, rows downwards', rectangle(0.5, 0.5, 3.5, 2.5), DOWN, 6],
  ['a box of one pixel, from centre to centre', rectangle(0.5, 0.5, 1.5, 1.5), DOWN, 1],
  ['a triangle along a diagonal of centres', polygon([0, 0], [4, 4], [0, 4], [0, 0]), UP, 6],
  ['tenths of a degree', rectangle(0.1, 0.1, 0.4, 0.3), TENTHS, 6],
  ['metres', in3857(50_000, 50_000, 350_000, 250_000), METRES, 6],
  ['a box without width on centres', rectangle(0.5, 0.5, 0.5, 3.5), UP, 0],
  ['a point on a corner', $call('GeometryConstructors.Point', { coordinates: [1, 1] }), UP, 1],
  ['a point on a centre', $call('GeometryConstructors.Point', { coordinates: [1.5, 1.5] }), DOWN, 1],
  [
    'a line along a border',
    $call('GeometryConstructors.LineString', {
      coordinates: [
        [0, 1],
        [3, 1],
      ],
      geodesic: false,
    }),
    UP,
    3,
  ],
  ['pixels beside the 180th meridian', rectangle(178.5, 0, 181.5, 1), UP, 3],
];

describe.each(REGIONS)('%s', (_, geometry, projection, count) => {
  it('has the same pixels in getRegion, sample and reduceRegion', async () => {
    const { getRegion, sample, reduceRegion } = await centres(lonLat, geometry, projection);
    expect(getRegion).toEqual(sample);
    expect(reduceRegion).toEqual(sample);
    expect(sample).toHaveLength(count);
  });
});

it('neighbours that share a rim through centres have each pixel once', async () => {
  const parts = [rectangle(0, 0, 1.5, 3), rectangle(1.5, 0, 4, 1.5), rectangle(1.5, 1.5, 4, 3)];
  const all = (await Promise.all(parts.map((part) => centres(lonLat, part, DOWN)))).flatMap(
    ({ getRegion }) => getRegion,
  );
  expect(all).toHaveLength(12);
  expect(new Set(all).size).toBe(12);
});

it('painting takes the pixels that the region has, rims in metres', async () => {
  const geometry = in3857(50_000, 50_000, 350_000, 250_000);
  const collection = $call('Collection', { features: [$call('Feature', { geometry })] });
  const painted = $call('Image.paint', { image: 0, featureCollection: collection, color: 1 });
  const around = {
    reducer: $call('Reducer.sum', {}),
    geometry: in3857(-300_000, -300_000, 900_000, 900_000),
    crs: METRES,
  };
  expect(await evaluate('Image.reduceRegion', { image: painted, ...around })).toEqual({ constant: 6 });
});

describe('images whose own rim goes through centres', () => {
  it.each<[string, Json]>([
    ['rows up', UP],
    ['rows down', DOWN],
  ])('have the same pixels by all methods: %s', async (_, projection) => {
    const clipped = $call('Image.clip', { input: lonLat, geometry: rectangle(0.5, 0.5, 3.5, 2.5) });
    const { getRegion, sample, reduceRegion } = await centres(clipped, rectangle(0, 0, 5, 5), projection);
    expect(getRegion).toEqual(sample);
    expect(reduceRegion).toEqual(sample);
    expect(sample).toHaveLength(6);
  });

  it('have a row for each pixel within, masked or not', async () => {
    const masked = $call('Image.updateMask', {
      image: $call('Image.clip', { input: lonLat, geometry: rectangle(0.5, 0.5, 3.5, 2.5) }),
      mask: 0,
    });
    const rows = (await evaluate('ImageCollection.getRegion', {
      collection: $call('ImageCollection.fromImages', { images: [masked] }),
      geometry: rectangle(0, 0, 5, 5),
    })) as Rows;
    expect(rows.slice(1).map((row) => row.slice(4))).toEqual(Array.from({ length: 6 }, () => [null, null]));
  });
});
