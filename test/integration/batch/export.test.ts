import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { firestore } from '../../../functions/shared/google/firestore.ts';
import { storage } from '../../../functions/shared/google/storage.ts';
import { operationDocument } from '../../../functions/shared/tasks/documents.ts';
import { readTiff } from './read-tiff.ts';
import {
  type BatchServer,
  BUCKET,
  exportRequest,
  expression,
  invoke,
  type OperationReply,
  square,
  startBatch,
} from './terrane.ts';

let server: BatchServer;
beforeAll(async () => {
  server = await startBatch();
});
afterAll(() => server.stop());

test('an image becomes a GeoTIFF', async () => {
  const name = await server.start('image:export', exportRequest('folder/seven', { expression: square(8, [7, 8]) }));
  expect(await server.ended(name)).toMatchObject({
    done: true,
    metadata: {
      state: 'SUCCEEDED',
      type: 'EXPORT_IMAGE',
      progress: 1,
      attempt: 1,
      destinationUris: [`gs://${BUCKET}/folder/seven.tif`],
    },
    response: { '@type': 'type.googleapis.com/google.earthengine.v1.ExportImageResponse' },
  });
  const tiff = await readTiff('folder/seven.tif');
  expect(tiff).toMatchObject({
    contentType: 'image/tiff',
    sizes: [[8, 8]],
    tileSize: { width: 256, height: 256 },
    epsg: 4326,
  });
  expect([tiff.origin, tiff.resolution]).toEqual([
    [0, 8, 0],
    [1, -1, 0],
  ]);
  const bands = await tiff.block(0, 0, 0);
  expect(bands?.map((band) => [...new Set(band)])).toEqual([[7], [8]]);
  expect(await server.objects()).toEqual(['folder/seven.tif']);
  expect((await firestore().collectionGroup('steps').get()).size).toBe(0);
});

test('a large one is made of chunks, and has overviews', async () => {
  const options = exportRequest('large', { expression: square(4100, 200) });
  const fileExportOptions = { ...options.fileExportOptions, geoTiffOptions: { cloudOptimized: true, tileSize: 512 } };
  const name = await server.start('image:export', { ...options, fileExportOptions });
  const { metadata } = await server.ended(name);
  expect(metadata.state).toBe('SUCCEEDED');
  expect(metadata.stages?.[0]).toMatchObject({ completeWorkUnits: 9, totalWorkUnits: '9' });
  const tiff = await readTiff('large.tif');
  expect(tiff.sizes).toEqual([
    [4100, 4100],
    [2050, 2050],
    [1025, 1025],
    [513, 513],
    [257, 257],
  ]);
  for (const [level, column, row] of [
    [0, 0, 0],
    [0, 8, 8],
    [1, 4, 4],
    [3, 1, 1],
    [4, 0, 0],
  ]) {
    expect(new Set((await tiff.block(level, column, row))?.[0])).toEqual(new Set([200]));
  }
});

/** An image of a degree a pixel whose values are the columns, and below them the rows. */
function columnsAndRows(width: number, height: number) {
  const ring = [
    [0, height],
    [0, 0],
    [width, 0],
    [width, height],
  ];
  const geometry = invoke('GeometryConstructors.Polygon', { coordinates: [ring], geodesic: false, evenOdd: true });
  const image = invoke('Image.pixelCoordinates', { projection: invoke('Projection', { crs: 'EPSG:4326' }) });
  const projected = invoke('Image.setDefaultProjection', {
    image: invoke('Image.toFloat', { value: image }),
    crs: invoke('Projection', { crs: 'EPSG:4326' }),
    crsTransform: [1, 0, 0, 0, -1, height],
  });
  return invoke('Image.clipToBoundsAndScale', { input: projected, geometry, width, height });
}

