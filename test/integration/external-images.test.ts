import { beforeAll, describe, expect, it } from 'vitest';
import type { AssetRecord } from '../../functions/shared/catalog/asset.ts';
import { filesOf } from '../../functions/shared/catalog/files.ts';
import { parseAssetName } from '../../functions/shared/catalog/names.ts';
import { findAsset } from '../../functions/shared/catalog/store.ts';
import { storage } from '../../functions/shared/google/storage.ts';
import { parseCrs } from '../../functions/shared/raster/crs/crs.ts';
import { ApiClient } from '../../infra/local/api-client.ts';
import { writeCog } from '../cog-writer.ts';
import { writeGeoTiff } from '../geotiff-writer.ts';
import { call, constant, sharedTerrane } from './terrane.ts';

const PROJECT = 'external-images';
const ROOT = `projects/${PROJECT}/assets`;
const BUCKET = 'test-external-images';

const terrane = sharedTerrane();
let api: ApiClient;

/** Bands that have one value each, of some pixels a side. */
async function store(
  name: string,
  size: number,
  values: readonly number[],
  names = values.map(() => ''),
): Promise<void> {
  const bytes = writeCog({
    bands: values.map((value) => ({
      width: size,
      height: size,
      samples: new Uint8Array(size * size).fill(value),
      mask: undefined,
    })),
    sampleType: 'uint8',
    tileSize: 256,
    coding: { predictor: 1, strategy: 'quick' },
    affine: [3 / size, 0, 10, 0, -3 / size, 20],
    crs: parseCrs('EPSG:4326'),
    nodata: undefined,
    bandNames: names,
    method: 'mean',
    coarsest: 256,
  });
  await storage().bucket(BUCKET).file(name).save(Buffer.from(bytes), { resumable: false });
}

beforeAll(async () => {
  await storage().createBucket(BUCKET);
  api = new ApiClient(terrane.url, PROJECT);
  await store('one.tif', 300, [1, 2], ['red', 'green']);
  await store('two.tif', 600, [3]);
  const strips = writeGeoTiff({
    width: 4,
    height: 4,
    samples: new Uint8Array(16),
    place: [1, 0, 1, 0],
    keys: { 1024: 2, 2048: 4326 },
  });
  await storage().bucket(BUCKET).file('strips.tif').save(Buffer.from(strips), { resumable: false });
});

async function compute(node: object): Promise<unknown> {
  const expression = { result: '0', values: { 0: node } };
  return (await api.post<{ result: unknown }>(`projects/${PROJECT}/value:compute`, { expression })).result;
}

const maximum = (id: string) =>
  compute(
    call('Image.reduceRegion', {
      image: call('Image.load', { id: constant(`${ROOT}/${id}`) }),
      reducer: call('Reducer.max', {}),
    }),
  );

const uri = (name: string) => `gs://${BUCKET}/${name}`;
const create = (id: string, asset: object) =>
  api.post<{ name: string }>(`projects/${PROJECT}/assets?assetId=${id}`, { type: 'IMAGE', ...asset });
const importExternal = (id: string, manifest: object, more: object = {}) =>
  api.post<{ name: string }>(`projects/${PROJECT}/image:importExternal`, {
    imageManifest: { name: `${ROOT}/${id}`, ...manifest },
    ...more,
  });

