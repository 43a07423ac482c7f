import { existsSync, readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Operation } from '../../infra/local/api-client.ts';
import { writeGeoTiff } from '../geotiff-writer.ts';
import { BUCKET, call, constant, type OwnTerrane, startTerrane } from './terrane.ts';

let terrane: OwnTerrane;
let put: (object: string, bytes: Uint8Array, metadata?: { contentEncoding?: string }) => Promise<void>;

beforeAll(async () => {
  terrane = await startTerrane();
  const { storage } = await import('../../functions/shared/google/storage.ts');
  put = (object, bytes, metadata = {}) =>
    storage().bucket(BUCKET).file(object).save(Buffer.from(bytes), { resumable: false, metadata });
}, 60_000);
afterAll(() => terrane.stop());

/** Where Linux lists the open files of a process. */
const OPEN_FILES = '/proc/self/fd';
const PROJECT = 'projects/terrane-demo';
const AT_HOME = { place: [0.01, 10, 0.01, 50] as const, keys: { 1024: 2, 1025: 1, 2048: 4326 } };

async function importError(kind: 'image' | 'table', object: string): Promise<string | undefined> {
  const sources = [{ uris: [`gs://${BUCKET}/${object}`] }];
  const name = `${PROJECT}/assets/${object.replaceAll('.', '-')}`;
  const body =
    kind === 'image' ? { imageManifest: { name, tilesets: [{ sources }] } } : { tableManifest: { name, sources } };
  const operation = await terrane.api.post<Operation>(`${PROJECT}/${kind}:import`, body);
  return terrane.api.finish(operation).then(
    () => undefined,
    (error: Error) => error.message,
  );
}

/** The bytes of memory that some work takes at most, and the files that it has open at most, as looked at every few milliseconds. */
async function costOf(work: () => Promise<unknown>): Promise<{ bytes: number; files: number }> {
  const before = process.memoryUsage().rss;
  let [bytes, files] = [0, 0];
  const look = setInterval(() => {
    bytes = Math.max(bytes, process.memoryUsage().rss - before);
    if (existsSync(OPEN_FILES)) files = Math.max(files, readdirSync(OPEN_FILES).length);
  }, 5);
  try {
    await work();
  } finally {
    clearInterval(look);
  }
  return { bytes, files };
}

describe('a file that would fill the memory', () => {
  it('of 60,000 bands is refused', async () => {
    const bands = 60_000;
    await put('bands.tif', writeGeoTiff({ width: 1, height: 1, bands, samples: new Uint8Array(bands), ...AT_HOME }));
    let error: string | undefined;
    const { bytes, files } = await costOf(async () => {
      error = await importError('image', 'bands.tif');
    });
    expect(error).toContain('The TIFF has 60000 bands: 1 to 10000 can be read.');
    expect(bytes).toBeLessThan(600 * 2 ** 20);
    expect(files).toBeLessThan(200);
  });

  it('with a block of 8192 by 8192 numbers of 64 bits is refused', async () => {
    const tags = { 256: [8192], 257: [8192], 258: [64], 259: [8], 278: [8192], 339: [3] };
    await put('block.tif', writeGeoTiff({ width: 1, height: 1, samples: new Uint8Array(8), tags, ...AT_HOME }));
    let error: string | undefined;
    const { bytes, files } = await costOf(async () => {
      error = await importError('image', 'block.tif');
    });
    expect(error).toContain('The blocks of the TIFF are too large: 8192 x 8192 pixels, 512 MB each');
    expect(bytes).toBeLessThan(600 * 2 ** 20);
    expect(files).toBeLessThan(200);
  });
});

describe('an object that is stored compressed', () => {
  const zeros = gzipSync(new Uint8Array(100 * 2 ** 20));
  const metadata = { contentEncoding: 'gzip' };
  const refused = (object: string) =>
    `gs://${BUCKET}/${object} is stored with Content-Encoding: gzip, and cannot be read.`;

  it.each([
    ['image', 'gzip.tif'],
    ['table', 'gzip.csv'],
  ] as const)('is refused as the source of %s', async (kind, object) => {
    await put(object, zeros, metadata);
    const { bytes } = await costOf(async () => {
      expect(await importError(kind, object)).toContain(refused(object));
    });
    expect(bytes).toBeLessThan(300 * 2 ** 20);
  });

  it('is refused as a Blob', async () => {
    await put('gzip.txt', zeros, metadata);
    const blob = call('Blob', { url: constant(`gs://${BUCKET}/gzip.txt`) });
    const { bytes } = await costOf(async () => {
      await expect(terrane.compute(call('Blob.string', { blob }))).rejects.toThrow(refused('gzip.txt'));
    });
    expect(bytes).toBeLessThan(300 * 2 ** 20);
  });
});
