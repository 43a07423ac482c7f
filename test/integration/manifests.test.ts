import { beforeAll, describe, expect, it } from 'vitest';
import { storage } from '../../functions/shared/google/storage.ts';
import { ApiClient, type Operation } from '../../infra/local/api-client.ts';
import { type TiffContent, writeGeoTiff } from '../geotiff-writer.ts';
import { call, constant, sharedTerrane } from './terrane.ts';

const PROJECT = 'manifests';
const BUCKET = 'test-manifests';
const DEGREES = { 1024: 2, 1025: 1, 2048: 4326, 2054: 9102 };

const terrane = sharedTerrane();
let api: ApiClient;

beforeAll(async () => {
  await storage().createBucket(BUCKET);
  api = new ApiClient(terrane.url, PROJECT);
});

/** Stores a raster of 4 x 4 pixels of a hundredth of a degree, whose corner is some columns east of 10° E 20° N. */
async function store(
  name: string,
  samples: TiffContent['samples'],
  more: Partial<TiffContent> & { east?: number } = {},
) {
  const { east = 0, ...content } = more;
  const place = [0.01, 10 + east / 100, 0.01, 20] as const;
  const bytes = writeGeoTiff({ width: 4, height: 4, samples, place, keys: DEGREES, ...content });
  await storage().bucket(BUCKET).file(name).save(Buffer.from(bytes));
}

