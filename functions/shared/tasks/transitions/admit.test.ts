import { afterEach, expect, test } from 'vitest';
import { invalid } from '../../errors.ts';
import { useLocalCloud } from '../../google/local-cloud.testing.ts';
import { operations, projectDocument, readStep } from '../documents.ts';
import { failureOf } from '../failure.ts';
import { limitExports } from '../slots.ts';
import { lease, newProject, readOperation, readProject, submission } from '../tasks.testing.ts';
import { admit } from './admit.ts';
import { failStep } from './fail-step.ts';
import { submit } from './submit.ts';

useLocalCloud();
afterEach(() => {
  delete process.env['TERRANE_EXPORT_SLOTS'];
});

test('fifty dispatches at once fill the slots and no more', async () => {
  const project = newProject();
  await Promise.all(Array.from({ length: 8 }, () => submit(submission(project), undefined)));
  const admitted = (await Promise.all(Array.from({ length: 50 }, () => admit(project, 'export')))).flat();
  expect(admitted).toHaveLength(2);
  const running = await operations().where('project', '==', project).where('state', '==', 'RUNNING').get();
  expect(running.docs.map(({ id }) => id).sort()).toEqual(admitted.map(({ id }) => id).sort());
  for (const { id } of admitted) expect(await readStep(id, 'plan')).toMatchObject({ state: 'WAITING' });
});

test('by priority, and among equals the older first', async () => {
  const project = newProject();
  await projectDocument(project).set({ maxConcurrentExports: 1 });
  const priorities = [100, 100, 9999, 0, 100];
  const ids: string[] = [];
  for (const priority of priorities) {
    ids.push((await submit(submission(project, { priority }), undefined)).id);
    // Times have milliseconds.
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  const order: number[] = [];
  for (const _ of priorities) {
    const [{ id }] = await admit(project, 'export');
    order.push(ids.indexOf(id));
    await failStep(await lease(id, 'plan'), failureOf(invalid('Enough.')));
  }
  expect(order).toEqual([2, 0, 1, 4, 3]);
  expect(await admit(project, 'export')).toEqual([]);
  expect(await readProject(project)).toMatchObject({ running: { export: [] } });
});

test('owners of a project limit its exports, up to what the server allows', async () => {
  const project = newProject();
  for (const _ of [1, 2, 3, 4]) await submit(submission(project), undefined);
  await limitExports(project, 1);
  expect(await admit(project, 'export')).toHaveLength(1);
  await limitExports(project, 99);
  // The server's two.
  expect(await admit(project, 'export')).toHaveLength(1);
  process.env['TERRANE_EXPORT_SLOTS'] = '3';
  expect(await admit(project, 'export')).toHaveLength(1);
  await limitExports(project, undefined);
  expect(await admit(project, 'export')).toHaveLength(0);
  expect(await readProject(project)).toEqual({ running: { export: expect.objectContaining({ length: 3 }) } });
});

test('imports have slots of their own, and projects do too', async () => {
  process.env['TERRANE_EXPORT_SLOTS'] = '1';
  const [project, other] = [newProject(), newProject()];
  for (const kind of ['export', 'export', 'import'] as const) await submit(submission(project, { kind }), undefined);
  await submit(submission(other), undefined);
  expect(await admit(project, 'export')).toHaveLength(1);
  expect(await admit(project, 'export')).toHaveLength(0);
  const [imported] = await admit(project, 'import');
  expect(imported).toMatchObject({ kind: 'import', state: 'RUNNING', attempt: 1 });
  expect(await readOperation(imported.id)).toEqual(imported);
  expect(await admit(other, 'export')).toHaveLength(1);
});
