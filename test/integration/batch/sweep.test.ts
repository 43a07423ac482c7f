import { afterAll, beforeAll, expect, test } from 'vitest';
import { operationDocument, operations, stepDocument } from '../../../functions/shared/tasks/documents.ts';
import { submission } from '../../../functions/shared/tasks/tasks.testing.ts';
import { admit } from '../../../functions/shared/tasks/transitions/admit.ts';
import { cancel } from '../../../functions/shared/tasks/transitions/cancel.ts';
import { leaseStep } from '../../../functions/shared/tasks/transitions/lease.ts';
import { submit } from '../../../functions/shared/tasks/transitions/submit.ts';
import { type BatchServer, BUCKET, PROJECT, square, startBatch } from './terrane.ts';

let server: BatchServer;
beforeAll(async () => {
  server = await startBatch();
});
afterAll(() => server.stop());

/** An export whose wake-ups have been lost so far. */
async function forgotten(prefix: string): Promise<{ id: string; name: string }> {
  const { id } = await submit(
    submission(PROJECT, {
      request: { text: JSON.stringify(square(8)) },
      options: JSON.stringify({ target: 'file', maxPixels: 1e8, tileSize: 256, cloudOptimized: false }),
      destination: { kind: 'file', bucket: BUCKET, prefix, extension: 'tif' },
    }),
    undefined,
  );
  return { id, name: `projects/${PROJECT}/operations/${id}` };
}

async function sweep(): Promise<void> {
  const headers = { 'x-cloudscheduler': 'true' };
  const { status } = await fetch(`${server.url}/tasks/sweep`, { method: 'POST', headers });
  expect(status).toBe(200);
}

test('what waits although there is room runs', async () => {
  const { name } = await forgotten('pending');
  await sweep();
  expect((await server.ended(name)).metadata.state).toBe('SUCCEEDED');
});

test('a step whose wake-up was lost is woken, but not before it is overdue', async () => {
  const { id, name } = await forgotten('lost');
  await admit(PROJECT, 'export');
  await sweep();
  expect((await server.reached(name, 'RUNNING')).metadata.stages).toBeUndefined();
  await stepDocument(id, 'plan').update({ due: Date.now() - 1 });
  await sweep();
  expect((await server.ended(name)).metadata).toMatchObject({ state: 'SUCCEEDED', attempt: 1 });
});

test('a step whose worker has died is taken over', async () => {
  const { id, name } = await forgotten('died');
  await admit(PROJECT, 'export');
  await leaseStep(id, 'plan');
  await stepDocument(id, 'plan').update({ due: Date.now() - 1 });
  await sweep();
  expect((await server.ended(name)).metadata).toMatchObject({ state: 'SUCCEEDED', attempt: 2 });
});

test('what was to be cancelled is', async () => {
  const { id, name } = await forgotten('cancelled');
  await admit(PROJECT, 'export');
  await cancel(id);
  await sweep();
  expect((await server.ended(name)).metadata.state).toBe('CANCELLED');
});

test('what runs for more than ten days fails', async () => {
  const [old, young] = [await forgotten('old'), await forgotten('young')];
  await admit(PROJECT, 'export');
  const days = (count: number) => new Date(Date.now() - count * 24 * 3600 * 1000).toISOString();
  await operationDocument(old.id).update({ startTime: days(10.1) });
  await operationDocument(young.id).update({ startTime: days(9.9) });
  await sweep();
  expect((await server.ended(old.name)).error?.message).toContain('limit of 10 days');
  await server.reached(young.name, 'RUNNING');
  await stepDocument(young.id, 'plan').update({ due: Date.now() - 1 });
  await sweep();
  await server.ended(young.name);
});

test('rubbish of what is over goes', async () => {
  const { id, name } = await forgotten('tidy');
  await sweep();
  await server.ended(name);
  await operationDocument(id).update({ litter: true });
  await stepDocument(id, 0).set({ operation: id, step: 0, state: 'DONE', failures: 0 });
  await sweep();
  expect((await stepDocument(id, 0).get()).exists).toBe(false);
  expect((await operations().where('litter', '==', true).get()).size).toBe(0);
});
