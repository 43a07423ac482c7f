import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { storage } from '../../functions/shared/google/storage.ts';
import { ApiClient, type Operation } from '../../infra/local/api-client.ts';
import { type TiffContent, writeGeoTiff } from '../geotiff-writer.ts';
import { sharedTerrane } from './terrane.ts';

const PROJECT = 'mistakes';
const BUCKET = 'test-mistakes';
const ROOT = `projects/${PROJECT}/assets`;

/** The page that tells users of these mistakes, by the first column of its table. */
const PAGE = new Map(
  readFileSync(new URL('../../docs/files.md', import.meta.url), 'utf8')
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(([, mistake, message, line]) => [mistake ?? '', { message: message ?? '', line: line ?? '' }]),
);

const terrane = sharedTerrane();
let api: ApiClient;

beforeAll(async () => {
  await storage().createBucket(BUCKET);
  api = new ApiClient(terrane.url, PROJECT);
});

async function store(name: string, content: string | Uint8Array): Promise<string> {
  await storage().bucket(BUCKET).file(name).save(Buffer.from(content));
  return `gs://${BUCKET}/${name}`;
}

/** Why an import does not come to a result: the operation's error, or the reply's. */
async function refusal(method: string, request: object): Promise<{ code?: number; message: string } | undefined> {
  const response = await fetch(`${terrane.url}/v1/projects/${PROJECT}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  });
  const reply = (await response.json()) as Operation & { error?: { code: number; message: string } };
  if (reply.error) return { code: reply.error.code === 400 ? 3 : reply.error.code, message: reply.error.message };
  for (;;) {
    const operation = await api.find<Operation>(reply.name);
    if (operation?.done) return operation.error;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

function image(...uris: string[]) {
  const sources = uris.map((uri) => ({ uris: [uri] }));
  return refusal('image:import', { imageManifest: { name: `${ROOT}/image`, tilesets: [{ sources }] } });
}

function table(uri: string) {
  return refusal('table:import', { tableManifest: { name: `${ROOT}/table`, sources: [{ uris: [uri] }] } });
}

/** A raster of 2 x 2 pixels of a degree at 10° E 20° N, but for what is wrong with it. */
function raster(wrong: Partial<TiffContent> = {}): Uint8Array {
  const keys = { 1024: 2, 1025: 1, 2048: 4326 };
  return writeGeoTiff({ width: 2, height: 2, samples: new Uint8Array(4), place: [1, 10, 1, 20], keys, ...wrong });
}

const MISTAKES: { readonly [mistake: string]: () => ReturnType<typeof refusal> } = {
  'no CRS': async () => image(await store('no-crs.tif', raster({ keys: {} }))),
  'a CRS that is not known': async () =>
    image(await store('crs.tif', raster({ keys: { 1024: 1, 3072: 32767, 3074: 32767, 3075: 999 } }))),
  'not on the Earth': async () => image(await store('off.tif', raster({ place: [30, 500000, 30, 4000000] }))),
  'ground control points only': async () => {
    const { place: _, ...content } = {
      width: 2,
      height: 2,
      samples: new Uint8Array(4),
      place: undefined,
      keys: { 1024: 2, 1025: 1, 2048: 4326 },
      tiePoints: [
        [0, 0, 0, 10, 20, 0],
        [2, 0, 0, 12, 20, 0],
        [0, 2, 0, 10, 18, 0],
      ],
    };
    return image(await store('points.tif', writeGeoTiff(content)));
  },
  'a compression that is not read': async () => image(await store('lzma.tif', raster({ tags: { 259: [34925] } }))),
  'a block of the whole image': async () =>
    image(await store('block.tif', raster({ tags: { 259: [5], 256: [65535], 257: [65535], 278: [65535] } }))),
  'complex samples': async () =>
    image(await store('complex.tif', raster({ samples: new Float32Array(4), tags: { 339: [5] } }))),
  'bands of different types': async () =>
    image(await store('mixed.tif', raster({ samples: new Uint8Array(12), bands: 2, tags: { 258: [8, 16] } }))),
  'HDF or netCDF': async () => image(await store('a.h5', Buffer.from('\x89HDF\r\n\x1a\n and so on', 'latin1'))),
  'JPEG 2000': async () => image(await store('a.jp2', Buffer.from('\0\0\0\x0cjP  \r\n and so on', 'latin1'))),
  'a picture': async () => image(await store('a.png', Buffer.from('\x89PNG\r\n\x1a\n and so on', 'latin1'))),
  'an archive of a raster': async () => image(await store('a.zip', Buffer.from('PK\x03\x04 and so on', 'latin1'))),
  'files on different grids': async () =>
    image(await store('one.tif', raster()), await store('half.tif', raster({ place: [0.5, 10, 0.5, 20] }))),
  'files of a tileset with different bands': async () =>
    image(await store('byte.tif', raster()), await store('short.tif', raster({ samples: new Uint16Array(4) }))),
  'a table that is not UTF-8': async () => table(await store('latin.csv', Buffer.from('name\nK\xf6ln\n', 'latin1'))),
  'a shapefile without its .dbf': async () => table(await store('alone.shp', new Uint8Array(100))),
  'a part of a shapefile': () => table(`gs://${BUCKET}/roads.dbf`),
  'a table without CRS': async () => table(await store('utm.csv', 'longitude,latitude\n500000,4000000\n')),
  'a GeoPackage of several layers': async () => table(await store('layers.gpkg', await layers())),
  'another format': () => table(`gs://${BUCKET}/roads.xlsx`),
};

/** A GeoPackage of two layers. */
async function layers(): Promise<Uint8Array> {
  const { DatabaseSync } = await import('node:sqlite');
  const { mkdtempSync, rmSync } = await import('node:fs');
  const { tmpdir } = await import('node:os');
  const folder = mkdtempSync(`${tmpdir()}/layers-`);
  const database = new DatabaseSync(`${folder}/file`);
  database.exec('CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT)');
  database.exec("INSERT INTO gpkg_contents VALUES ('LAYER', 'features'), ('other', 'features')");
  database.close();
  const bytes = readFileSync(`${folder}/file`);
  rmSync(folder, { recursive: true });
  return bytes;
}

describe('a mistake with a file fails the import with a message and the line that mends it', () => {
  it.each(Object.entries(MISTAKES))('%s', async (mistake, attempt) => {
    const error = await attempt();
    const page = PAGE.get(mistake);
    expect(page, 'docs/files.md').toBeDefined();
    const { message, line } = page as { message: string; line: string };
    expect(error?.code).toBe(3);
    for (const part of message.split('…')) expect(error?.message).toContain(part.trim());
    expect(error?.message).toContain(line.replaceAll('`', ''));
  });

  it('each has a row of the page', () => {
    const rows = [...PAGE.keys()];
    const table = rows.slice(rows.indexOf('mistake') + 1);
    expect(table).toEqual([...Object.keys(MISTAKES), 'a CSV without geometries']);
  });
});
