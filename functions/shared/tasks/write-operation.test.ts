import { Timestamp } from '@google-cloud/firestore';
import { expect, test } from 'vitest';
import { firestore } from '../google/firestore.ts';
import { useLocalCloud } from '../google/local-cloud.testing.ts';
import { liveDocument, operationDocument } from './documents.ts';
import { operationError } from './failure.ts';
import { operationMessage } from './operation-message.ts';
import { isOver, type OperationRecord } from './record.ts';
import { expireLease, lease, NO_PARTS, newProject, planOf, readOperation, submission } from './tasks.testing.ts';
import { admit } from './transitions/admit.ts';
import { cancel } from './transitions/cancel.ts';
import { completeChunk } from './transitions/complete-chunk.ts';
import { completePlan } from './transitions/complete-plan.ts';
import { deleteOperation } from './transitions/delete.ts';
import { failOperation } from './transitions/fail-operation.ts';
import { failStep } from './transitions/fail-step.ts';
import { leaseStep } from './transitions/lease.ts';
import { settle } from './transitions/settle.ts';
import { submit } from './transitions/submit.ts';
import { succeed } from './transitions/succeed.ts';

useLocalCloud();

/** What somebody who watches an operation has seen, from now on. */
function watch(operation: Pick<OperationRecord, 'project' | 'id'>) {
  const seen: unknown[] = [];
  const stop = liveDocument(operation).onSnapshot((snapshot) => seen.push(snapshot.data()?.['metadata'].state));
  return { seen, stop };
}

/** What those who watch see is what the API tells. */
async function expectShown(id: string): Promise<OperationRecord> {
  const record = await readOperation(id);
  const { expires, ...shown } = (await liveDocument(record).get()).data() ?? {};
  expect(shown).toEqual(operationMessage(record));
  // What is over is forgotten some day, by both documents.
  const kept = (await operationDocument(id).get()).data()?.['expires'];
  expect(expires).toEqual(kept);
  expect(expires instanceof Timestamp).toBe(isOver(record.state));
  return record;
}

async function started(): Promise<OperationRecord> {
  const project = newProject();
  const { id } = await submit(submission(project, { description: 'a task' }), undefined);
  await expectShown(id);
  await admit(project, 'export');
  return expectShown(id);
}

test('whatever becomes of an operation is told to those who watch it', async () => {
  const { id, project } = await started();
  const watcher = watch({ id, project });
  await completePlan(await lease(id, 'plan'), planOf(1), 64);
  await expectShown(id);
  expect(await leaseStep(id, 0)).toMatchObject({ kind: 'leased' });
  await expireLease(id, 0);
  const second = await lease(id, 0);
  expect(await expectShown(id)).toMatchObject({ attempt: 2 });
  await failStep(second, { permanent: false, error: operationError('INTERNAL', 'once') });
  expect(await expectShown(id)).toMatchObject({ attempt: 3 });
  await completeChunk({ ...(await lease(id, 0)), step: 0 }, NO_PARTS, 64);
  await succeed(await lease(id, 'finish'), {});
  expect(await expectShown(id)).toMatchObject({ state: 'SUCCEEDED', destinationUris: ['gs://somewhere/file.tif'] });
  await expect.poll(() => watcher.seen.at(-1)).toBe('SUCCEEDED');
  await deleteOperation(id);
  await expect.poll(() => watcher.seen.at(-1)).toBeUndefined();
  expect(watcher.seen.slice(0, -1).filter((state) => state !== 'RUNNING')).toEqual(['SUCCEEDED']);
  watcher.stop();
  expect((await firestore().collection(`live/${project}/tasks`).get()).size).toBe(0);
});

test('of what fails or is cancelled, too', async () => {
  const failed = await started();
  await failStep(await lease(failed.id, 'plan'), { permanent: true, error: operationError('NOT_FOUND', 'gone') });
  expect(await expectShown(failed.id)).toMatchObject({ state: 'FAILED' });
  const overlong = await started();
  await failOperation(overlong.id, operationError('DEADLINE_EXCEEDED', 'too long'));
  expect(await expectShown(overlong.id)).toMatchObject({ state: 'FAILED' });
  const running = await started();
  await cancel(running.id);
  expect(await expectShown(running.id)).toMatchObject({ state: 'CANCELLING' });
  await settle(running.id);
  expect(await expectShown(running.id)).toMatchObject({ state: 'CANCELLED' });
  const { id } = await submit(submission(newProject()), undefined);
  await cancel(id);
  expect(await expectShown(id)).toMatchObject({ state: 'CANCELLED' });
});

test('nothing else is shown: no expression, options, plan, inputs or user', async () => {
  const secret = 'a-secret-of-this-test';
  const text = JSON.stringify({ secret });
  const project = newProject();
  const { id } = await submit(submission(project, { request: { text }, options: text, user: secret }), undefined);
  await admit(project, 'export');
  await completePlan(await lease(id, 'plan'), { chunks: 1, plan: text, pins: { text } }, 64);
  expect(JSON.stringify(await readOperation(id))).toContain(secret);
  const shown = (await liveDocument({ project, id }).get()).data();
  expect(shown).toMatchObject({ name: `projects/${project}/operations/${id}`, metadata: { state: 'RUNNING' } });
  expect(JSON.stringify(shown)).not.toContain(secret);
});
