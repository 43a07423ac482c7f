import { hash } from 'node:crypto';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AssetRecord } from '../../../functions/shared/catalog/asset.ts';
import { imageOfAsset } from '../../../functions/shared/catalog/image-asset.ts';
import { parseAssetName } from '../../../functions/shared/catalog/names.ts';
import { findAsset } from '../../../functions/shared/catalog/store.ts';
import { RasterCache } from '../../../functions/shared/google/raster-cache.ts';
import { assetBucket, storage } from '../../../functions/shared/google/storage.ts';
import { parseCrs } from '../../../functions/shared/raster/crs/crs.ts';
import { computeBands } from '../../../functions/shared/raster/pixels/compute.ts';
import { contentOf } from '../../../functions/shared/tasks/contents/contents.ts';
import { readOperation } from '../../../functions/shared/tasks/documents.ts';
import { lease, submission } from '../../../functions/shared/tasks/tasks.testing.ts';
import { admit } from '../../../functions/shared/tasks/transitions/admit.ts';
import { completePlan } from '../../../functions/shared/tasks/transitions/complete-plan.ts';
import { submit } from '../../../functions/shared/tasks/transitions/submit.ts';
import { wakeStep } from '../../../functions/shared/tasks/wake/wake.ts';
import { makeScene } from '../../bench/scene.ts';
import { type CogContent, writeCog } from '../../cog-writer.ts';
import { type BatchServer, BUCKET, exportRequest, PROJECT, square, startBatch } from './terrane.ts';

const ROOT = `projects/${PROJECT}/assets`;

let server: BatchServer;
beforeAll(async () => {
  server = await startBatch([
    // What a copy answers gets lost: the client asks again, and the copy is there.
    { service: 'storage', method: /^objects\.rewrite$/, fault: { kind: 'drop' }, times: 1 },
  ]);
  await store('scene.tif', SCENE);
});
afterAll(() => server.stop());

function store(name: string, bytes: Uint8Array): Promise<void> {
  return storage().bucket(BUCKET).file(name).save(Buffer.from(bytes), { resumable: false });
}

function tileset(id: string, uri: string, more: object = {}) {
  return { id, sources: [{ uris: [`gs://${BUCKET}/${uri}`] }], ...more };
}

/** Imports an image, whose operation must succeed; its record. */
async function imported(id: string, manifest: object): Promise<AssetRecord> {
  const name = `${ROOT}/${id}`;
  const operation = await server.ended(await server.start('image:import', { imageManifest: { name, ...manifest } }));
  expect(operation.error).toBeUndefined();
  return (await findAsset(parseAssetName(name))) as AssetRecord;
}

/** What clients are told of an asset, but for its name, its size, and when it was changed. */
function shown({ bands, properties, geometry, startTime, endTime, type }: AssetRecord) {
  return { bands, properties, geometry, startTime, endTime, type };
}

async function checksum(bucket: string, object: string): Promise<string | undefined> {
  return (await storage().bucket(bucket).file(object).getMetadata())[0].crc32c;
}

/** Whether an asset's file is the same as one that was imported. */
async function isCopy({ rasters = [] }: AssetRecord, uri: string): Promise<boolean> {
  const found = await Promise.all(rasters.map(({ bucket, object }) => checksum(bucket, object)));
  const original = await checksum(BUCKET, uri);
  return found.length > 0 && found.every((one) => one === original);
}

/** The bytes that Cloud Storage sends of an object, with their headers, while something is done. */
async function bytesReadOf(object: string, work: () => Promise<unknown>): Promise<number> {
  const sentBefore = new WeakMap<ServerResponse, number>();
  let bytes = 0;
  const onStart = (message: unknown) => {
    const { request, response, socket } = message as Exchange;
    const isOfObject = request.method === 'GET' && request.url?.includes(`/o/${encodeURIComponent(object)}?`);
    if (isOfObject) sentBefore.set(response, socket.bytesWritten);
  };
  const onEnd = (message: unknown) => {
    const { response, socket } = message as Exchange;
    bytes += socket.bytesWritten - (sentBefore.get(response) ?? socket.bytesWritten);
  };
  subscribe('http.server.request.start', onStart);
  subscribe('http.server.response.finish', onEnd);
  try {
    await work();
  } finally {
    unsubscribe('http.server.request.start', onStart);
    unsubscribe('http.server.response.finish', onEnd);
  }
  return bytes;
}

/** What Node.js tells of a request to one of its servers. */
interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly socket: Socket;
}

