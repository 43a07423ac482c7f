import { expect, test } from 'vitest';
import { useLocalCloud } from '../../google/local-cloud.testing.ts';
import { operations, projectDocument } from '../documents.ts';
import { requestKey } from '../request-id.ts';
import { newProject, readOperation, readProject, submission } from '../tasks.testing.ts';
import { MAX_PENDING } from '../timing.ts';
import { submit } from './submit.ts';

useLocalCloud([{ service: 'firestore', method: /^Commit$/, fault: { kind: 'drop' }, times: 1 }]);

test('a commit whose answer is lost does not make a second operation', async () => {
  const project = newProject();
  const wanted = submission(project);
  expect(await submit(wanted, undefined)).toMatchObject({ id: wanted.id, state: 'PENDING' });
  expect(await readProject(project)).toEqual({ pending: 1 });
});

test('twenty submissions at once with one request id make one operation', async () => {
  const project = newProject();
  const key = requestKey('somebody', project, 'a-1');
  const records = await Promise.all(Array.from({ length: 20 }, () => submit(submission(project), key)));
  expect(new Set(records.map(({ id }) => id)).size).toBe(1);
  expect((await operations().where('project', '==', project).get()).size).toBe(1);
  expect(await readProject(project)).toEqual({ pending: 1 });
  expect(await readOperation(records[0].id)).toEqual(records[0]);
});

test('request ids of other users and projects are others', () => {
  const keys = [
    requestKey('a', 'project', 'id'),
    requestKey('b', 'project', 'id'),
    requestKey('a', 'other', 'id'),
    requestKey('a', 'project', 'id2'),
  ];
  expect(new Set(keys).size).toBe(keys.length);
  expect(requestKey('a', 'project', 'id')).toBe(keys[0]);
});

test.each(['a'.repeat(61), 'with_underscore', 'ä', ''])('the request id %j is refused', (id) => {
  expect(() => requestKey('a', 'project', id)).toThrow(/at most 60 letters/);
});

test('a full queue takes no more, but knows what it has', async () => {
  const project = newProject();
  const key = requestKey('somebody', project, 'known');
  const known = await submit(submission(project), key);
  await projectDocument(project).update({ pending: MAX_PENDING });
  await expect(submit(submission(project), undefined)).rejects.toMatchObject({
    status: 'RESOURCE_EXHAUSTED',
    message: 'Too many tasks already in the queue (3000). Please wait for some of them to complete.',
  });
  expect(await submit(submission(project), key)).toEqual(known);
});
