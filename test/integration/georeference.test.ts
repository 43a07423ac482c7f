import { beforeAll, describe, expect, it } from 'vitest';
import { storage } from '../../functions/shared/google/storage.ts';
import { ApiClient, type Operation } from '../../infra/local/api-client.ts';
import { type TiffContent, writeGeoTiff } from '../geotiff-writer.ts';
import { call, constant, sharedTerrane } from './terrane.ts';

const PROJECT = 'georeference';
const BUCKET = 'test-georeference';
const DEGREES = { 1024: 2, 1025: 1, 2048: 4326, 2054: 9102 };

const terrane = sharedTerrane();
let api: ApiClient;

beforeAll(async () => {
  await storage().createBucket(BUCKET);
  api = new ApiClient(terrane.url, PROJECT);
});

/** Imports a file of this content; the operation when it is over. */
async function imported(id: string, content: TiffContent, tileset: object = {}): Promise<Operation> {
  await storage()
    .bucket(BUCKET)
    .file(`${id}.tif`)
    .save(Buffer.from(writeGeoTiff(content)));
  const started = await api.post<Operation>(`projects/${PROJECT}/image:import`, {
    imageManifest: {
      name: `projects/${PROJECT}/assets/${id}`,
      tilesets: [{ ...tileset, sources: [{ uris: [`gs://${BUCKET}/${id}.tif`] }] }],
    },
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

function reduced(id: string, reducer: string, geometry?: object): Promise<unknown> {
  return compute(
    call('Image.reduceRegion', {
      image: load(id),
      reducer: call(`Reducer.${reducer}`, {}),
      ...(geometry ? { geometry } : {}),
    }),
  );
}

function point(longitude: number, latitude: number): object {
  return call('GeometryConstructors.Point', { coordinates: constant([longitude, latitude]) });
}

/** 360 x 180 pixels of a degree; the value is the longitude of the centre, from a western edge. */
function world(west: number, width = 360): TiffContent {
  const samples = Float32Array.from({ length: width * 180 }, (_, i) => west + (i % width) + 0.5);
  return { width, height: 180, samples, place: [1, west, 1, 90], keys: DEGREES };
}

describe('longitudes beyond the 180th meridian', () => {
  it('are found where they are on the Earth', async () => {
    expect((await imported('round', world(0))).error).toBeUndefined();
    expect(await reduced('round', 'first', point(-60.8, 10.5))).toEqual({ b1: 299.5 });
    expect(await reduced('round', 'first', point(60.2, 10.5))).toEqual({ b1: 60.5 });
    const around = call('GeometryConstructors.Rectangle', { coordinates: constant([-2, 10, 2, 11]) });
    expect(await reduced('round', 'minMax', around)).toEqual({ b1_min: 0.5, b1_max: 359.5 });
    const clipped = call('Image.clip', { input: load('round'), geometry: around });
    expect(
      await compute(
        call('Image.reduceRegion', { image: clipped, reducer: call('Reducer.count', {}), geometry: around }),
      ),
    ).toEqual({ b1: 4 });
  });

  it('fill the map', async () => {
    const image = call('Image.visualize', { image: load('round'), min: constant(0), max: constant(360) });
    const expression = { result: '0', values: { 0: image } };
    const { name } = await api.post<{ name: string }>(`projects/${PROJECT}/maps`, { expression, fileFormat: 'PNG' });
    const { default: sharp } = await import('sharp');
    for (const [x, level] of [
      [0, 191],
      [1, 64],
    ]) {
      const response = await fetch(`${terrane.url}/v1/${name}/tiles/1/${x}/0`);
      const { data, info } = await sharp(Buffer.from(await response.arrayBuffer()))
        .ensureAlpha()
        .raw()
        .toBuffer({ resolveWithObject: true });
      const at = (128 * info.width + 128) * 4;
      expect(Math.abs(data[at]! - level!)).toBeLessThan(3);
      for (let i = 3; i < data.length; i += 4) if (data[i] !== 255) throw new Error(`A pixel of tile ${x} is missing.`);
    }
  });

  it('go on in a raster across it', async () => {
    expect((await imported('across', world(170, 20))).error).toBeUndefined();
    expect(await reduced('across', 'first', point(175.2, 10.5))).toEqual({ b1: 175.5 });
    expect(await reduced('across', 'first', point(-174.8, 10.5))).toEqual({ b1: 185.5 });
    expect(await reduced('across', 'count')).toEqual({ b1: 20 * 180 });
  });
});

describe('missing values', () => {
  const floats = Float32Array.from({ length: 100 }, (_, i) => (i < 5 ? Number.NaN : i));
  const square = { width: 10, height: 10, place: [0.001, 10, 0.001, 20] as const, keys: DEGREES };

  it('are NaN, whatever the file says of them', async () => {
    await imported('nan', { ...square, samples: floats });
    expect(await reduced('nan', 'mean')).toEqual({ b1: expect.closeTo(52, 9) });
    expect(await reduced('nan', 'count')).toEqual({ b1: 95 });
  });

  it('may be infinite', async () => {
    const samples = floats.map((value, i) => (Number.isNaN(value) ? Number.NEGATIVE_INFINITY : i === 50 ? 0 : value));
    await imported('infinite', { ...square, samples, nodata: '-inf' });
    expect(await reduced('infinite', 'count')).toEqual({ b1: 95 });
    expect(await reduced('infinite', 'min')).toEqual({ b1: 0 });
  });
});

describe('a CRS', () => {
  const bytes = Uint8Array.from({ length: 100 }, (_, i) => i);

  it('of the manifest wins over one of the file that is not known', async () => {
    const content: TiffContent = {
      width: 10,
      height: 10,
      samples: bytes,
      place: [30, 500000, 30, 4000000],
      keys: { 1024: 1, 3072: 32767, 3074: 32767, 3075: 999 },
    };
    const refused = await imported('unknown', content);
    expect(refused.error?.message).toMatch(/method 999.*gdal_translate -a_srs/);
    expect((await imported('rescued', content, { crs: 'EPSG:32611' })).error).toBeUndefined();
  });

  it('that puts the raster off the Earth is refused', async () => {
    const content = { width: 10, height: 10, samples: bytes, place: [30, 500000, 30, 4000000] as const, keys: DEGREES };
    const operation = await imported('off', content);
    expect(operation.error?.message).toContain(
      'The coordinates (500150, 3999850) are not on the Earth: is the CRS EPSG:4326 right?',
    );
    const far = { ...content, place: [30, 5e8, 30, 4000000] as const, keys: { 1024: 1, 3072: 32633 } };
    expect((await imported('far', far)).error?.message).toContain('is the CRS EPSG:32633 right?');
  });
});
