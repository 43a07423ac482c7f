import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseAssetName } from '../../../functions/shared/catalog/names.ts';
import { findAsset } from '../../../functions/shared/catalog/store.ts';
import { copyAsset } from '../../../functions/shared/catalog/write.ts';
import { assetBucket, storage } from '../../../functions/shared/google/storage.ts';
import { deleteDiscarded } from '../../../functions/shared/tasks/discard.ts';
import { readTiff } from './read-tiff.ts';
import { type BatchServer, BUCKET, exportRequest, expression, invoke, square, startBatch } from './terrane.ts';

let server: BatchServer;
beforeAll(async () => {
  server = await startBatch();
});
afterAll(() => server.stop());

function toAsset(name: string, more: object = {}) {
  return { expression: square(300), assetExportOptions: { earthEngineDestination: { name, ...more } } };
}

async function rasters(): Promise<string[]> {
  return (await storage().bucket(assetBucket()).getFiles())[0].map(({ name }) => name);
}

test('an image becomes an asset, which images can be made of', async () => {
  const name = 'projects/demo-proj/assets/seven';
  const operation = await server.ended(await server.start('image:export', toAsset(name)));
  expect(operation).toMatchObject({ metadata: { state: 'SUCCEEDED', destinationUris: [name] } });
  const record = await findAsset(parseAssetName(name));
  const id = operation.name.slice(operation.name.lastIndexOf('/') + 1);
  expect(record).toMatchObject({
    name,
    parent: 'projects/demo-proj/assets',
    type: 'IMAGE',
    bands: [{ id: 'constant', grid: { crsCode: 'EPSG:4326', dimensions: { width: 300, height: 300 } } }],
    rasters: [{ bucket: assetBucket(), object: `assets/demo-proj/seven/${id}.tif`, dimensions: [300, 300] }],
  });
  expect(await rasters()).toEqual([`assets/demo-proj/seven/${id}.tif`]);
  const doubled = invoke('Image.add', {
    image1: invoke('Image.load', { id: name }),
    image2: invoke('Image.constant', { value: 3 }),
  });
  const copy = await server.ended(
    await server.start('image:export', exportRequest('ten', { expression: expression(doubled) })),
  );
  expect(copy.error).toBeUndefined();
  const tiff = await readTiff('ten.tif');
  expect(tiff.sizes).toEqual([[300, 300]]);
  expect(new Set((await tiff.block(0, 0, 0))?.[0])).toEqual(new Set([10]));
});

test('an asset is replaced only if that is asked for, and its raster goes once nobody can be reading it', async () => {
  const name = 'projects/demo-proj/assets/replaced';
  await server.ended(await server.start('image:export', toAsset(name)));
  const before = await findAsset(parseAssetName(name));
  const refused = await server.post('/v1/projects/demo-proj/image:export', toAsset(name));
  expect(refused.body.error).toMatchObject({ message: `Cannot overwrite asset '${name}'.` });
  expect(
    (await server.ended(await server.start('image:export', toAsset(name, { overwrite: true })))).error,
  ).toBeUndefined();
  const after = await findAsset(parseAssetName(name));
  expect(after?.rasters?.[0].object).not.toBe(before?.rasters?.[0].object);
  const [old, young] = [before, after].map((record) => record?.rasters?.[0].object);
  const files = await rasters();
  expect(files).toEqual(expect.arrayContaining([old, young]));
  await deleteDiscarded();
  expect(await rasters()).toEqual(files);
  await deleteDiscarded(Date.now() + 20 * 60_000);
  expect(await rasters()).toEqual(files.filter((object) => object !== old));
});

test('a raster that a copy has too stays', async () => {
  const name = parseAssetName('projects/demo-proj/assets/original');
  await server.ended(await server.start('image:export', toAsset(name.name)));
  const original = await findAsset(name);
  const copy = parseAssetName('projects/demo-proj/assets/copy');
  await copyAsset(name, copy, { overwrite: false, move: false });
  await server.ended(await server.start('image:export', toAsset(name.name, { overwrite: true })));
  await deleteDiscarded(Date.now() + 20 * 60_000);
  expect(await rasters()).toContain(original?.rasters?.[0].object);
});

test('of two exports to one new asset one wins', async () => {
  const name = 'projects/demo-proj/assets/contested';
  const names = await Promise.all([
    server.start('image:export', toAsset(name)),
    server.start('image:export', toAsset(name)),
  ]);
  const operations = await Promise.all(names.map((one) => server.ended(one)));
  const failed = operations.filter(({ error }) => error);
  expect(failed.map(({ error }) => error)).toEqual([{ code: 6, message: `Cannot overwrite asset '${name}'.` }]);
  const [kept] = (await findAsset(parseAssetName(name)))?.rasters ?? [];
  expect((await rasters()).filter((object) => object.includes('/contested'))).toEqual([kept.object]);
});

test('a folder that does not exist is told of', async () => {
  const reply = await server.post('/v1/projects/demo-proj/image:export', toAsset('projects/demo-proj/assets/a/b'));
  expect(reply.status).toBe(404);
  expect(reply.body.error?.message).toContain("'projects/demo-proj/assets/a'");
});

test('a file is imported', async () => {
  await server.ended(await server.start('image:export', exportRequest('source', { expression: square(40, [1, 2]) })));
  const name = 'projects/demo-proj/assets/imported';
  const imageManifest = {
    name,
    tilesets: [{ id: 't', sources: [{ uris: [`gs://${BUCKET}/source.tif`] }] }],
    bands: [{ id: 'second', tilesetId: 't', tilesetBandIndex: 1 }],
    properties: { place: 'here', number: 3 },
    startTime: '2020-01-02T00:00:00Z',
  };
  const operation = await server.ended(await server.start('image:import', { imageManifest, requestId: 'import-1' }));
  expect(operation).toMatchObject({
    metadata: { state: 'SUCCEEDED', type: 'INGEST_IMAGE' },
    response: { '@type': 'type.googleapis.com/google.earthengine.v1.ImportImageResponse' },
  });
  expect(await findAsset(parseAssetName(name))).toMatchObject({
    bands: [{ id: 'second' }],
    properties: { place: 'here', number: 3 },
    startTime: '2020-01-02T00:00:00.000Z',
  });
});

test.each([
  [400, { imageManifest: null }, 'imageManifest'],
  [400, { imageManifest: { name: 'projects/demo-proj/assets/x' } }, 'tilesets'],
  [400, { imageManifest: { tilesets: [] } }, 'does not name the asset'],
  [400, { mode: 'VIRTUAL' }, 'VIRTUAL'],
])('an import is refused: %i', async (status, body, message) => {
  const reply = await server.post('/v1/projects/demo-proj/image:import', body);
  expect(reply.status).toBe(status);
  expect(reply.body.error?.message).toContain(message);
});
