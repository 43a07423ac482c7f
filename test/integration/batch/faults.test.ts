import { afterAll, beforeAll, expect, test } from 'vitest';
import { readTiff } from './read-tiff.ts';
import { type BatchServer, exportRequest, square, startBatch } from './terrane.ts';

let server: BatchServer;
beforeAll(async () => {
  server = await startBatch([
    // The client does not repeat what was refused with 409, so the step has to.
    { service: 'storage', method: /^objects\.insert$/, fault: { kind: 'fail', status: 'ABORTED' }, times: 1 },
    { service: 'tasks', method: /^Dispatch$/, fault: { kind: 'duplicate' }, probability: 1 },
    { service: 'firestore', method: /^Commit$/, fault: { kind: 'drop' }, probability: 0.1 },
  ]);
});
afterAll(() => server.stop());

test('a write that fails is tried again, whatever else is lost or comes twice', async () => {
  const name = await server.start('image:export', exportRequest('retried', { expression: square(2100, 5) }));
  const operation = await server.ended(name);
  expect(operation.error).toBeUndefined();
  expect(operation.metadata.attempt).toBe(2);
  const tiff = await readTiff('retried.tif');
  expect(tiff.sizes).toEqual([[2100, 2100]]);
  for (const [column, row] of [
    [0, 0],
    [8, 8],
  ]) {
    expect(new Set((await tiff.block(0, column, row))?.[0])).toEqual(new Set([5]));
  }
  expect(await server.objects()).toEqual(['retried.tif']);
});

test('several at a time come to their ends', async () => {
  const prefixes = ['a', 'b', 'c', 'd', 'e'];
  const names = await Promise.all(prefixes.map((prefix) => server.start('image:export', exportRequest(prefix))));
  const operations = await Promise.all(names.map((name) => server.ended(name)));
  expect(operations.map(({ metadata }) => metadata.state)).toEqual(prefixes.map(() => 'SUCCEEDED'));
  expect(await server.objects()).toEqual([...prefixes.map((prefix) => `${prefix}.tif`), 'retried.tif']);
});