describe('an asset of a file that stays where it is', () => {
  it('is made by assets.create, with the names that the file has, and is read as other assets are', async () => {
    const asset = await create('created', {
      cloudStorageLocation: { uris: [uri('one.tif')] },
      properties: { place: 'here' },
      startTime: '2020-01-02T00:00:00Z',
    });
    expect(asset).toMatchObject({
      name: `${ROOT}/created`,
      type: 'IMAGE',
      bands: [
        { id: 'red', dataType: { precision: 'INT' }, grid: { dimensions: { width: 300, height: 300 } } },
        { id: 'green' },
      ],
      properties: { place: 'here' },
      startTime: '2020-01-02T00:00:00.000Z',
      cloudStorageLocation: { uris: [uri('one.tif')] },
    });
    // It takes no room of the project's.
    expect(asset).not.toHaveProperty('sizeBytes');
    expect(await maximum('created')).toEqual({ red: 1, green: 2 });
    const first = await api.find(`${ROOT}/created`);
    expect(first).toEqual(asset);
  });

  it('is made by importExternal, of several files and some of their bands', async () => {
    const tilesets = ['one', 'two'].map((id) => ({ id, sources: [{ uris: [uri(`${id}.tif`)] }] }));
    const bands = [
      { id: 'fine', tilesetId: 'two' },
      { id: 'coarse', tilesetId: 'one', tilesetBandIndex: 1 },
    ];
    expect(await importExternal('imported', { tilesets, bands })).toEqual({ name: `${ROOT}/imported` });
    expect(await maximum('imported')).toEqual({ fine: 3, coarse: 2 });
    expect(await api.find(`${ROOT}/imported`)).toMatchObject({
      cloudStorageLocation: { uris: [uri('two.tif'), uri('one.tif')] },
    });
    await expect(importExternal('imported', { tilesets })).rejects.toThrow('Cannot overwrite asset');
    await importExternal('imported', { tilesets }, { overwrite: true });
    // Assets that are replaced show within two seconds.
    await expect.poll(() => maximum('imported'), { timeout: 5_000 }).toEqual({ red: 1, green: 2, B2: 3 });
  });

  it('goes without its file', async () => {
    await store('kept.tif', 300, [9]);
    await create('going', { cloudStorageLocation: { uris: [uri('kept.tif')] } });
    const record = (await findAsset(parseAssetName(`${ROOT}/going`))) as AssetRecord;
    expect(record.rasters).toMatchObject([{ bucket: BUCKET, object: 'kept.tif' }]);
    // Whoever deletes files that no asset has looks at these.
    expect([record.files, filesOf(record)]).toEqual([[], []]);
    await api.post(`${ROOT}/going:move`, { destinationName: `${ROOT}/moved` });
    expect(await maximum('moved')).toEqual({ B0: 9 });
  });

  it('is of the state that the file had: there is none of another one', async () => {
    await store('changing.tif', 300, [4]);
    await create('changing', { cloudStorageLocation: { uris: [uri('changing.tif')] } });
    await store('changing.tif', 300, [5]);
    await expect(maximum('changing')).rejects.toThrow(`${uri('changing.tif')} was overwritten or deleted`);
    await importExternal('changing-again', { tilesets: [{ sources: [{ uris: [uri('changing.tif')] }] }] });
    expect(await maximum('changing-again')).toEqual({ B0: 5 });
  });
});

it.each([
  [{ uris: [] }, 'exactly one URI is expected. Got 0'],
  [{ uris: [uri('one.tif'), uri('two.tif')] }, 'exactly one URI is expected. Got 2'],
  [{ uris: [uri('missing.tif')] }, `${uri('missing.tif')} does not exist.`],
  [{ uris: ['https://example.org/one.tif'] }, "Invalid source URI 'https://example.org/one.tif'"],
  [{ uris: [uri('strips.tif')] }, "The file of band 'B0' cannot be read where it lies"],
])('assets.create refuses %j', async (cloudStorageLocation, message) => {
  await expect(create('refused', { cloudStorageLocation })).rejects.toThrow(message);
});

it('only images have files', async () => {
  const cloudStorageLocation = { uris: [uri('one.tif')] };
  await expect(create('refused', { type: 'FOLDER', cloudStorageLocation })).rejects.toThrow('only images have one');
});

it.each([
  [{}, {}, 'at least one is required'],
  [{ tilesets: [{ dataType: 'DOUBLE', sources: [{ uris: [uri('one.tif')] }] }] }, {}, "The file of band 'red'"],
  [
    { tilesets: [{ sources: [{ uris: [uri('one.tif')] }] }] },
    { useLatestObjectVersion: true },
    "'useLatestObjectVersion' is not supported",
  ],
])('importExternal refuses %j %j', async (manifest, more, message) => {
  await expect(importExternal('refused', manifest, more)).rejects.toThrow(message);
});