/** All bands of an asset on its first band's grid, at a fraction of its size. */
function pixels(record: AssetRecord, scale = 1) {
  const image = imageOfAsset(record, record.name);
  const [{ projection, dimensions = [0, 0] }] = image.bands;
  const [a, b, c, d, e, f] = projection.transform;
  const grid = {
    crs: projection.crs,
    transform: [a * scale, b * scale, c, d * scale, e * scale, f] as const,
    width: Math.ceil(dimensions[0] / scale),
    height: Math.ceil(dimensions[1] / scale),
  };
  const signal = { throwIfAborted: () => undefined };
  return computeBands(image.bands, grid, { signal, rasters: new RasterCache(2 ** 28), claim: () => () => undefined });
}

/** A digest for each band of its values where they are valid, and of where that is. */
async function validPixels(record: AssetRecord, scale?: number) {
  return (await pixels(record, scale)).map(({ values, mask }) => {
    const valid = new Float64Array(values.length).fill(Number.NaN);
    for (let i = 0; i < values.length; i++) if (mask === undefined || mask[i]) valid[i] = values[i];
    return hash('sha1', valid);
  });
}

const SCENE = makeScene(1_100, 3);

test('a scene with tiles and overviews becomes an asset as it is; only its header is read', async () => {
  const imageManifest = { name: `${ROOT}/large`, tilesets: [tileset('t', 'scene.tif')] };
  const read = await bytesReadOf('scene.tif', async () => {
    const operation = await server.ended(await server.start('image:import', { imageManifest }));
    expect(operation).toMatchObject({ metadata: { state: 'SUCCEEDED', type: 'INGEST_IMAGE', progress: 1 } });
    expect(operation.metadata.stages?.[0]).toMatchObject({ completeWorkUnits: 1, totalWorkUnits: '1' });
  });
  // Its header is in the first 16 KB.
  expect(read).toBeGreaterThan(16_384);
  expect(read).toBeLessThan(50_000);
  const record = (await findAsset(parseAssetName(imageManifest.name))) as AssetRecord;
  expect(await isCopy(record, 'scene.tif')).toBe(true);
  const size = SCENE.length;
  expect(record).toMatchObject({ sizeBytes: size, rasters: [{ bucket: assetBucket(), size }] });
});

describe('an adopted scene', () => {
  let adopted: AssetRecord;
  beforeAll(async () => {
    adopted = await imported('scene', { tilesets: [tileset('t', 'scene.tif')] });
    expect(await isCopy(adopted, 'scene.tif')).toBe(true);
  });

  test('is the same as one that is converted, but for its size', async () => {
    // The file does not say by which policy its overviews were made.
    const converted = await imported('converted', { tilesets: [tileset('t', 'scene.tif')], pyramidingPolicy: 'MEAN' });
    expect(await isCopy(converted, 'scene.tif')).toBe(false);
    expect(shown(adopted)).toEqual(shown(converted));
    for (const scale of [1, 2, 4]) {
      expect(await validPixels(adopted, scale), `1 : ${scale}`).toEqual(await validPixels(converted, scale));
    }
  });

  test('may have some of the file’s bands, under other names, in another order', async () => {
    const record = await imported('some-bands', {
      tilesets: [tileset('t', 'scene.tif')],
      bands: [
        { id: 'red', tilesetId: 't', tilesetBandIndex: 2 },
        { id: 'blue', tilesetId: 't', tilesetBandIndex: 0 },
      ],
    });
    expect(await isCopy(record, 'scene.tif')).toBe(true);
    expect(record.bands?.map(({ id }) => id)).toEqual(['red', 'blue']);
    const [blue, , red] = await validPixels(adopted, 2);
    expect(await validPixels(record, 2)).toEqual([red, blue]);
  });
});

/** A file of two bands with holes. */
function holey(more: Partial<CogContent> = {}): Uint8Array {
  const size = 600;
  const bands = [1, 2].map((band) => {
    const samples = new Int16Array(size * size).map((_, i) => (i % 7 === 0 ? -9 : (i * band) % 1000));
    return {
      width: size,
      height: size,
      samples,
      mask: new Uint8Array(size * size).map((_, i) => (i % 7 === 0 ? 0 : 1)),
    };
  });
  return writeCog({
    bands,
    sampleType: 'int16',
    tileSize: 256,
    coding: { predictor: 2, strategy: 'quick' },
    affine: [0.001, 0, 10, 0, -0.001, 20],
    crs: parseCrs('EPSG:4326'),
    nodata: -9,
    bandNames: ['one', 'two'],
    method: 'sample',
    coarsest: 256,
    overviewResampling: 'NEAREST',
    ...more,
  });
}

