import { afterAll, beforeAll, expect, test } from 'vitest';
import { scheduleDocument } from '../../../functions/shared/schedules/documents.ts';
import { callSweep } from '../../../infra/local/scheduler.ts';
import { readTiff } from './read-tiff.ts';
import { type BatchServer, exportRequest, type OperationReply, PROJECT, square, startBatch } from './terrane.ts';

let server: BatchServer;
beforeAll(async () => {
  server = await startBatch([
    // The client does not repeat what was refused with 409. Each part is sent a second time when it is whole, so that with four parts it is the
    // fifth refusal at the latest that makes a step begin again.
    { service: 'storage', method: /^objects\.insert$/, fault: { kind: 'fail', status: 'ABORTED' }, times: 5 },
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

test('schedules start what is due once', async () => {
  const due = Math.floor(Date.now() / 60_000) * 60_000;
  const ids = Array.from({ length: 4 }, (_, i) => `faulty-${i}`);
  for (const id of ids) {
    const request = exportRequest(`${id}-{millis}`);
    const plan = { cron: '0 0 1 1 *', method: 'image:export', request };
    expect((await server.post(`/v1/projects/${PROJECT}/schedules?scheduleId=${id}`, plan)).status).toBe(200);
    await scheduleDocument({ project: PROJECT, id }).update({ next: due });
  }
  await Promise.all([callSweep(server.url), callSweep(server.url)]);
  const operations = await Promise.all(ids.map(async (id) => server.ended(await runOf(id))));
  expect(operations.map(({ metadata }) => metadata.state)).toEqual(ids.map(() => 'SUCCEEDED'));
  const written = (await server.objects()).filter((name) => name.startsWith('faulty-'));
  expect(written).toEqual(ids.map((id) => `${id}-${due}.tif`));
  const { body } = await server.get(`/v1/projects/${PROJECT}/operations`);
  const started = (body as { operations: OperationReply[] }).operations.map(({ name }) => name);
  expect(started.filter((name) => operations.some((one) => one.name === name))).toHaveLength(ids.length);
  expect(started).toHaveLength(ids.length + 6);
});

/** The operation of a schedule's one run, once it has run. */
async function runOf(id: string): Promise<string> {
  for (;;) {
    const { body } = await server.get(`/v1/projects/${PROJECT}/schedules/${id}`);
    const { runs = [] } = body as { runs?: { operation: string }[] };
    expect(runs.length).toBeLessThan(2);
    if (runs.length === 1) return runs[0].operation;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
