import { describe, expect, it } from 'vitest';
import { languageContext } from '../../expression/language.testing.ts';
import type { Box } from '../../geometry/bounds.ts';
import { Geometry, type Position } from '../../geometry/geometry.ts';
import type { Grid } from '../../raster/grid.ts';
import type { Image } from '../../raster/image.ts';
import { computeBands } from '../../raster/pixels/compute.ts';
import { mapTileGrid } from '../../raster/request-grid.ts';
import type { Value } from '../../values/value.ts';
import { Collection } from '../collection/collection.ts';
import { cursorOf } from '../collection/cursor.ts';
import { Feature } from '../collection/feature.ts';
import { REGISTRY } from '../registry.ts';
import { layerOf } from './feature-layer.ts';

const places: Position[] = Array.from({ length: 400 }, (_, i) => [
  ((i * 137) % 360) - 180 + (i % 7) / 10,
  ((i * 61) % 160) - 80,
]);
const features = places.map(
  (coordinates, i) => new Feature(new Geometry({ type: 'Point', coordinates }), new Map([['a', i]]), String(i)),
);

/** A collection with an index that says how it was asked, and how many passes there were over all elements. */
function indexed() {
  const asked: (readonly Box[])[] = [];
  let passes = 0;
  const collection = new Collection(
    'FeatureCollection',
    () => {
      passes++;
      return cursorOf(features);
    },
    {
      near: (boxes) => {
        asked.push(boxes);
        const inside = ([x, y]: Position) => boxes.some(([w, s, e, n]) => x >= w && x <= e && y >= s && y <= n);
        return cursorOf(features.filter((_, i) => inside(places[i])));
      },
    },
  );
  return { collection, asked, passes: () => passes };
}

function plain() {
  let passes = 0;
  const collection = new Collection('FeatureCollection', () => {
    passes++;
    return cursorOf(features);
  });
  return { collection, passes: () => passes };
}

const run = async (name: string, args: Record<string, Value>) =>
  (await REGISTRY.get(name)?.invoke(new Map(Object.entries(args)), { ...languageContext })) as Image;
/** Some of the pixels, without the last digits, which depend on the order in which features are found. */
async function pixels(image: Image, grid: Grid): Promise<number[][]> {
  const tiles = await computeBands(image.bands, grid, languageContext.pixels);
  const some = (numbers: ArrayLike<number>) =>
    Array.from(numbers).flatMap((value, i) => (i % 7 === 0 ? [Number(value.toPrecision(9))] : []));
  return tiles.flatMap(({ values, mask }) => [some(values), some(mask ?? [])]);
}

const CALLS: [string, (collection: Collection) => Promise<Image>][] = [
  ['draw', (collection) => run('Collection.draw', { collection, color: 'red' })],
  ['style', (collection) => run('Collection.style', { collection, styleProperty: 'b' })],
  ['distance', (features) => run('Collection.distance', { features, searchRadius: 300_000 })],
  [
    'inverseDistance',
    (collection) =>
      run('FeatureCollection.inverseDistance', { collection, range: 9e5, propertyName: 'a', mean: 0, stdDev: 1 }),
  ],
];
const TILES = [mapTileGrid(3, 0, 3), mapTileGrid(4, 15, 2), mapTileGrid(3, 4, 4)];

describe('a collection with an index', () => {
  it.each(CALLS)('looks the same: %s', async (_, call) => {
    const { collection, asked, passes } = indexed();
    for (const grid of TILES) {
      expect(await pixels(await call(collection), grid)).toEqual(await pixels(await call(plain().collection), grid));
    }
    expect(asked.length).toBe(TILES.length);
    expect(passes()).toBe(0);
  });

  it('is asked for what is on a tile and a little around it', async () => {
    const { collection, asked } = indexed();
    await pixels(await run('Collection.draw', { collection, color: 'red' }), mapTileGrid(5, 16, 15));
    const [, [west, south, east, north]] = asked[0];
    // Five pixels of 11.25 / 256 degrees, and less than half a degree for what else is uncertain.
    for (const [bound, edge] of [
      [west, -0.25],
      [south, -0.25],
      [east, 11.5],
      [north, 11.5],
    ]) {
      expect(Math.abs(bound - edge)).toBeLessThan(0.3);
    }
  });

  it('is read once more for the range of a colour', async () => {
    const { collection, passes } = indexed();
    const image = await run('Image.paint', { image: 0, featureCollection: collection, color: 'a' });
    expect([image.bands[0].type.max, passes()]).toEqual([399, 1]);
  });
});

describe('a collection without an index', () => {
  it('is read once for all tiles and all that is drawn of it', async () => {
    const { collection, passes } = plain();
    const context = { ...languageContext };
    expect(layerOf(collection, context)).toBe(layerOf(collection, context));
    const args = new Map<string, Value>([
      ['image', 0],
      ['featureCollection', collection],
      ['color', 'a'],
    ]);
    const filled = (await REGISTRY.get('Image.paint')?.invoke(args, context)) as Image;
    const outlined = (await REGISTRY.get('Image.paint')?.invoke(new Map(args).set('width', 2), context)) as Image;
    for (const grid of TILES) await pixels(filled.withBands([...filled.bands, ...outlined.bands]), grid);
    expect(passes()).toBe(1);
  });

  it('is not read before a pixel is asked for', async () => {
    const { collection, passes } = plain();
    await run('Collection.draw', { collection, color: 'red' });
    expect(passes()).toBe(0);
  });

  it('is not shared between requests', () => {
    const { collection } = plain();
    expect(layerOf(collection, { ...languageContext })).not.toBe(layerOf(collection, { ...languageContext }));
  });
});

it('features count against the memory of a request', async () => {
  const [first] = features;
  let left = 1_000_000;
  const endless = new Collection('FeatureCollection', () => ({ next: () => (left-- > 0 ? first : undefined) }));
  let claimed = 0;
  const claim = (bytes: number) => {
    claimed += bytes;
    if (claimed > 10_000_000) throw new Error('memory');
    return () => {
      claimed -= bytes;
    };
  };
  const context = { ...languageContext, pixels: { ...languageContext.pixels, claim } };
  const args = new Map<string, Value>([
    ['collection', endless],
    ['color', 'red'],
  ]);
  const image = (await REGISTRY.get('Collection.draw')?.invoke(args, context)) as Image;
  await expect(computeBands(image.bands, TILES[0], context.pixels)).rejects.toThrow('memory');
  expect(left).toBeGreaterThan(900_000);
});
