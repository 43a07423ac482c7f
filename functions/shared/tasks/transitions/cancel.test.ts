import { expect, test } from 'vitest';
import { useLocalCloud } from '../../google/local-cloud.testing.ts';
import { readStep } from '../documents.ts';
import { failureOf } from '../failure.ts';
import {
  expireLease,
  lease,
  NO_PARTS,
  newProject,
  readOperation,
  readProject,
  runningOperation,
  submission,
} from '../tasks.testing.ts';
import { admit } from './admit.ts';
import { cancel } from './cancel.ts';
import { completeChunk } from './complete-chunk.ts';
import { failStep } from './fail-step.ts';
import { leaseStep } from './lease.ts';
import { renewLease } from './renew.ts';
import { settle } from './settle.ts';
import { submit } from './submit.ts';

useLocalCloud();

test('what has not begun is cancelled at once', async () => {
  const project = newProject();
  const { id } = await submit(submission(project), undefined);
  expect(await Promise.all([cancel(id), cancel(id)])).toEqual(['cancelled', 'cancelled']);
  expect(await readOperation(id)).toMatchObject({ state: 'CANCELLED', error: { code: 1 } });
  expect(await admit(project, 'export')).toEqual([]);
});

test('what runs is cancelled when its chunks have stopped', async () => {
  const { id, project } = await runningOperation(3);
  const [stops, dies] = [await lease(id, 0), await lease(id, 1)];
  expect(await cancel(id)).toBe('cancelling');
  expect(await settle(id)).toMatchObject({ kind: 'waiting' });
  expect(await leaseStep(id, 2)).toMatchObject({ kind: 'cancelling' });
  expect(await renewLease(stops)).toBe(false);
  expect(await readStep(id, 0)).toMatchObject({ state: 'WAITING' });
  expect(await completeChunk({ ...stops, step: 0 }, NO_PARTS, 64)).toEqual({ kind: 'cancelling' });
  expect(await failStep(stops, failureOf(new Error()))).toEqual({ kind: 'cancelling' });
  expect(await settle(id)).toMatchObject({ kind: 'waiting' });
  expect(await readProject(project)).toMatchObject({ running: { export: [id] } });
  await expireLease(id, 1);
  const settled = await Promise.all([settle(id), settle(id)]);
  expect(settled.map(({ kind }) => kind).sort()).toEqual(['cancelled', 'none']);
  expect(await readOperation(id)).toMatchObject({ state: 'CANCELLED', error: { code: 1, message: 'Cancelled.' } });
  expect(await readProject(project)).toMatchObject({ running: { export: [] } });
  expect(await completeChunk({ ...dies, step: 1 }, NO_PARTS, 64)).toEqual({ kind: 'over' });
  expect(await cancel(id)).toBe('cancelled');
});

test('what does not exist cannot be cancelled', async () => {
  expect(await cancel('NOTHING')).toBe('gone');
});
