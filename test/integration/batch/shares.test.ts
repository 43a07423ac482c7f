import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import {
  type BatchServer,
  BUCKET,
  exportRequest,
  type OperationReply,
  PROJECT,
  square,
  startBatch,
} from './terrane.ts';

/** A long export keeps nobody waiting: what is counted is how far it gets in the meantime, not the time that passes. */

/** Chunks under way at a time. */
const WINDOW = 4;

let server: BatchServer;
beforeAll(async () => {
  vi.stubEnv('TERRANE_CHUNK_WINDOW', String(WINDOW));
  server = await startBatch();
});
afterAll(async () => {
  await server.stop();
  vi.unstubAllEnvs();
});

async function chunksOf(name: string): Promise<number> {
  const { metadata } = (await server.get(`/v1/${name}`)).body as unknown as OperationReply;
  return Number(metadata.stages?.[0]?.completeWorkUnits ?? 0);
}

test('an export that begins gets its share at once, and an import does not wait at all', async () => {
  await server.ended(await server.start('image:export', exportRequest('source', { expression: square(80) })));
  const long = await server.start(
    'image:export',
    exportRequest('long', { expression: square(30_000, [1, 2]), maxPixels: '1000000000000' }),
  );
  await vi.waitUntil(async () => (await chunksOf(long)) > 0, { timeout: 20_000 });

  /** How many chunks of the long export are computed until another operation is over. */
  const until = async (method: string, body: object) => {
    const before = await chunksOf(long);
    const { metadata, error } = await server.ended(await server.start(method, body));
    expect(error).toBeUndefined();
    expect(metadata.state).toBe('SUCCEEDED');
    return (await chunksOf(long)) - before;
  };
  // Its bands are converted: another type is asked for.
  const tilesets = [{ dataType: 'FLOAT', sources: [{ uris: [`gs://${BUCKET}/source.tif`] }] }];
  const imageManifest = { name: `projects/${PROJECT}/assets/imported`, tilesets };
  expect(await until('image:import', { imageManifest })).toBeLessThanOrEqual(2 * WINDOW);
  expect(await until('image:export', exportRequest('short'))).toBeLessThanOrEqual(4 * WINDOW);
  expect(await chunksOf(long)).toBeLessThan(225);
  await server.post(`/v1/${long}:cancel`, {});
  await server.ended(long);
});
