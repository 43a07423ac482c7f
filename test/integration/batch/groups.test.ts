import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { storage } from '../../../functions/shared/google/storage.ts';
import { steps } from '../../../functions/shared/tasks/documents.ts';
import { textsFolder } from '../../../functions/shared/tasks/storage/operation-text.ts';
import { readTiff } from './read-tiff.ts';
import { type BatchServer, BUCKET, exportRequest, square, startBatch } from './terrane.ts';

let server: BatchServer;
beforeAll(async () => {
  server = await startBatch();
});
afterAll(async () => {
  await server.stop();
  vi.unstubAllEnvs();
});

/** A file of nine chunks of one tile in a row, which are gathered in two groups, and one of one chunk, which is finished as a whole. */
function request(filenamePrefix: string) {
  const geoTiffOptions = { tileSize: 16, cloudOptimized: true, tileDimensions: { width: 9 * 16, height: 9 * 16 } };
  return exportRequest(filenamePrefix, {
    expression: square(10 * 16, 5),
    grid: {
      dimensions: { width: 10 * 16, height: 16 },
      affineTransform: { scaleX: 1, scaleY: -1, translateY: 10 * 16 },
      crsCode: 'EPSG:4326',
    },
    fileExportOptions: { cloudStorageDestination: { bucket: BUCKET, filenamePrefix }, geoTiffOptions },
  });
}

test('chunks that are gathered in groups make the files that one chunk each makes, and leave nothing', async () => {
  const names = ['alone', 'grouped'].map((prefix) =>
    ['-0000000000-0000000000', '-0000000000-0000000144'].map((part) => `${prefix}${part}.tif`),
  );
  await server.ended(await server.start('image:export', request('alone')));
  vi.stubEnv('TERRANE_CHUNK_PIXELS', '16');
  const name = await server.start('image:export', request('grouped'));
  const operation = await server.ended(name);
  expect(operation.error).toBeUndefined();
  expect(operation.metadata).toMatchObject({ state: 'SUCCEEDED', attempt: 1, progress: 1 });
  expect(operation.metadata.stages?.[0]).toMatchObject({ completeWorkUnits: 10, totalWorkUnits: '10' });
  const id = name.slice(name.lastIndexOf('/') + 1);
  expect((await steps(id).get()).size).toBe(0);
  const texts = textsFolder(id);
  expect((await storage().bucket(texts.bucket).getFiles({ prefix: texts.object }))[0]).toEqual([]);
  expect(await server.objects()).toEqual(names.flat());

  for (const file of [0, 1]) {
    const [one, several] = [await readTiff(names[0][file]), await readTiff(names[1][file])];
    expect(several.sizes).toEqual(one.sizes);
    for (const [level, [width, height]] of one.sizes.entries()) {
      const columns = Math.ceil(width / 16);
      for (let tile = 0; tile < columns * Math.ceil(height / 16); tile++) {
        const place = [level, tile % columns, Math.floor(tile / columns)] as const;
        expect(await several.block(...place)).toEqual(await one.block(...place));
      }
    }
  }
});