test('an image is exported on the grid of the request', async () => {
  const affineTransform = { scaleX: 2, translateX: 10, scaleY: -2, translateY: 50 };
  const grid = { crsCode: 'EPSG:4326', affineTransform, dimensions: { width: 20, height: 10 } };
  const request = { ...exportRequest('on-grid'), expression: expression(columnsAndRows(150, 160)), grid };
  expect((await server.ended(await server.start('image:export', request))).error).toBeUndefined();
  const tiff = await readTiff('on-grid.tif');
  expect(tiff).toMatchObject({ sizes: [[20, 10]], origin: [10, 50, 0], resolution: [2, -2, 0] });
  const [xs, ys] = (await tiff.block(0, 0, 0)) ?? [];
  expect(Math.abs(xs[1] - 13)).toBeLessThanOrEqual(1);
  expect(Math.abs(ys[0] - 49)).toBeLessThanOrEqual(1);
  const wrong = { ...request, grid: { ...grid, affineTransform: { scaleX: 0, scaleY: 0 } } };
  const failed = await server.ended(await server.start('image:export', wrong));
  expect(failed.error?.message).toContain('grid.affineTransform cannot be inverted.');
});

test('overviews are made as the request says', async () => {
  const tiff = async (resamplingMethod: string) => {
    const geoTiffOptions = { tileSize: 16, cloudOptimized: true, pyramidOptions: { resamplingMethod } };
    const prefix = `overviews-${resamplingMethod}`;
    const file = { cloudStorageDestination: { bucket: BUCKET, filenamePrefix: prefix }, geoTiffOptions };
    const request = { description: prefix, expression: expression(columnsAndRows(32, 32)), fileExportOptions: file };
    expect((await server.ended(await server.start('image:export', request))).error).toBeUndefined();
    return readTiff(`${prefix}.tif`);
  };
  const [means, samples] = [await tiff('AVERAGE'), await tiff('NEAREST')];
  expect(means.sizes).toEqual([
    [32, 32],
    [16, 16],
  ]);
  expect((await means.block(1, 0, 0))?.[0].slice(0, 2)).toEqual(Float32Array.of(1, 3));
  expect((await samples.block(1, 0, 0))?.[0].slice(0, 2)).toEqual(Float32Array.of(0.5, 2.5));
});

test('a STAC Item is written beside the files if it is asked for', async () => {
  const { fileExportOptions, ...request } = exportRequest('stac/item', {
    expression: expression(
      invoke('Element.set', {
        object: square(80, [1, 2]).values['0'],
        key: 'system:time_start',
        value: Date.UTC(2024, 1, 3),
      }),
    ),
  });
  const options = { ...fileExportOptions, geoTiffOptions: { tileSize: 16, tileDimensions: { width: 64, height: 96 } } };
  await server.ended(await server.start('image:export', { ...request, fileExportOptions: options }));
  const files = ['stac/item-0000000000-0000000000.tif', 'stac/item-0000000000-0000000064.tif'];
  const written = async () => (await server.objects()).filter((name) => name.startsWith('stac/'));
  expect(await written()).toEqual(files);

  const stacItem = { ...options, stacItem: true };
  const name = await server.start('image:export', { ...request, fileExportOptions: stacItem });
  expect((await server.ended(name)).error).toBeUndefined();
  expect(await written()).toEqual([...files, 'stac/item.stac.json']);
  const [text] = await storage().bucket(BUCKET).file('stac/item.stac.json').download();
  const item = ITEM.parse(JSON.parse(String(text)));
  expect(item).toMatchObject({
    id: 'item',
    bbox: [0, 0, 80, 80],
    properties: { datetime: '2024-02-03T00:00:00.000Z', title: 'stac/item' },
  });
  const assets = Object.values(item.assets);
  expect(assets.map(({ href }) => href)).toEqual(files.map((object) => `./${object.slice(5)}`));
  expect(assets.map((asset) => [asset['proj:epsg'], asset['proj:shape'], asset['proj:transform']])).toEqual([
    [4326, [80, 64], [1, 0, 0, 0, -1, 80]],
    [4326, [80, 16], [1, 0, 64, 0, -1, 80]],
  ]);
  expect(assets[0]).toMatchObject({
    'eo:bands': [{ name: 'constant_0' }, { name: 'constant_1' }],
    'raster:bands': [{ data_type: 'uint8' }, { data_type: 'uint8' }],
  });
});

