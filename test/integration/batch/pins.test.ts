import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseAssetName } from '../../../functions/shared/catalog/names.ts';
import { deleteAsset } from '../../../functions/shared/catalog/write.ts';
import { storage } from '../../../functions/shared/google/storage.ts';
import { contentOf } from '../../../functions/shared/tasks/contents/contents.ts';
import { deleteDiscarded } from '../../../functions/shared/tasks/discard.ts';
import { lease, submission } from '../../../functions/shared/tasks/tasks.testing.ts';
import { admit } from '../../../functions/shared/tasks/transitions/admit.ts';
import { completePlan } from '../../../functions/shared/tasks/transitions/complete-plan.ts';
import { type Submission, submit } from '../../../functions/shared/tasks/transitions/submit.ts';
import { wakeStep } from '../../../functions/shared/tasks/wake/wake.ts';
import { readTiff } from './read-tiff.ts';
import { type BatchServer, BUCKET, exportRequest, expression, invoke, PROJECT, square, startBatch } from './terrane.ts';

let server: BatchServer;
beforeAll(async () => {
  server = await startBatch();
});
afterAll(() => server.stop());

const { signal } = new AbortController();
const ROOT = `projects/${PROJECT}/assets`;

/** Makes an asset of one value, or replaces it. */
async function makeAsset(name: string, value: number): Promise<void> {
  const assetExportOptions = { earthEngineDestination: { name, overwrite: true } };
  const request = { expression: square(8, value), assetExportOptions };
  expect((await server.ended(await server.start('image:export', request))).error).toBeUndefined();
}

/** Makes a file of one value: large, so that the plan reads only a part of it. */
async function makeFile(name: string, value: number): Promise<void> {
  const request = exportRequest(name, { expression: square(85, value) });
  Object.assign(request.fileExportOptions, { geoTiffOptions: { tileSize: 16 } });
  expect((await server.ended(await server.start('image:export', request))).error).toBeUndefined();
}

/** An operation that has been planned, whose chunks wait until they are woken. */
async function planned(more: Partial<Submission>): Promise<{ name: string; goOn(): Promise<void> }> {
  const { id } = await submit(submission(PROJECT, more), undefined);
  const operation = (await admit(PROJECT, more.kind ?? 'export')).find((one) => one.id === id);
  if (!operation) throw new Error('It got no slot.');
  const step = await lease(id, 'plan');
  const { pins, ...plan } = await contentOf(operation).plan(operation, signal);
  await completePlan(step, { ...plan, pins: { text: pins } }, 64);
  return { name: `projects/${PROJECT}/operations/${id}`, goOn: () => wakeStep(operation, 0, 'test') };
}

const toFile = (prefix: string, node: object) => ({
  request: { text: JSON.stringify(expression(node)) },
  options: JSON.stringify({ target: 'file', maxPixels: 1e8, tileSize: 256, cloudOptimized: false }),
  destination: { kind: 'file', bucket: BUCKET, prefix, extension: 'tif' } as const,
});

async function valuesOf(file: string): Promise<number[]> {
  return [...new Set((await (await readTiff(file)).block(0, 0, 0))?.[0])].filter((value) => value !== 0);
}

test('an export goes on with the assets that it was planned with', async () => {
  const name = `${ROOT}/input`;
  await makeAsset(name, 1);
  const operation = await planned(toFile('of-one', invoke('Image.load', { id: name })));
  await makeAsset(name, 2);
  await operation.goOn();
  expect((await server.ended(operation.name)).error).toBeUndefined();
  expect(await valuesOf('of-one.tif')).toEqual([1]);
});

test('an export goes on although its assets are deleted, and their files stay until it has ended', async () => {
  const name = `${ROOT}/gone`;
  await makeAsset(name, 3);
  const operation = await planned(toFile('of-three', invoke('Image.load', { id: name })));
  await deleteAsset(parseAssetName(name));
  await deleteDiscarded(Date.now() + 20 * 60_000);
  await operation.goOn();
  expect((await server.ended(operation.name)).error).toBeUndefined();
  expect(await valuesOf('of-three.tif')).toEqual([3]);
});

