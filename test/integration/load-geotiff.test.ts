import { beforeAll, expect, it } from 'vitest';
import { storage } from '../../functions/shared/google/storage.ts';
import { parseCrs } from '../../functions/shared/raster/crs/crs.ts';
import { ApiClient } from '../../infra/local/api-client.ts';
import { type CogContent, writeCog } from '../cog-writer.ts';
import { writeGeoTiff } from '../geotiff-writer.ts';
import { call, constant, sharedTerrane } from './terrane.ts';

const PROJECT = 'geotiffs-in-place';
const BUCKET = 'test-geotiffs-in-place';
const SIZE = 300;

const terrane = sharedTerrane();
let api: ApiClient;

/** Two bands: the column plus a number, and 100; from 10° E 20° N on, a hundredth of a degree a pixel. */
async function store(name: string, number: number, more: Partial<CogContent> = {}): Promise<void> {
  const band = (value: (column: number) => number) => ({
    width: SIZE,
    height: SIZE,
    samples: Int16Array.from({ length: SIZE * SIZE }, (_, i) => value(i % SIZE)),
    mask: undefined,
  });
  const bytes = writeCog({
    bands: [band((column) => column + number), band(() => 100)],
    sampleType: 'int16',
    tileSize: 256,
    coding: { predictor: 1, strategy: 'quick' },
    affine: [0.01, 0, 10, 0, -0.01, 20],
    crs: parseCrs('EPSG:4326'),
    nodata: 5,
    bandNames: ['vis-red', 'vis-green'],
    method: 'sample',
    coarsest: 256,
    ...more,
  });
  await storage().bucket(BUCKET).file(name).save(Buffer.from(bytes), { resumable: false });
}

beforeAll(async () => {
  await storage().createBucket(BUCKET);
  api = new ApiClient(terrane.url, PROJECT);
});

async function compute(node: object): Promise<unknown> {
  const expression = { result: '0', values: { 0: node } };
  return (await api.post<{ result: unknown }>(`projects/${PROJECT}/value:compute`, { expression })).result;
}

const load = (name: string) => call('Image.loadGeoTIFF', { uri: constant(`gs://${BUCKET}/${name}`) });
const reduced = (image: object, reducer: string) =>
  compute(call('Image.reduceRegion', { image, reducer: call(`Reducer.${reducer}`, {}) }));

it('an image is read where it lies: bands, types, grid, missing values and place are the file’s', async () => {
  await store('image.tif', 0);
  const grid = { crs: 'EPSG:4326', dimensions: [SIZE, SIZE], crs_transform: [0.01, 0, 10, 0, -0.01, 20] };
  const type = { type: 'PixelType', precision: 'int', min: -32768, max: 32767 };
  expect(await compute(load('image.tif'))).toMatchObject({
    type: 'Image',
    bands: [
      { id: 'vis-red', data_type: type, ...grid },
      { id: 'vis-green', data_type: type, ...grid },
    ],
  });
  expect(await reduced(load('image.tif'), 'minMax')).toEqual({
    'vis-red_min': 0,
    'vis-red_max': 299,
    'vis-green_min': 100,
    'vis-green_max': 100,
  });
  expect(await reduced(load('image.tif'), 'count')).toEqual({
    'vis-red': SIZE * (SIZE - 1),
    'vis-green': SIZE * SIZE,
  });
  const { coordinates } = (await compute(call('Image.geometry', { feature: load('image.tif') }))) as {
    coordinates: [[number, number][]];
  };
  const [longitudes, latitudes] = [0, 1].map((axis) => coordinates[0].map((place) => place[axis]));
  expect([Math.min(...longitudes), Math.max(...longitudes)].map((x) => x.toFixed(6))).toEqual([
    '10.000000',
    '13.000000',
  ]);
  expect(Math.max(...latitudes)).toBeCloseTo(20, 6);
});

it('bands that the file does not name are B0, B1 …', async () => {
  await store('unnamed.tif', 0, { bandNames: ['', 'two words'] });
  await store('alike.tif', 0, { bandNames: ['same', 'same'] });
  for (const name of ['unnamed.tif', 'alike.tif']) {
    expect(await compute(call('Image.bandNames', { image: load(name) }))).toEqual(['B0', 'B1']);
  }
});

it('a collection may be made of files, with and without tiles', async () => {
  await store('first.tif', 1000);
  const samples = new Uint8Array(16).fill(7);
  const strips = writeGeoTiff({
    width: 4,
    height: 4,
    samples,
    place: [0.01, 10, 0.01, 20],
    keys: { 1024: 2, 2048: 4326 },
  });
  await storage().bucket(BUCKET).file('second.tif').save(Buffer.from(strips), { resumable: false });
  const images = { arrayValue: { values: [load('first.tif'), load('second.tif')] } };
  const renamed = call('ImageCollection.fromImages', { images });
  const first = call('Collection.map', {
    collection: renamed,
    baseAlgorithm: {
      functionDefinitionValue: { argumentNames: ['image'], body: 'body' },
    },
  });
  const body = call('Image.select', {
    input: { argumentReference: 'image' },
    bandSelectors: constant([0]),
    newNames: constant(['v']),
  });
  const expression = {
    result: '0',
    values: {
      body,
      0: call('Image.reduceRegion', {
        image: call('ImageCollection.mosaic', { collection: first }),
        reducer: call('Reducer.minMax', {}),
        geometry: call('Image.geometry', { feature: load('first.tif') }),
        scale: constant(1113.2),
      }),
    },
  };
  const { result } = await api.post<{ result: object }>(`projects/${PROJECT}/value:compute`, { expression });
  expect(result).toEqual({ v_min: 7, v_max: 1299 });
});

it('an image of a file that is overwritten is the new one, in a while', async () => {
  await store('changing.tif', 0);
  expect(await reduced(load('changing.tif'), 'max')).toMatchObject({ 'vis-red': 299 });
  await store('changing.tif', 500);
  const later = async () => {
    for (;;) {
      try {
        const found = await reduced(load('changing.tif'), 'max');
        if ((found as { 'vis-red': number })['vis-red'] !== 299) return found;
      } catch (error) {
        expect(String(error)).toContain('was overwritten or deleted while it was read');
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  expect(await later()).toMatchObject({ 'vis-red': 799 });
});

it.each([
  [`gs://${BUCKET}/missing.tif`, `Image.loadGeoTIFF: gs://${BUCKET}/missing.tif does not exist.`],
  [`gs://${BUCKET}/text.tif`, 'The file is not a TIFF'],
  [
    'https://example.org/image.tif',
    "Invalid source URI 'https://example.org/image.tif': gs://BUCKET/OBJECT is expected.",
  ],
  ['gs://bucket', "Invalid source URI 'gs://bucket'"],
])('%s is refused', async (uri, message) => {
  await storage().bucket(BUCKET).file('text.tif').save('no raster', { resumable: false });
  const loaded = call('Image.loadGeoTIFF', { uri: constant(uri) });
  await expect(compute(loaded)).rejects.toThrow(message);
});