/** What the schemas of STAC 1.0.0, and of its extensions projection 1.0.0, raster 1.1.0 and eo 1.0.0, demand of what Terrane writes; nothing else may be there. */
const POSITION = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);
const TIME = z.iso.datetime();
const ITEM = z.strictObject({
  type: z.literal('Feature'),
  stac_version: z.literal('1.0.0'),
  stac_extensions: z.array(z.url()),
  id: z.string().min(1),
  geometry: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('Polygon'), coordinates: z.array(z.array(POSITION).min(4)) }),
    z.strictObject({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(z.array(POSITION).min(4))) }),
  ]),
  bbox: z.array(z.number()).length(4),
  properties: z.strictObject({
    datetime: TIME,
    start_datetime: TIME.optional(),
    end_datetime: TIME.optional(),
    created: TIME,
    title: z.string().optional(),
  }),
  links: z.array(z.never()),
  assets: z.record(
    z.string(),
    z.strictObject({
      href: z.string(),
      type: z.enum(['image/tiff; application=geotiff', 'image/tiff; application=geotiff; profile=cloud-optimized']),
      roles: z.array(z.string()),
      'proj:epsg': z.int().nullable(),
      'proj:wkt2': z.string().optional(),
      'proj:shape': z.array(z.int()).length(2),
      'proj:transform': z.array(z.number()).length(6),
      'eo:bands': z.array(z.strictObject({ name: z.string() })).min(1),
      'raster:bands': z
        .array(
          z.strictObject({
            data_type: z.enum(['int8', 'int16', 'int32', 'uint8', 'uint16', 'uint32', 'float32', 'float64']),
            nodata: z.union([z.number(), z.enum(['nan', 'inf', '-inf'])]).optional(),
          }),
        )
        .min(1),
    }),
  ),
});

test('files of some pixels have the places of their first pixels in their names', async () => {
  const options = (geoTiffOptions: object, filenamePrefix: string) => ({
    fileExportOptions: {
      fileFormat: 'GEO_TIFF',
      cloudStorageDestination: { bucket: BUCKET, filenamePrefix },
      geoTiffOptions,
    },
  });
  const geoTiffOptions = { tileDimensions: { width: 64, height: 128 }, tileSize: 64, cloudOptimized: true };
  const request = {
    description: 'divided',
    expression: expression(columnsAndRows(150, 160)),
    ...options(geoTiffOptions, 'divided'),
  };
  const operation = await server.ended(await server.start('image:export', request));
  expect(operation.error).toBeUndefined();
  const names = (await server.objects()).filter((name) => name.startsWith('divided'));
  const places = [0, 128].flatMap((row) => [0, 64, 128].map((column) => [column, row]));
  const digits = (pixels: number) => String(pixels).padStart(10, '0');
  expect(names).toEqual(places.map(([column, row]) => `divided-${digits(row)}-${digits(column)}.tif`));
  for (const [i, [column, row]] of places.entries()) {
    const tiff = await readTiff(names[i]);
    expect(tiff.sizes[0]).toEqual([Math.min(64, 150 - column), Math.min(128, 160 - row)]);
    const [xs, ys] = (await tiff.block(0, 0, 0)) ?? [];
    // Of the middle of the first pixel.
    expect([xs[0], ys[0]]).toEqual([column + 0.5, 160 - row - 0.5]);
  }
});