test('an export goes on with the images that a collection had', async () => {
  const name = `${ROOT}/images`;
  const { createAsset } = await import('../../../functions/shared/catalog/write.ts');
  const { inTransaction } = await import('../../../functions/shared/google/transaction.ts');
  await inTransaction((transaction) =>
    createAsset(transaction, parseAssetName(name), { type: 'IMAGE_COLLECTION' }, { overwrite: false }),
  );
  await makeAsset(`${name}/b`, 4);
  const first = invoke('Collection.first', { collection: invoke('ImageCollection.load', { id: name }) });
  const operation = await planned(toFile('of-collection', first));
  await makeAsset(`${name}/a`, 5);
  await operation.goOn();
  expect((await server.ended(operation.name)).error).toBeUndefined();
  expect(await valuesOf('of-collection.tif')).toEqual([4]);
});

test.each([
  ['copied', 'DATA_TYPE_UNSPECIFIED'],
  ['converted', 'DOUBLE'],
])('an import whose file is overwritten before it is %s fails, and says so', async (how, dataType) => {
  await makeFile(how, 6);
  const tilesets = [{ dataType, sources: [{ uris: [`gs://${BUCKET}/${how}.tif`] }] }];
  const manifest = { name: `${ROOT}/${how}`, tilesets };
  const operation = await planned({
    kind: 'import',
    request: { text: JSON.stringify(manifest) },
    options: JSON.stringify({ target: 'asset', maxPixels: 1e8, tileSize: 16, cloudOptimized: true }),
    destination: { kind: 'asset', asset: manifest.name, overwrite: false, extension: 'tif' },
  });
  await makeFile(how, 7);
  await operation.goOn();
  expect((await server.ended(operation.name)).error).toEqual({
    code: 9,
    message: `gs://${BUCKET}/${how}.tif was overwritten or deleted while it was read. Start again to read it as it is now.`,
  });
});

test('an export whose GeoTIFF is overwritten before it is read fails, and says so', async () => {
  await makeFile('in-place', 6);
  const uri = `gs://${BUCKET}/in-place.tif`;
  const operation = await planned({
    ...toFile('of-geotiff', invoke('Image.loadGeoTIFF', { uri })),
    // The trial of the plan reads one of many tiles.
    options: JSON.stringify({ target: 'file', maxPixels: 1e8, tileSize: 16, cloudOptimized: false }),
  });
  await makeFile('in-place', 7);
  await operation.goOn();
  expect((await server.ended(operation.name)).error).toEqual({
    code: 9,
    // The algorithm is named where the thread that computes has to open the file anew.
    message: expect.stringMatching(
      `^(Image\\.loadGeoTIFF: )?${uri} was overwritten or deleted while it was read. Start again to read it as it is now.$`,
    ),
  });
});

test('a table whose file is overwritten before it is read fails, and says so', async () => {
  const file = storage().bucket(BUCKET).file('places.csv');
  await file.save('name,longitude,latitude\nOlinda,-34.9,-8\n');
  const manifest = { name: `${ROOT}/places`, sources: [{ uris: [`gs://${BUCKET}/places.csv`] }] };
  const operation = await planned({
    kind: 'import',
    content: 'table',
    request: { text: JSON.stringify(manifest) },
    options: JSON.stringify({ selectors: [], maxVertices: 0 }),
    destination: { kind: 'asset', asset: manifest.name, overwrite: false, extension: 'fgb' },
  });
  await file.save('name,longitude,latitude\nRecife,-34.88,-8.05\n');
  await operation.goOn();
  expect((await server.ended(operation.name)).error).toMatchObject({
    code: 9,
    message: expect.stringContaining('places.csv was overwritten or deleted'),
  });
});