test('an exported file says how its overviews were made, so that it is adopted with that policy', async () => {
  const request = exportRequest('exported', { expression: square(300) });
  Object.assign(request.fileExportOptions, { geoTiffOptions: { cloudOptimized: true } });
  expect((await server.ended(await server.start('image:export', request))).error).toBeUndefined();
  const affineTransform = { scaleX: 0.1, scaleY: -0.1, translateX: 0, translateY: 30 };
  const tilesets = [{ sources: [{ uris: [`gs://${BUCKET}/exported.tif`], affineTransform }] }];
  const adopted = await imported('mean', { tilesets, pyramidingPolicy: 'MEAN' });
  expect(await isCopy(adopted, 'exported.tif')).toBe(true);
  const converted = await imported('max', { tilesets, pyramidingPolicy: 'MAX' });
  expect(await isCopy(converted, 'exported.tif')).toBe(false);
  expect([adopted, converted].map(({ bands }) => bands?.[0].pyramidingPolicy)).toEqual(['MEAN', 'MAX']);
});

describe('what a manifest says beside the file', () => {
  beforeAll(async () => {
    await store('holey.tif', holey());
    await store('other.tif', holey({ affine: [0.002, 0, 10, 0, -0.002, 20] }));
  });

  test('is recorded: missing values of each band, place, footprint, properties', async () => {
    const manifest = {
      tilesets: [
        {
          id: 't',
          crs: 'EPSG:32631',
          sources: [
            {
              uris: [`gs://${BUCKET}/holey.tif`],
              affineTransform: { scaleX: 10, scaleY: -10, translateX: 500_000, translateY: 1_000_000 },
            },
          ],
        },
      ],
      bands: [
        { id: 'a', tilesetId: 't', missingData: { values: [3, 4] } },
        { id: 'b', tilesetId: 't', tilesetBandIndex: 1 },
      ],
      footprint: {
        points: [
          { x: 0, y: 0 },
          { x: 9, y: 0 },
          { x: 9, y: 9 },
          { x: 0, y: 0 },
        ],
        bandId: 'a',
      },
      properties: { place: 'here' },
      startTime: '2020-01-02T00:00:00Z',
    };
    const adopted = await imported('beside', manifest);
    expect(await isCopy(adopted, 'holey.tif')).toBe(true);
    expect(adopted.rasters?.map(({ missing }) => missing)).toEqual([[3, 4], [-9]]);
    expect(new Set(adopted.files).size).toBe(1);
    // A type that is asked for is a conversion, also to one that holds all values.
    const tilesets = manifest.tilesets.map((one) => ({ ...one, dataType: 'INT32' }));
    const converted = await imported('beside-converted', { ...manifest, tilesets, pyramidingPolicy: 'SAMPLE' });
    expect(await isCopy(converted, 'holey.tif')).toBe(false);
    const withoutType = (record: AssetRecord) => ({
      ...shown(record),
      bands: record.bands?.map(({ dataType, ...band }) => band),
    });
    expect(withoutType(adopted)).toEqual(withoutType(converted));
    expect(await validPixels(adopted)).toEqual(await validPixels(converted));
    expect(await validPixels(adopted, 2)).toEqual(await validPixels(converted, 2));
  });

  test('decides for each tileset whether it is converted', async () => {
    const record = await imported('mixed', {
      tilesets: [tileset('t', 'holey.tif', { dataType: 'FLOAT' }), tileset('u', 'other.tif')],
      bands: [
        { id: 'kept', tilesetId: 'u', tilesetBandIndex: 1 },
        { id: 'cast', tilesetId: 't', tilesetBandIndex: 0 },
      ],
    });
    expect(record.bandSources).toEqual([
      { raster: 1, band: 1 },
      { raster: 0, band: 0 },
    ]);
    expect(record.bands?.map(({ dataType }) => dataType.precision)).toEqual(['INT', 'FLOAT']);
    expect(record.rasters?.map(({ sampleType }) => sampleType)).toEqual(['float32', 'int16']);
    const [, copy] = record.rasters ?? [];
    expect(await checksum(copy.bucket, copy.object)).toBe(await checksum(BUCKET, 'other.tif'));
    const sizes = (await Promise.all([pixels({ ...record, bands: record.bands?.slice(0, 1) }), pixels(record, 2)])).map(
      ([{ values }]) => values.length,
    );
    expect(sizes).toEqual([360_000, 90_000]);
  });

  test('of two imports to one new asset one wins, and nothing is left of the other', async () => {
    const name = `${ROOT}/contested`;
    const imageManifest = {
      name,
      tilesets: [tileset('t', 'holey.tif'), tileset('u', 'other.tif')],
      bands: ['t', 'u'].map((tilesetId) => ({ id: tilesetId, tilesetId })),
    };
    const names = await Promise.all([1, 2].map(() => server.start('image:import', { imageManifest })));
    const operations = await Promise.all(names.map((one) => server.ended(one)));
    expect(operations.flatMap(({ error }) => (error ? [error.code] : []))).toEqual([6]);
    const { rasters = [] } = (await findAsset(parseAssetName(name))) as AssetRecord;
    const [left] = await storage()
      .bucket(assetBucket())
      .getFiles({ prefix: `assets/${PROJECT}/contested` });
    expect(left.map((file) => file.name).sort()).toEqual(rasters.map(({ object }) => object).sort());
    expect(left).toHaveLength(2);
  });
});

