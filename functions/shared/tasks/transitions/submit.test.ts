import { expect, test } from 'vitest';
import { firestore } from '../../google/firestore.ts';
import { useLocalCloud } from '../../google/local-cloud.testing.ts';
import { operationDocument, operations, projectDocument } from '../documents.ts';
import { newOperationId } from '../operation-id.ts';
import { requestKey } from '../request-id.ts';
import { newProject, readOperation, submission } from '../tasks.testing.ts';
import { MAX_PENDING } from '../timing.ts';
import { cancel } from './cancel.ts';
import { deleteOperation } from './delete.ts';
import { submit } from './submit.ts';

useLocalCloud([{ service: 'firestore', method: /^Commit$/, fault: { kind: 'drop' }, times: 1 }]);

test('a commit whose answer is lost does not make a second operation', async () => {
  const project = newProject();
  const wanted = submission(project);
  expect(await submit(wanted, undefined)).toMatchObject({ id: wanted.id, state: 'PENDING' });
  expect((await operations().where('project', '==', project).get()).size).toBe(1);
});

test('twenty submissions at once with one request id make one operation', async () => {
  const project = newProject();
  const key = requestKey('somebody', 'a-1');
  const records = await Promise.all(Array.from({ length: 20 }, () => submit(submission(project), key)));
  expect(new Set(records.map(({ id }) => id)).size).toBe(1);
  expect((await operations().where('project', '==', project).get()).size).toBe(1);
  // Those who submit do not wait for each other at the project's document.
  expect((await projectDocument(project).get()).exists).toBe(false);
  expect(await readOperation(records[0].id)).toEqual(records[0]);
});

test('request ids of other users are others, and those of a user are the same in all projects', async () => {
  const keys = [requestKey('a', 'id'), requestKey('b', 'id'), requestKey('a', 'id2')];
  expect(new Set(keys).size).toBe(keys.length);
  const first = await submit(submission(newProject()), requestKey('a', 'everywhere'));
  expect(await submit(submission(newProject()), requestKey('a', 'everywhere'))).toEqual(first);
});

test('a request id outlives the operation', async () => {
  const key = requestKey('somebody', 'outlives');
  const { id } = await submit(submission(newProject()), key);
  await cancel(id);
  expect(await deleteOperation(id)).toBe(true);
  await expect(submit(submission(newProject()), key)).rejects.toMatchObject({
    status: 'ALREADY_EXISTS',
    message: expect.stringContaining('its operation has been deleted'),
  });
});

test.each(['a'.repeat(61), 'with_underscore', 'ä', ''])('the request id %j is refused', (id) => {
  expect(() => requestKey('a', id)).toThrow(/at most 60 letters/);
});

test('a full queue takes no more, but knows what it has', async () => {
  const project = newProject();
  const key = requestKey('somebody', 'known');
  const known = await submit(submission(project), key);
  for (let made = 1; made < MAX_PENDING; ) {
    const batch = firestore().batch();
    for (let i = 0; i < 500 && made < MAX_PENDING; i++, made++) {
      batch.create(operationDocument(newOperationId()), { project, state: 'PENDING' });
    }
    await batch.commit();
  }
  await expect(submit(submission(project), undefined)).rejects.toMatchObject({
    status: 'RESOURCE_EXHAUSTED',
    message: 'Too many tasks already in the queue (3000). Please wait for some of them to complete.',
  });
  expect(await submit(submission(project), key)).toEqual(known);
});