test('files of which all is masked are left out if they are to be', async () => {
  const masked = invoke('Image.updateMask', {
    image: columnsAndRows(128, 64),
    mask: invoke('Image.lt', {
      image1: invoke('Image.select', { input: columnsAndRows(128, 64), bandSelectors: ['x'] }),
      image2: invoke('Image.constant', { value: 60 }),
    }),
  });
  const request = (prefix: string, skipEmptyFiles: boolean) => ({
    description: prefix,
    expression: expression(masked),
    fileExportOptions: {
      cloudStorageDestination: { bucket: BUCKET, filenamePrefix: prefix },
      geoTiffOptions: { tileDimensions: { width: 64, height: 64 }, tileSize: 64, skipEmptyFiles },
    },
  });
  for (const [prefix, skip] of [
    ['whole', false],
    ['sparse', true],
  ] as const) {
    const operation = await server.ended(await server.start('image:export', request(prefix, skip)));
    expect(operation.error).toBeUndefined();
    const names = (await server.objects()).filter((name) => name.startsWith(prefix));
    expect(names.length).toBe(skip ? 1 : 2);
    if (skip)
      expect(operation.metadata.stages?.[1]).toMatchObject({
        description: expect.stringContaining('1 of 2 files are empty'),
      });
  }
});

test('twenty equal requests at once make one operation', async () => {
  const request = exportRequest('once', { requestId: 'b984f78f-285f-462f-bffe-e5930059bbc6' });
  const names = await Promise.all(Array.from({ length: 20 }, () => server.start('image:export', request)));
  expect(new Set(names).size).toBe(1);
  const operation = await server.ended(names[0]);
  expect(await server.start('image:export', request)).toBe(names[0]);
  const { body } = await server.get('/v1/projects/demo-proj/operations?pageSize=500');
  const { operations } = body as unknown as { operations: OperationReply[] };
  expect(operations.filter(({ name }) => name === names[0])).toEqual([operation]);
});

test.each([
  [
    'too large',
    { maxPixels: '10' },
    3,
    'Export too large: specified 64 pixels (max: 10). Specify higher maxPixels value',
  ],
  [
    'without a chance to be done',
    {
      maxPixels: '9000000000000000000',
      grid: {
        crsCode: 'EPSG:4326',
        dimensions: { width: 2 ** 31 - 1, height: 2 ** 31 - 1 },
        affineTransform: { scaleX: 1e-7, scaleY: -1e-7 },
      },
    },
    3,
    'A file would have 70368744177664 tiles of 256x256 pixels; at most 30000000 are allowed.',
  ],
  [
    'without a chance to be done, in whatever files',
    {
      maxPixels: '9000000000000000000',
      grid: {
        crsCode: 'EPSG:4326',
        dimensions: { width: 139_264_000, height: 139_264_000 },
        affineTransform: { scaleX: 1e-7, scaleY: -1e-7 },
      },
      fileExportOptions: {
        fileFormat: 'GEO_TIFF',
        cloudStorageDestination: { bucket: BUCKET, filenamePrefix: 'failing' },
        geoTiffOptions: { tileDimensions: { width: 1_392_640, height: 1_392_640 } },
      },
    },
    3,
    'The task is too large: it would be computed in 4624000000 chunks, and at most 2500000 are allowed.',
  ],
  [
    'without an end',
    { expression: expression(invoke('Image.constant', { value: 1 })) },
    3,
    'Unable to export unbounded image.',
  ],
  ['no image', { expression: expression({ constantValue: 'text' }) }, 3, 'Image'],
  [
    'of a missing asset',
    { expression: expression(invoke('Image.load', { id: 'A/B' })) },
    3,
    "Image asset 'A/B' not found",
  ],
])('an image that is %s fails, once', async (_, change, code, message) => {
  const operation = await server.ended(await server.start('image:export', exportRequest('failing', change)));
  expect(operation).toMatchObject({ done: true, metadata: { state: 'FAILED', attempt: 1 }, error: { code } });
  expect(operation.error?.message).toContain(message);
  expect(await server.objects()).not.toContain('failing.tif');
});

