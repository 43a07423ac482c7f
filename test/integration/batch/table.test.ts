import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseAssetName } from '../../../functions/shared/catalog/names.ts';
import { findAsset } from '../../../functions/shared/catalog/store.ts';
import { copyAsset } from '../../../functions/shared/catalog/write.ts';
import { assetBucket, storage } from '../../../functions/shared/google/storage.ts';
import { deleteDiscarded } from '../../../functions/shared/tasks/discard.ts';
import { download } from '../shared/download.ts';
import { type BatchServer, BUCKET, expression, invoke, type OperationReply, square, startBatch } from './terrane.ts';

const CSV = 'name,longitude,latitude\nOlinda,-34.9,-8\nRecife,-34.88,-8.05\n';

let server: BatchServer;
let source: string;
beforeAll(async () => {
  server = await startBatch([
    // The client does not repeat what was refused with 409, so the step has to.
    { service: 'storage', method: /^objects\.compose$/, fault: { kind: 'fail', status: 'ABORTED' }, times: 1 },
    { service: 'tasks', method: /^Dispatch$/, fault: { kind: 'duplicate' }, probability: 1 },
  ]);
  const file = storage().bucket(BUCKET).file('places.csv');
  await file.save(CSV, { resumable: false });
  source = `gs://${BUCKET}/places.csv`;
});
afterAll(() => server.stop());

function manifest(path: string, more: object = {}) {
  return {
    tableManifest: { name: `projects/demo-proj/assets/${path}`, sources: [{ uris: [source] }], ...more },
  };
}

function load(path: string) {
  return expression(invoke('Collection.loadTable', { tableId: `projects/demo-proj/assets/${path}` }));
}

/** The objects of assets, those of requests and parts included. */
async function files(): Promise<string[]> {
  return (await storage().bucket(assetBucket()).getFiles())[0].map(({ name }) => name);
}

test('an import whose write fails is tried again, although its wake-ups come twice', async () => {
  const request = manifest('places', { startTime: '2020-01-01T00:00:00Z', properties: { from: 'here' } });
  const operation = await server.ended(await server.start('table:import', request));
  expect(operation).toMatchObject({ metadata: { state: 'SUCCEEDED', attempt: 2, type: 'INGEST_TABLE' } });
  const id = operation.name.slice(operation.name.lastIndexOf('/') + 1);
  expect(await findAsset(parseAssetName('projects/demo-proj/assets/places'))).toMatchObject({
    type: 'TABLE',
    startTime: '2020-01-01T00:00:00.000Z',
    properties: { from: 'here' },
    table: {
      bucket: assetBucket(),
      object: `assets/demo-proj/places/${id}.fgb`,
      count: 2,
      columns: [
        { name: 'name', type: 'String' },
        { name: 'longitude', type: 'Float' },
        { name: 'latitude', type: 'Float' },
      ],
    },
  });
  expect(await files()).toEqual([`assets/demo-proj/places/${id}.fgb`]);
});

test('a request that comes again starts nothing', async () => {
  const request = { ...manifest('once'), requestId: 'import-once' };
  const names = await Promise.all([1, 2, 3].map(() => server.start('table:import', request)));
  expect(new Set(names).size).toBe(1);
  expect((await server.ended(names[0])).error).toBeUndefined();
  const again = await server.post('/v1/projects/demo-proj/table:import', { ...request, requestId: 'another' });
  expect(again.body.error?.message).toBe("Cannot overwrite asset 'projects/demo-proj/assets/once'.");
});

test('an import without geometries says so', async () => {
  await storage().bucket(BUCKET).file('plain.csv').save('a;b\n1;2\n', { resumable: false });
  const sources = [{ uris: [`gs://${BUCKET}/plain.csv`] }];
  const { metadata } = await server.ended(await server.start('table:import', manifest('plain', { sources })));
  expect(metadata.state).toBe('SUCCEEDED');
  expect(metadata.stages?.[1]).toMatchObject({
    description: expect.stringContaining('plain.csv: No column with geometries was found'),
  });
  await storage().bucket(BUCKET).file('plain.csv').delete();
});