test('a file is imported as it is now, though it was another one a moment ago', async () => {
  await store('rewritten.tif', holey());
  const before = await imported('rewritten', { tilesets: [tileset('t', 'rewritten.tif')] });
  await store('rewritten.tif', holey({ bandNames: ['other', 'names'] }));
  const after = await imported('rewritten-again', { tilesets: [tileset('t', 'rewritten.tif')] });
  expect([await isCopy(before, 'rewritten.tif'), await isCopy(after, 'rewritten.tif')]).toEqual([false, true]);
});

/** An import of a file that has been planned, whose copy waits until it is woken. */
async function planned(id: string, uri: string) {
  const name = `${ROOT}/${id}`;
  const { id: operationId } = await submit(
    submission(PROJECT, {
      kind: 'import',
      request: { text: JSON.stringify({ name, tilesets: [tileset('t', uri)] }) },
      options: JSON.stringify({ target: 'asset', maxPixels: 1e8, tileSize: 256, cloudOptimized: true }),
      destination: { kind: 'asset', asset: name, overwrite: false, extension: 'tif' },
    }),
    undefined,
  );
  const operation = (await admit(PROJECT, 'import')).find((one) => one.id === operationId);
  if (!operation) throw new Error('It got no slot.');
  const { pins, ...plan } = await contentOf(operation).plan(operation, new AbortController().signal);
  await completePlan(await lease(operationId, 'plan'), { ...plan, pins: { text: pins } }, 64);
  return { id: operationId, name: `projects/${PROJECT}/operations/${operationId}` };
}

/** What there is of an asset's files, and of what was to become them. */
async function filesOf(id: string): Promise<string[]> {
  const [files] = await storage()
    .bucket(assetBucket())
    .getFiles({ prefix: `assets/${PROJECT}/${id}` });
  return files.map(({ name }) => name);
}

test('a source that is overwritten between plan and copy fails the import, and says so', async () => {
  await store('changing.tif', holey());
  const operation = await planned('overwritten', 'changing.tif');
  await store('changing.tif', holey({ nodata: undefined }));
  await wakeStep({ ...operation, kind: 'import' }, 0, 'test');
  expect((await server.ended(operation.name)).error).toEqual({
    code: 9,
    message: `gs://${BUCKET}/changing.tif was overwritten or deleted while it was read. Start again to read it as it is now.`,
  });
  expect(await filesOf('overwritten')).toEqual([]);
});

test('a copy whose worker was killed before it was recorded is taken by the next one', async () => {
  await store('killed.tif', holey());
  const { id, name } = await planned('killed', 'killed.tif');
  const operation = await readOperation(id);
  if (!operation) throw new Error('It is gone.');
  const work = { chunk: 0, signal: new AbortController().signal };
  const first = await contentOf(operation).chunk(operation, work);
  expect(await filesOf('killed')).toHaveLength(1);
  expect(await contentOf(operation).chunk(operation, work)).toBe(first);
  await wakeStep({ id, kind: 'import' }, 0, 'test');
  expect((await server.ended(name)).error).toBeUndefined();
  const record = (await findAsset(parseAssetName(`${ROOT}/killed`))) as AssetRecord;
  expect(await filesOf('killed')).toEqual(record.rasters?.map(({ object }) => object));
  expect(await isCopy(record, 'killed.tif')).toBe(true);
});

test('an import that is cancelled before its copy is recorded leaves nothing behind', async () => {
  await store('cancelled.tif', holey());
  const { id, name } = await planned('cancelled', 'cancelled.tif');
  const operation = await readOperation(id);
  if (!operation) throw new Error('It is gone.');
  const work = { chunk: 0, signal: new AbortController().signal };
  await contentOf(operation).chunk(operation, work);
  expect(await filesOf('cancelled')).toHaveLength(1);
  await server.post(`/v1/${name}:cancel`, {});
  expect((await server.ended(name)).metadata.state).toBe('CANCELLED');
  expect(await filesOf('cancelled')).toEqual([]);
  expect(await findAsset(parseAssetName(`${ROOT}/cancelled`))).toBeUndefined();
});