test('metadata that cannot be kept is told of when the export begins', async () => {
  const long = invoke('Element.set', { object: square(8).values[0], key: 'essay', value: 'x'.repeat(2_000_000) });
  const name = await server.start('image:export', {
    expression: expression(long),
    assetExportOptions: { earthEngineDestination: { name: 'projects/demo-proj/assets/wordy' } },
  });
  const { metadata, error } = await server.ended(name);
  expect(metadata).toMatchObject({ state: 'FAILED', attempt: 1 });
  expect(error).toEqual({
    code: 3,
    message: expect.stringMatching(/^The metadata of the asset is too large: .*'essay' \(2000002 bytes\)\.$/),
  });
});

test('the tag of a workload is kept, and long expressions are kept beside the record', async () => {
  const values = { ...square(8).values, unused: { constantValue: 'x'.repeat(100_000) } };
  const request = exportRequest('tagged', { workloadTag: 'team-7_a', expression: { ...square(8), values } });
  const name = await server.start('image:export', request);
  const id = name.slice(name.lastIndexOf('/') + 1);
  const { request: stored } = (await operationDocument(id).get()).data() as { request: object };
  expect(stored).toMatchObject({ object: `operations/${id}/request.json` });
  expect((await server.ended(name)).metadata).toMatchObject({ state: 'SUCCEEDED', workloadTag: 'team-7_a' });
});

test('an export to Google Drive goes to a folder of its user in a bucket, which the task says', async () => {
  vi.stubEnv('TERRANE_DRIVE_BUCKETS', `other-proj/nowhere,demo-proj/${BUCKET},*/somewhere`);
  const place = async (folder: string, filenamePrefix = '') => {
    const driveDestination = { folder, filenamePrefix };
    const request = { ...exportRequest('to drive'), fileExportOptions: { fileFormat: 'GEO_TIFF', driveDestination } };
    const { metadata } = await server.ended(await server.start('image:export', request));
    expect(metadata.state).toBe('SUCCEEDED');
    const [uri = ''] = metadata.destinationUris ?? [];
    expect(JSON.stringify(metadata.stages)).toContain(`in place of Google Drive: ${uri}.`);
    return uri;
  };
  expect(await place('', 'a/b')).toBe(`gs://${BUCKET}/drive/anonymous/a/b.tif`);
  expect(await place('My maps')).toBe(`gs://${BUCKET}/drive/anonymous/My maps/to drive.tif`);
  expect(await place('../somebody', 'x')).toBe(`gs://${BUCKET}/drive/anonymous/..%2Fsomebody/x.tif`);
  expect(await place('..', 'x')).toBe(`gs://${BUCKET}/drive/anonymous/%2E%2E/x.tif`);
  const long = { fileFormat: 'GEO_TIFF', driveDestination: { folder: 'x'.repeat(201) } };
  const refused = await server.post(
    '/v1/projects/demo-proj/image:export',
    exportRequest('x', { fileExportOptions: long }),
  );
  expect(refused.body.error?.message).toContain("Invalid 'driveDestination.folder'");
  vi.unstubAllEnvs();
});

test('a bucket that does not exist is told of', async () => {
  const request = exportRequest('x');
  const cloudStorageDestination = { bucket: 'no-such-bucket', filenamePrefix: 'x' };
  const fileExportOptions = { ...request.fileExportOptions, cloudStorageDestination };
  const name = await server.start('image:export', { ...request, fileExportOptions });
  expect((await server.ended(name)).error).toEqual({
    code: 5,
    message: "The Cloud Storage bucket 'no-such-bucket' does not exist. Create it, or export to another one.",
  });
});

const drive = { fileFormat: 'GEO_TIFF', driveDestination: { folder: 'f', filenamePrefix: 'p' } };
const cloud = exportRequest('p').fileExportOptions;