test('the file of a table that a copy has, too, stays', async () => {
  await server.ended(await server.start('table:import', manifest('original')));
  const original = await findAsset(parseAssetName('projects/demo-proj/assets/original'));
  const copy = parseAssetName('projects/demo-proj/assets/copy');
  await copyAsset(parseAssetName('projects/demo-proj/assets/original'), copy, { overwrite: false, move: false });
  await server.ended(await server.start('table:import', { ...manifest('original'), overwrite: true }));
  await deleteDiscarded(Date.now() + 20 * 60_000);
  const replaced = await findAsset(parseAssetName('projects/demo-proj/assets/original'));
  expect(replaced?.table?.object).not.toBe(original?.table?.object);
  expect(await files()).toEqual(expect.arrayContaining([original?.table?.object, replaced?.table?.object]));
});

test('a table is exported to a file, once for a request', async () => {
  const request = {
    expression: load('places'),
    requestId: 'export-once',
    selectors: ['name'],
    fileExportOptions: { fileFormat: 'CSV', cloudStorageDestination: { bucket: BUCKET, filenamePrefix: 'out' } },
  };
  const [one, other] = await Promise.all([1, 2].map(() => server.start('table:export', request)));
  expect(one).toBe(other);
  const operation = await server.ended(one);
  expect(operation.metadata).toMatchObject({ state: 'SUCCEEDED', type: 'EXPORT_FEATURES', progress: 1 });
  expect(operation.metadata.stages?.map(({ completeWorkUnits }) => completeWorkUnits)).toEqual([1, 1]);
  const bytes = await download(BUCKET, 'out.csv');
  expect(String(bytes)).toBe('name\nOlinda\nRecife\n');
  expect(await server.objects()).toEqual(['out.csv', 'places.csv']);
  expect(await files()).not.toContainEqual(expect.stringContaining('terrane-parts'));
});

test('values that do not fit into the column that others began make it wider', async () => {
  const features = Array.from({ length: 300 }, (_, i) => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [i / 10, 0] },
    properties: { a: i < 250 ? i : i + 0.5, b: i < 250 ? i : 'text' },
  }));
  const text = JSON.stringify({ type: 'FeatureCollection', features });
  await storage().bucket(BUCKET).file('mixed.json').save(text, { resumable: false });
  const sources = [{ uris: [`gs://${BUCKET}/mixed.json`] }];
  expect(
    (await server.ended(await server.start('table:import', manifest('mixed', { sources })))).error,
  ).toBeUndefined();
  const record = await findAsset(parseAssetName('projects/demo-proj/assets/mixed'));
  expect(record?.table).toMatchObject({
    count: 300,
    columns: [
      { name: 'a', type: 'Float' },
      { name: 'b', type: 'Object' },
    ],
  });
  const request = {
    expression: load('mixed'),
    fileExportOptions: { fileFormat: 'GEO_JSON', cloudStorageDestination: { bucket: BUCKET, filenamePrefix: 'mixed' } },
  };
  expect((await server.ended(await server.start('table:export', request))).error).toBeUndefined();
  const bytes = await download(BUCKET, 'mixed.geojson');
  const written = JSON.parse(String(bytes)) as { features: { id: string }[] };
  expect(written.features.map(({ id: _, ...feature }) => feature)).toEqual(features);
});

test('more columns than an asset has room for are refused', async () => {
  const properties = Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`${'long name '.repeat(10)}${i}`, i]));
  const features = [{ type: 'Feature', geometry: null, properties }];
  const text = JSON.stringify({ type: 'FeatureCollection', features });
  await storage().bucket(BUCKET).file('wide.json').save(text, { resumable: false });
  const sources = [{ uris: [`gs://${BUCKET}/wide.json`] }];
  const operation = await server.ended(await server.start('table:import', manifest('wide', { sources })));
  expect(operation.error?.message).toContain('The names of the 5000 columns are too long');
});

test('an asset of another type is not replaced', async () => {
  const destination = { earthEngineDestination: { name: 'projects/demo-proj/assets/image' } };
  const image = { expression: square(8), assetExportOptions: destination };
  expect((await server.ended(await server.start('image:export', image))).error).toBeUndefined();
  const operation = await server.ended(await server.start('table:import', { ...manifest('image'), overwrite: true }));
  expect(operation.error?.message).toContain('is of type IMAGE: it cannot become TABLE');
  expect(await findAsset(parseAssetName('projects/demo-proj/assets/image'))).toMatchObject({ type: 'IMAGE' });
});

