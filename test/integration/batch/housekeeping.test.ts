import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { firestore } from '../../../functions/shared/google/firestore.ts';
import { storage } from '../../../functions/shared/google/storage.ts';
import { operationDocument, projectDocument, stepDocument } from '../../../functions/shared/tasks/documents.ts';
import { newOperationId } from '../../../functions/shared/tasks/operation-id.ts';
import { readOperation, submission } from '../../../functions/shared/tasks/tasks.testing.ts';
import { submit } from '../../../functions/shared/tasks/transitions/submit.ts';
import { type BatchServer, BUCKET, square, startBatch } from './terrane.ts';

/** What cannot be read, deleted or written keeps nothing else, and is not tried for ever. */

let server: BatchServer;
const lines: string[] = [];

beforeAll(async () => {
  vi.stubEnv('TERRANE_LOG', 'on');
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => {
    lines.push(String(line));
    return true;
  });
  server = await startBatch([
    { service: 'storage', bucket: 'forbidden', fault: { kind: 'fail', status: 'PERMISSION_DENIED' }, probability: 1 },
    // The client does not repeat what is refused with 409.
    {
      ...{ service: 'storage', bucket: 'moody', method: /^objects\.(list|delete)$/, probability: 1 },
      fault: { kind: 'fail', status: 'ABORTED' },
    },
  ]);
  for (const bucket of ['forbidden', 'moody'])
    await storage()
      .createBucket(bucket)
      .catch(() => {});
});
afterAll(async () => {
  await server.stop();
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/** An export whose wake-ups have been lost so far. */
async function forgotten(project: string, bucket: string, prefix: string): Promise<{ id: string; name: string }> {
  const { id } = await submit(
    submission(project, {
      request: { text: JSON.stringify(square(8)) },
      options: JSON.stringify({ target: 'file', maxPixels: 1e8, tileSize: 256, cloudOptimized: false }),
      destination: { kind: 'file', bucket, prefix, extension: 'tif' },
    }),
    undefined,
  );
  return { id, name: `projects/${project}/operations/${id}` };
}

async function sweep(): Promise<void> {
  const headers = { 'x-cloudscheduler': 'true' };
  const { status } = await fetch(`${server.url}/tasks/sweep`, { method: 'POST', headers });
  expect(status).toBe(200);
}

/** Log lines, other than those of answered requests, that tell of something. */
function told(of: string): string[] {
  return lines.filter((line) => line.includes(of) && !line.includes('httpRequest'));
}

test('a bucket that answers 403 is one failed task', async () => {
  const refused = await forgotten('first-project', 'forbidden', 'refused');
  const others = await Promise.all(['first-project', 'second-project'].map((each) => forgotten(each, BUCKET, each)));
  await sweep();
  const { metadata, error } = await server.ended(refused.name);
  expect(metadata).toMatchObject({ state: 'FAILED', attempt: 1 });
  expect(error).toMatchObject({
    code: 7,
    message: expect.stringContaining("may not write to the Cloud Storage bucket 'forbidden'"),
  });
  for (const { name } of others) expect((await server.ended(name)).metadata.state).toBe('SUCCEEDED');
  // Its parts cannot be looked for either: that is said once, and left.
  const folder = `gs://forbidden/refused.terrane-parts/${refused.id}/`;
  expect(await readOperation(refused.id)).toMatchObject({ litter: false, left: [folder] });
  expect(told(folder)).toHaveLength(1);
  expect((await stepDocument(refused.id, 'plan').get()).exists).toBe(false);
  await sweep();
  expect(told(folder)).toHaveLength(1);
});

test('what cannot be tidied now is tried later and later, and left in the end', async () => {
  const { id, name } = await forgotten('first-project', BUCKET, 'moody-later');
  await sweep();
  await server.ended(name);
  const littered = { destination: { kind: 'file', bucket: 'moody', prefix: 'a', extension: 'tif' }, litter: true };
  await operationDocument(id).update(littered);
  await stepDocument(id, 0).set({ operation: id, step: 0, state: 'DONE', failures: 0 });
  const seconds: number[] = [];
  for (;;) {
    await sweep();
    expect((await stepDocument(id, 0).get()).exists).toBe(false);
    const { litter, tidying } = await readOperation(id);
    if (!litter || !tidying) break;
    seconds.push(Math.round((tidying.next - Date.now()) / 1000));
    // Not before its time.
    await sweep();
    expect((await readOperation(id)).tidying).toEqual(tidying);
    await operationDocument(id).update({ 'tidying.next': Date.now() - 1 });
  }
  expect(seconds.map((each) => Math.ceil(each / 60))).toEqual([1, 4, 16, 64, 256, 1024, 1440, 1440]);
  const folder = `gs://moody/a.terrane-parts/${id}/`;
  const record = await readOperation(id);
  expect(record).toMatchObject({ litter: false, left: [folder] });
  expect(record).not.toHaveProperty('tidying');
  expect(told(`${folder} cannot be deleted, and is left`)).toHaveLength(1);
});

test('records that cannot be read keep nothing from those that can', async () => {
  const sound = await forgotten('third-project', BUCKET, 'beside-spoilt');
  const record = await readOperation(sound.id);
  // Before the sound one in its queue, and in as many places as there are slots.
  const spoilt = ['PENDING', 'PENDING', 'PENDING', 'RUNNING', 'CANCELLING', 'FAILED'].map((state) => ({
    ...{ ...record, id: newOperationId(), priority: 200, litter: true, startTime: '2020-01-01T00:00:00.000Z' },
    ...{ state, description: 7 },
  }));
  for (const each of spoilt) await operationDocument(each.id).set(each);
  await stepDocument(spoilt[3]?.id ?? '', 0).set({ operation: spoilt[3]?.id, step: 0, state: 'DANCING', due: 1 });
  const overlong = await forgotten('fourth-project', BUCKET, 'overlong');
  await operationDocument(overlong.id).update({ state: 'RUNNING', startTime: '2020-01-02T00:00:00.000Z' });
  await sweep();
  expect((await server.ended(sound.name)).metadata.state).toBe('SUCCEEDED');
  expect((await server.ended(overlong.name)).metadata.state).toBe('FAILED');
  await sweep();
  // Those of them that sweeps come upon are told of, once.
  for (const each of spoilt.slice(3)) expect(told(`operations/${each.id} is passed over`)).toHaveLength(1);
  expect(told(`operations/${spoilt[3]?.id}/steps/0 is passed over`)).toHaveLength(1);
  // They stay as they were: another version may be able to read them.
  expect((await operationDocument(spoilt[3]?.id ?? '').get()).data()).toMatchObject({
    state: 'RUNNING',
    description: 7,
  });
});

test('hundreds that wait in one project do not keep the one of another', async () => {
  const first = await forgotten('crowded-project', BUCKET, 'crowded');
  await projectDocument('crowded-project').set({ maxConcurrentExports: 0 }, { merge: true });
  const record = await readOperation(first.id);
  const batch = firestore().batch();
  for (let i = 0; i < 399; i++) {
    const copy = { ...record, id: newOperationId(), priority: 0 };
    batch.create(operationDocument(copy.id), copy);
  }
  await batch.commit();
  const other = await forgotten('lonely-project', BUCKET, 'lonely');
  await sweep();
  expect((await server.ended(other.name)).metadata.state).toBe('SUCCEEDED');
  // The crowd is woken as well: there is a slot for one now, and the others are taken away.
  await projectDocument('crowded-project').set({ maxConcurrentExports: 1 }, { merge: true });
  await sweep();
  await vi.waitUntil(async () => (await readOperation(first.id)).state !== 'PENDING', { timeout: 10_000 });
  const rest = await firestore()
    .collection('operations')
    .where('project', '==', 'crowded-project')
    .where('state', '==', 'PENDING')
    .get();
  const removal = firestore().batch();
  for (const { ref } of rest.docs) removal.delete(ref);
  await removal.commit();
  await server.ended(first.name);
});

test('steps of an operation that is gone are woken once', async () => {
  const id = newOperationId();
  await stepDocument(id, 0).set({ operation: id, step: 0, state: 'WAITING', failures: 0, due: 1 });
  await sweep();
  await vi.waitUntil(async () => !(await stepDocument(id, 0).get()).exists, { timeout: 10_000 });
});

test("a project's document that cannot be read is told of once, and its wake-ups end", async () => {
  const { name } = await forgotten('spoilt-project', BUCKET, 'never');
  await projectDocument('spoilt-project').set({ running: 'nothing' }, { merge: true });
  const body = JSON.stringify({ project: 'spoilt-project', kind: 'export' });
  const headers = { 'x-cloudtasks-queuename': 'terrane-dispatch' };
  for (const _ of ['once', 'twice']) {
    const { status } = await fetch(`${server.url}/tasks/dispatch`, { method: 'POST', headers, body });
    expect(status).toBe(200);
  }
  expect(told('projects/spoilt-project is passed over')).toHaveLength(1);
  await projectDocument('spoilt-project').update({ running: {} });
  await sweep();
  expect((await server.ended(name)).metadata.state).toBe('SUCCEEDED');
});