test.each<[number, object, string]>([
  [400, { expression: null }, "The request has no 'expression'."],
  [400, { fileExportOptions: null }, "neither 'fileExportOptions' nor 'assetExportOptions'"],
  [400, { priority: 10_000 }, 'between 0 and 9999'],
  [400, { requestId: 'a'.repeat(61) }, 'at most 60'],
  [400, { maxPixels: '-1' }, 'max_pixels'],
  [400, { maxPixels: '9223372036854775808' }, "Invalid value at 'maxPixels' (TYPE_INT64)"],
  [400, { description: 'x'.repeat(1_200_000) }, "Invalid value at 'description': it must have at most 1000 characters"],
  [400, { workloadTag: 'Not a tag' }, 'Invalid tag, "Not a tag". Tags must be 1-63 characters'],
  [400, { fileExportOptions: { ...cloud, fileFormat: 'PNG' } }, 'GEO_TIFF'],
  [400, { fileExportOptions: { ...cloud, geoTiffOptions: { tileSize: 100 } } }, 'power of 2'],
  [400, { fileExportOptions: { ...cloud, cloudStorageDestination: { bucket: '' } } }, 'cloudStorageDestination.bucket'],
  [
    403,
    { fileExportOptions: { ...cloud, cloudStorageDestination: { bucket: 'terrane-local-terrane' } } },
    "Terrane's own",
  ],
  ...['./own', 'evil/../own', 'own/', 'own?x', 'own%2f', 'gs://own', 'OWN'].map((bucket): [number, object, string] => [
    400,
    { fileExportOptions: { ...cloud, cloudStorageDestination: { bucket } } },
    'no name of a bucket',
  ]),
  [
    400,
    { description: '', fileExportOptions: { ...cloud, cloudStorageDestination: { bucket: 'somewhere' } } },
    'Invalid \'filenamePrefix\' ""',
  ],
  [
    400,
    { fileExportOptions: drive },
    "Exports to Google Drive go to a bucket, of which the project 'demo-proj' has none",
  ],
  [400, { fileExportOptions: { ...cloud, fileFormat: 'NPY' } }, 'Images cannot be exported as NPY'],
  [
    400,
    { fileExportOptions: { ...cloud, geoTiffOptions: { tileDimensions: { width: 9, height: 9 } } } },
    "'tile_dimensions.width'",
  ],
])('%i: %j', async (status, change, message) => {
  const reply = await server.post('/v1/projects/demo-proj/image:export', exportRequest('p', change));
  expect(reply.status).toBe(status);
  expect(reply.body.error?.message).toContain(message);
});

test('an export waits for a slot that owners of the project took away, and starts when they give it back', async () => {
  const slots = (maxConcurrentExports: number) =>
    fetch(`${server.url}/v1/projects/demo-proj/config?updateMask=max_concurrent_exports`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ maxConcurrentExports }),
    });
  expect((await slots(1)).status).toBe(200);
  const long = (prefix: string) => exportRequest(prefix, { expression: square(20_000, 1), maxPixels: '1000000000' });
  const first = await server.start('image:export', long('first'));
  const second = await server.start('image:export', long('second'));
  await server.reached(first, 'RUNNING');
  expect((await server.get(`/v1/${second}`)).body).toMatchObject({ metadata: { state: 'PENDING' } });
  expect((await slots(2)).status).toBe(200);
  await server.reached(second, 'RUNNING');
  expect((await server.get(`/v1/${first}`)).body).toMatchObject({ metadata: { state: 'RUNNING' } });
  for (const name of [first, second]) await server.post(`/v1/${name}:cancel`, {});
  for (const name of [first, second]) await server.ended(name);
});

test('other exports are not there yet', async () => {
  const { status, body } = await server.post('/v1/projects/demo-proj/videoMap:export', { description: 'd' });
  expect(status).toBe(400);
  expect(body.error?.status).toBe('UNIMPLEMENTED');
});