test('an expression that is no collection fails', async () => {
  const request = {
    expression: expression(invoke('Image.constant', { value: 1 })),
    fileExportOptions: { fileFormat: 'CSV', cloudStorageDestination: { bucket: BUCKET, filenamePrefix: 'x' } },
  };
  const operation = await server.ended(await server.start('table:export', request));
  expect(operation.error?.message).toBe('Expected a FeatureCollection, got a value of type Image.');
});

test('what fails leaves nothing behind', async () => {
  const before = await files();
  await storage().bucket(BUCKET).file('bad.csv').save('a\n1\n2,3\n', { resumable: false });
  const sources = [{ uris: [`gs://${BUCKET}/bad.csv`] }];
  const operation = await server.ended(await server.start('table:import', manifest('bad', { sources })));
  expect(operation.error).toEqual({
    code: 3,
    message: `gs://${BUCKET}/bad.csv: Invalid Record Length: expect 1, got 2 on line 3`,
  });
  expect(await findAsset(parseAssetName('projects/demo-proj/assets/bad'))).toBeUndefined();
  expect(await files()).toEqual(before);
});

test('an import is cancelled while it is written', async () => {
  const before = await files();
  const lines = Array.from({ length: 250_000 }, (_, i) => `${i % 180},${i % 90},${i}`);
  await storage()
    .bucket(BUCKET)
    .file('long.csv')
    .save(`longitude,latitude,a\n${lines.join('\n')}`, { resumable: false });
  const sources = [{ uris: [`gs://${BUCKET}/long.csv`] }];
  const name = await server.start('table:import', manifest('long', { sources }));
  const stages = async () => ((await server.get(`/v1/${name}`)).body as unknown as OperationReply).metadata.stages;
  await expect.poll(stages, { timeout: 20_000 }).toBeDefined();
  expect((await server.post(`/v1/${name}:cancel`, {})).status).toBe(200);
  const operation = await server.ended(name);
  expect(operation.metadata.state).toBe('CANCELLED');
  expect(await files()).toEqual(before);
});

test.each([
  [400, 'table:import', {}, "no 'tableManifest'"],
  [400, 'table:import', { tableManifest: { name: 'projects/demo-proj/assets/x' } }, 'sources'],
  [400, 'table:import', manifest('x', { sources: [{ uris: ['gs://a/b.csv', 'gs://a/c.csv'] }] }), 'exactly one URI'],
  [400, 'table:import', manifest('x', { sources: [{ uris: ['gs://a/b.csv'] }, { uris: [] }] }), 'one source'],
  [400, 'table:import', manifest('x', { sources: [{ uris: ['gs://a/b.tfrecord'] }] }), 'cannot be imported'],
  [
    400,
    'table:import',
    manifest('x', { sources: [{ uris: ['gs://a/b.csv'], simplifyErrorMeters: 1 }] }),
    'simplifyErrorMeters',
  ],
  [
    400,
    'table:import',
    manifest('x', { sources: [{ uris: ['gs://a/b.json'] }], columnDataTypeOverrides: { a: 'COLUMN_DATA_TYPE_LONG' } }),
    'for CSV files only',
  ],
  [400, 'table:import', { tableManifest: { sources: [] } }, 'does not name the asset'],
  [400, 'table:export', { expression: load('places') }, "neither 'fileExportOptions', 'assetExportOptions' nor"],
  [400, 'table:export', {}, "no 'expression'"],
  [400, 'table:export', { expression: load('places'), bigqueryExportOptions: {} }, 'BigQuery'],
  [400, 'table:export', { expression: load('places'), featureViewExportOptions: {} }, 'does not name the asset'],
  [400, 'table:export', { expression: load('places'), fileExportOptions: { driveDestination: {} } }, 'Drive'],
])('%i: %s %j', async (status, method, body, message) => {
  const reply = await server.post(`/v1/projects/demo-proj/${method}`, body);
  expect(reply.status).toBe(status);
  expect(reply.body.error?.message).toContain(message);
});