/** Imports an image; the operation when it is over. */
async function imported(id: string, manifest: object): Promise<Operation> {
  const started = await api.post<Operation>(`projects/${PROJECT}/image:import`, {
    imageManifest: { name: `projects/${PROJECT}/assets/${id}`, uriPrefix: `gs://${BUCKET}/`, ...manifest },
  });
  for (;;) {
    const operation = await api.find<Operation>(started.name);
    if (operation?.done) return operation;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

async function compute(node: object): Promise<unknown> {
  const expression = { result: '0', values: { 0: node } };
  return (await api.post<{ result: unknown }>(`projects/${PROJECT}/value:compute`, { expression })).result;
}

function load(id: string): object {
  return call('Image.load', { id: constant(`projects/${PROJECT}/assets/${id}`) });
}

function reduced(id: string, reducer: string): Promise<unknown> {
  return compute(call('Image.reduceRegion', { image: load(id), reducer: call(`Reducer.${reducer}`, {}) }));
}

/** What an asset says of its bands. */
async function record(id: string) {
  return (await api.find<{
    bands: { id: string; dataType: object; pyramidingPolicy: string; grid: { dimensions: object } }[];
    properties?: { [name: string]: unknown };
  }>(`projects/${PROJECT}/assets/${id}`))!;
}

function tileset(id: string, ...uris: string[]) {
  return { id, sources: uris.map((uri) => ({ uris: [uri] })) };
}

const bytes = (value: number | ((i: number) => number)) =>
  Uint8Array.from({ length: 16 }, (_, i) => (typeof value === 'number' ? value : value(i)));

describe('a scene of a file a band', () => {
  beforeAll(async () => {
    await store(
      'B1.tif',
      bytes((i) => i),
    );
    await store(
      'B2.tif',
      Uint16Array.from({ length: 16 }, (_, i) => 1000 + i),
      { nodata: '1003' },
    );
    await store(
      'B3.tif',
      Float32Array.from({ length: 16 }, (_, i) => (i === 0 ? Number.NaN : i / 2)),
      {
        tags: { 339: [3] },
      },
    );
  });
  const tilesets = [tileset('one', 'B1.tif'), tileset('two', 'B2.tif'), tileset('three', 'B3.tif')];

  it('is one image, each band with the type, policy and missing data of its own', async () => {
    const operation = await imported('scene', {
      tilesets,
      bands: [
        { id: 'B1', tilesetId: 'one', missingData: { values: [5, 6] } },
        { id: 'B2', tilesetId: 'two', pyramidingPolicy: 'SAMPLE' },
        { id: 'B3', tilesetId: 'three' },
      ],
      pyramidingPolicy: 'MAX',
    });
    expect(operation.error).toBeUndefined();
    const { bands } = await record('scene');
    expect(bands).toMatchObject([
      { id: 'B1', dataType: { precision: 'INT', range: { max: 255 } }, pyramidingPolicy: 'MAX' },
      { id: 'B2', dataType: { precision: 'INT', range: { max: 65535 } }, pyramidingPolicy: 'SAMPLE' },
      { id: 'B3', dataType: { precision: 'FLOAT' }, pyramidingPolicy: 'MAX' },
    ]);
    expect(await reduced('scene', 'count')).toEqual({ B1: 14, B2: 15, B3: 15 });
    expect(await reduced('scene', 'max')).toEqual({ B1: 15, B2: 1015, B3: 7.5 });
    expect(await reduced('scene', 'min')).toEqual({ B1: 0, B2: 1000, B3: 0.5 });
  });

  it('has bands of all its files if none are named', async () => {
    expect((await imported('unnamed', { tilesets })).error).toBeUndefined();
    expect((await record('unnamed')).bands.map(({ id }) => id)).toEqual(['b1', 'b2', 'b3']);
  });

  it.each([
    [{ tilesets, bands: [{ id: 'a' }] }, "Band 'a': There are 3 tilesets: give its 'tilesetId'."],
    [{ tilesets, bands: [{ id: 'a', tilesetId: 'four' }] }, "Band 'a': There is no tileset 'four'."],
    [{ tilesets, bands: [{ id: 'a', tilesetId: 'one', tilesetBandIndex: 1 }] }, 'there is no band of index 1'],
    [{ tilesets, maskBands: [{ tilesetId: 'four' }] }, "A mask band: There is no tileset 'four'."],
    [
      { tilesets, maskBands: [{ tilesetId: 'one', bandIds: ['b1'] }, { tilesetId: 'two' }] },
      "Band 'b1' has more than one mask band.",
    ],
    [{ tilesets: [tileset('', 'B1.tif', 'B2.tif')] }, 'the files of a tileset must have the same bands'],
  ])('is refused: %j', async (manifest, message) => {
    const { error } = await imported('refused', manifest);
    expect(error).toMatchObject({ code: 3, message: expect.stringContaining(message) });
  });

  it('keeps each band on the grid of its own file', async () => {
    const place = [0.005, 10, 0.005, 20] as const;
    await store(
      'pan.tif',
      Uint8Array.from({ length: 64 }, (_, i) => i),
      { width: 8, height: 8, place },
    );
    const operation = await imported('sharp', {
      tilesets: [tileset('one', 'B1.tif'), tileset('pan', 'pan.tif'), tileset('two', 'B2.tif')],
      bands: [
        { id: 'B1', tilesetId: 'one' },
        { id: 'B8', tilesetId: 'pan' },
        { id: 'B2', tilesetId: 'two' },
      ],
    });
    expect(operation.error).toBeUndefined();
    const sizes = (await record('sharp')).bands.map(({ grid }) => grid.dimensions);
    expect(sizes).toEqual([
      { width: 4, height: 4 },
      { width: 8, height: 8 },
      { width: 4, height: 4 },
    ]);
    const { findAsset } = await import('../../functions/shared/catalog/store.ts');
    const { parseAssetName } = await import('../../functions/shared/catalog/names.ts');
    const asset = await findAsset(parseAssetName(`projects/${PROJECT}/assets/sharp`));
    expect(asset?.bandSources).toEqual([
      { raster: 0, band: 0 },
      { raster: 1, band: 0 },
      { raster: 0, band: 1 },
    ]);
    // B1 is as its file, B2 has a missing value in a wider type: both in one file.
    expect(asset?.rasters?.map(({ sampleType }) => sampleType)).toEqual(['uint32', 'uint8']);
    expect(new Set(asset?.files).size).toBe(2);
    const select = (band: string) => call('Image.select', { input: load('sharp'), bandSelectors: constant([band]) });
    const reducing = (band: string) =>
      compute(call('Image.reduceRegion', { image: select(band), reducer: call('Reducer.minMax', {}) }));
    expect(await reducing('B8')).toEqual({ B8_min: 0, B8_max: 63 });
    expect(await reducing('B1')).toEqual({ B1_min: 0, B1_max: 15 });
    expect(await reducing('B2')).toEqual({ B2_min: 1000, B2_max: 1015 });
    const scale = compute(call('Projection.nominalScale', { proj: call('Image.projection', { image: select('B8') }) }));
    expect(await scale).toBeCloseTo(0.005 * 111319.49, 1);
  });

  it('whose files of a tileset are on different grids is refused, with what to do', async () => {
    await store('shifted.tif', bytes(1), { east: 0.5 });
    const { error } = await imported('shifted', { tilesets: [tileset('', 'B1.tif', 'shifted.tif')] });
    expect(error?.message).toMatch(
      /shifted.tif is not on the grid of B1.tif: .*gdalwarp -t_srs EPSG:4326 -tr 0.01 0.01 -tap in.tif out.tif/,
    );
  });
});

describe('the type of a tileset', () => {
  const values = Float32Array.from({ length: 16 }, (_, i) => (i === 0 ? Number.NaN : i * 50.75 - 200));
  beforeAll(() => store('types.tif', values, { tags: { 339: [3] } }));

  it.each([
    ['UINT8', { precision: 'INT', range: { min: 0, max: 255 } }, [0, 255]],
    ['INT8', { precision: 'INT', range: { min: -128, max: 127 } }, [-128, 127]],
    ['INT16', { precision: 'INT', range: { min: -32768, max: 32767 } }, [-149, 561]],
    ['UINT32', { precision: 'INT', range: { min: 0, max: 2 ** 32 - 1 } }, [0, 561]],
    ['DOUBLE', { precision: 'DOUBLE' }, [-149.25, 561.25]],
    ['FLOAT', { precision: 'FLOAT' }, [-149.25, 561.25]],
    ['DATA_TYPE_UNSPECIFIED', { precision: 'FLOAT' }, [-149.25, 561.25]],
  ])('%s', async (dataType, stored, [min, max]) => {
    const id = `type-${dataType}`;
    const operation = await imported(id, { tilesets: [{ ...tileset('t', 'types.tif'), dataType }] });
    expect(operation.error).toBeUndefined();
    expect((await record(id)).bands[0].dataType).toMatchObject(stored);
    expect(await reduced(id, 'minMax')).toEqual({ b1_min: min, b1_max: max });
    // What is missing in the file is so in whatever type.
    expect(await reduced(id, 'count')).toEqual({ b1: 15 });
  });
});

describe('the footprint of a manifest', () => {
  const ring = [
    [0.5, 0.5],
    [3.5, 0.5],
    [3.5, 3.5],
    [0.5, 0.5],
  ].map(([x, y]) => ({ x, y }));
  beforeAll(() => store('shown.tif', bytes(7)));

  it('is that of the asset, in pixels of a band', async () => {
    const tilesets = [tileset('t', 'shown.tif')];
    const operation = await imported('shown', { tilesets, footprint: { points: ring, bandId: 'b1' } });
    expect(operation.error).toBeUndefined();
    const geometry = (await compute(call('Image.geometry', { feature: load('shown') }))) as {
      coordinates: number[][][];
    };
    const rounded = geometry.coordinates[0].map((place) => place.map((value) => Math.round(value * 1e6) / 1e6));
    expect(rounded).toEqual(
      expect.arrayContaining([
        [10.005, 19.995],
        [10.035, 19.995],
        [10.035, 19.965],
      ]),
    );
    expect(await reduced('shown', 'count')).toEqual({ b1: 16 });
  });

  it.each([
    [{ points: ring, bandId: 'b9' }, "There is no band 'b9'"],
    [{ points: ring.slice(0, 3) }, 'a ring of at least four points is expected'],
    [{ points: [...ring.slice(0, 3), { x: 9, y: 9 }] }, 'a ring of at least four points is expected'],
  ])('is refused: %j', async (footprint, message) => {
    const refused = imported('unseen', { tilesets: [tileset('t', 'shown.tif')], footprint }).then(
      (operation) => operation.error?.message,
      (error: Error) => error.message,
    );
    expect(await refused).toContain(message);
  });

  it('dimensions of a source must be those of the file', async () => {
    const sources = [{ uris: ['shown.tif'], dimensions: { width: 5, height: 4 } }];
    const operation = await imported('unseen', { tilesets: [{ sources }] });
    expect(operation.error?.message).toContain('The file has 4 by 4 pixels, not 5 by 4');
  });
});

describe('a mosaic', () => {
  it('is of all its files; the last one is on top, where it is valid', async () => {
    await store('west.tif', bytes(1));
    await store(
      'east.tif',
      bytes((i) => (i % 4 === 0 ? 0 : 2)),
      { east: 3, nodata: '0' },
    );
    await store('far.tif', bytes(7), { east: 10 });
    const operation = await imported('mosaic', { tilesets: [tileset('', 'west.tif', 'east.tif', 'far.tif')] });
    expect(operation.error).toBeUndefined();
    expect((await record('mosaic')).bands[0].grid.dimensions).toEqual({ width: 14, height: 4 });
    // 16 of the first, three columns of the second beside and over it, 16 of the third; the gap is masked.
    expect(await reduced('mosaic', 'frequencyHistogram')).toEqual({ b1: { 1: 16, 2: 12, 7: 16 } });
    const missing = await imported('missing', { tilesets: [tileset('', 'west.tif', 'nowhere.tif')] });
    expect(missing.error?.message).toContain('nowhere.tif does not exist');
    await store('covering.tif', bytes(9), { east: 2 });
    expect((await imported('top', { tilesets: [tileset('', 'west.tif', 'covering.tif')] })).error).toBeUndefined();
    expect(await reduced('top', 'frequencyHistogram')).toEqual({ b1: { 1: 8, 9: 16 } });
  });
});

describe('a file in JPEG', () => {
  it('has the pixels and the mask that GDAL reads', async () => {
    const { readFileSync } = await import('node:fs');
    const fixtures = new URL('../../functions/shared/raster/geotiff/fixtures/', import.meta.url);
    const file = readFileSync(new URL('jpeg-ycbcr-mask-overviews.tif', fixtures));
    await storage().bucket(BUCKET).file('jpeg.tif').save(file);
    const operation = await imported('jpeg', { tilesets: [{ ...tileset('', 'jpeg.tif'), crs: 'EPSG:32625' }] });
    expect(operation.error).toBeUndefined();
    // gdal: numpy.ma.masked_where of the mask band, over 41 x 37 pixels of which every fifth is masked.
    expect(await reduced('jpeg', 'count')).toEqual({ b1: 1213, b2: 1213, b3: 1213 });
    expect(await reduced('jpeg', 'mean')).toEqual({
      b1: expect.closeTo(121.81286067600989, 9),
      b2: expect.closeTo(140.1343775762572, 9),
      b3: expect.closeTo(153.22506183017313, 9),
    });
  });
});

describe('a file that is turned', () => {
  it('keeps its transform', async () => {
    const matrix = [0.01, 0.004, 10, 0.004, -0.01, 20] as const;
    const content = { width: 4, height: 4, samples: bytes((i) => i), keys: DEGREES, matrix };
    await storage()
      .bucket(BUCKET)
      .file('turned.tif')
      .save(Buffer.from(writeGeoTiff(content)));
    expect((await imported('turned', { tilesets: [tileset('', 'turned.tif')] })).error).toBeUndefined();
    expect(await reduced('turned', 'minMax')).toEqual({ b1_min: 0, b1_max: 15 });
    const image = call('Image.projection', { image: load('turned') });
    expect(await compute(image)).toMatchObject({ transform: [...matrix] });
    // The centre of the pixel in column 3 of row 1.
    const place = [10 + 3.5 * 0.01 + 1.5 * 0.004, 20 + 3.5 * 0.004 - 1.5 * 0.01];
    const point = call('GeometryConstructors.Point', { coordinates: constant(place) });
    const first = { image: load('turned'), reducer: call('Reducer.first', {}), geometry: point };
    expect(await compute(call('Image.reduceRegion', first))).toEqual({ b1: 7 });
  });
});

describe('masks', () => {
  it('are the last bands of their tilesets, for the bands that are named, or all', async () => {
    await store(
      'data.tif',
      bytes((i) => i),
    );
    await store(
      'mask.tif',
      bytes((i) => (i < 4 ? 0 : i === 4 ? 1 : 255)),
    );
    const tilesets = [tileset('data', 'data.tif'), tileset('mask', 'mask.tif')];
    const all = { tilesets, bands: [{ id: 'a', tilesetId: 'data' }], maskBands: [{ tilesetId: 'mask' }] };
    expect((await imported('masked', all)).error).toBeUndefined();
    expect(await reduced('masked', 'minMax')).toEqual({ a_min: 4, a_max: 15 });
    const some = {
      tilesets,
      bands: [
        { id: 'a', tilesetId: 'data' },
        { id: 'b', tilesetId: 'data' },
      ],
      maskBands: [{ tilesetId: 'mask', bandIds: ['b'] }],
    };
    expect((await imported('some', some)).error).toBeUndefined();
    expect(await reduced('some', 'count')).toEqual({ a: 16, b: 12 });
  });

  it('may be the alpha of a file, unless that is a band itself', async () => {
    const samples = Uint8Array.from({ length: 64 }, (_, i) => (i % 4 === 3 ? (i < 32 ? 0 : 255) : i));
    await store('rgba.tif', samples, { bands: 4, tags: { 262: [2], 338: [2] } });
    expect((await imported('rgba', { tilesets: [tileset('', 'rgba.tif')] })).error).toBeUndefined();
    expect((await record('rgba')).bands.map(({ id }) => id)).toEqual(['b1', 'b2', 'b3']);
    expect(await reduced('rgba', 'count')).toEqual({ b1: 8, b2: 8, b3: 8 });
    const bands = ['r', 'g', 'b', 'a'].map((id) => ({ id }));
    expect((await imported('plain', { tilesets: [tileset('', 'rgba.tif')], bands })).error).toBeUndefined();
    expect(await reduced('plain', 'count')).toEqual({ r: 16, g: 16, b: 16, a: 16 });
  });
});

describe('a palette', () => {
  it('is kept as properties, makes MODE the default, and is what the map shows', async () => {
    const map = Array.from({ length: 3 * 256 }, () => 0);
    // 0 black, 1 red, 2 green; the rest is not used.
    map[1] = 255 * 257;
    map[256 + 2] = 255 * 257;
    await store(
      'classes.tif',
      bytes((i) => (i < 8 ? 1 : 2)),
      { tags: { 262: [3], 320: map } },
    );
    const operation = await imported('classes', { tilesets: [tileset('', 'classes.tif')], bands: [{ id: 'cover' }] });
    expect(operation.error).toBeUndefined();
    const { bands, properties } = await record('classes');
    expect(bands).toMatchObject([{ id: 'cover', pyramidingPolicy: 'MODE' }]);
    expect(properties).toEqual({
      cover_class_values: [0, 1, 2],
      cover_class_palette: ['000000', 'ff0000', '00ff00'],
    });
    const response = await fetch(`${terrane.url}/v1/projects/${PROJECT}/image:computePixels`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ expression: { result: '0', values: { 0: load('classes') } }, fileFormat: 'PNG' }),
    });
    const { default: sharp } = await import('sharp');
    const pixels = await sharp(Buffer.from(await response.arrayBuffer()))
      .removeAlpha()
      .raw()
      .toBuffer();
    expect([...pixels.subarray(0, 3)]).toEqual([255, 0, 0]);
    expect([...pixels.subarray(-3)]).toEqual([0, 255, 0]);
  });
});
