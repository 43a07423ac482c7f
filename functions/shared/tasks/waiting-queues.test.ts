import { expect, test } from 'vitest';
import { firestore } from '../google/firestore.ts';
import { useLocalCloud } from '../google/local-cloud.testing.ts';
import { operationDocument } from './documents.ts';
import { newOperationId } from './operation-id.ts';
import { readOperation, submission } from './tasks.testing.ts';
import { submit } from './transitions/submit.ts';
import { forEachWaitingQueue } from './waiting-queues.ts';

useLocalCloud();

/** The queues that are found, in that order. */
async function found(): Promise<string[]> {
  const queues: string[] = [];
  await forEachWaitingQueue(async ({ project, kind }) => {
    queues.push(`${project} ${kind}`);
  });
  return queues;
}

test('each queue is found once, whatever waits in the others, and whatever else its first record is', async () => {
  const { id } = await submit(submission('busy-project'), undefined);
  const record = await readOperation(id);
  const batch = firestore().batch();
  for (let i = 0; i < 400; i++) {
    const copy = { ...record, id: newOperationId() };
    batch.create(operationDocument(copy.id), copy);
  }
  await batch.commit();
  await submit(submission('quiet-project'), undefined);
  await submit(submission('quiet-project', { kind: 'import' }), undefined);
  await operationDocument('RUNS').set({ ...record, project: 'another-project', state: 'RUNNING' });
  await operationDocument('SPOILT').set({ state: 'PENDING', project: 'spoilt-project', kind: 'export' });
  await operationDocument('WORSE').set({ state: 'PENDING', project: 'a-project', kind: 'dance' });
  await operationDocument('WORST').set({ state: 'PENDING', project: 7, kind: 'export' });
  const queues = ['busy-project export', 'quiet-project export', 'quiet-project import', 'spoilt-project export'];
  expect(await found()).toEqual(queues);
});

test('one that cannot be woken does not keep the others', async () => {
  const asked: string[] = [];
  await forEachWaitingQueue(async ({ project }) => {
    asked.push(project);
    if (project === 'busy-project') throw new Error('no wake-up for these');
  });
  expect(asked).toEqual(['busy-project', 'quiet-project', 'quiet-project', 'spoilt-project']);
});
