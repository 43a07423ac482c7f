import { expect, it } from 'vitest';
import { useLocalCloud } from '../../shared/google/local-cloud.testing.ts';
import type { ImagePlan } from '../../shared/jobs/export-job.ts';
import { plannedRaster } from '../../shared/jobs/jobs.testing.ts';
import { readStep, stepDocument, steps } from '../../shared/tasks/documents.ts';
import { groupsDone } from '../../shared/tasks/progress.ts';
import { groupStep } from '../../shared/tasks/step.ts';
import { lease, NO_PARTS, newProject, readOperation, submission } from '../../shared/tasks/tasks.testing.ts';
import { admit } from '../../shared/tasks/transitions/admit.ts';
import { completeChunk } from '../../shared/tasks/transitions/complete-chunk.ts';
import { completeGroup } from '../../shared/tasks/transitions/complete-group.ts';
import { completePlan } from '../../shared/tasks/transitions/complete-plan.ts';
import { leaseStep } from '../../shared/tasks/transitions/lease.ts';
import { submit } from '../../shared/tasks/transitions/submit.ts';
import { takeWakeUps } from '../../shared/tasks/wake/wake-ups.testing.ts';
import { runFinish } from './finish.ts';
import { wakeGroupOf } from './group.ts';

useLocalCloud();

takeWakeUps();

/** A running export of 4 x 2 chunks, in two groups of four. */
async function grouped() {
  const project = newProject();
  await submit(submission(project), undefined);
  const [{ id }] = await admit(project, 'export');
  const plan: ImagePlan = { files: [{ chunks: 8, width: 64, height: 32, bands: [0], raster: plannedRaster(1) }] };
  const planned = { chunks: 8, groups: 2, plan: JSON.stringify(plan), pins: { text: '{}' } };
  await completePlan(await lease(id, 'plan'), planned, 8);
  return readOperation(id);
}

async function complete(id: string, chunk: number): Promise<void> {
  await completeChunk({ ...(await lease(id, chunk)), step: chunk }, NO_PARTS, 8);
}

const groupsOf = async (id: string) => (await steps(id).orderBy('group').get()).docs.map((step) => step.id);

it('a group begins with the last of its chunks, whichever that is, and once', async () => {
  const operation = await grouped();
  const { id } = operation;
  for (const chunk of [3, 0, 5, 1]) {
    await complete(id, chunk);
    await wakeGroupOf(operation, chunk, []);
    expect(await groupsOf(id)).toEqual([]);
  }
  await complete(id, 2);
  // Two that see at the same time that all are done.
  await Promise.all([wakeGroupOf(operation, 2, []), wakeGroupOf(operation, 1, [])]);
  expect(await groupsOf(id)).toEqual(['group-0']);
  expect(await readStep(id, 'group-0')).toMatchObject({ state: 'WAITING', group: 0, failures: 0 });
});

it('the finish begins when all groups are gathered, and makes up for those that nobody has begun', async () => {
  const { id } = await grouped();
  for (let chunk = 0; chunk < 8; chunk++) {
    await runFinish(id);
    expect(await groupsOf(id)).toEqual([]);
    await complete(id, chunk);
  }
  await runFinish(id);
  expect(await groupsOf(id)).toEqual(['group-0', 'group-1']);
  expect((await readStep(id, 'finish'))?.state).toBe('WAITING');
  expect(await completeGroup(await lease(id, groupStep(1)), NO_PARTS)).toBe('held');
  expect(await groupsDone({ id, groups: 2 })).toBe(1);
});

it('a late worker does not replace what a group has come to', async () => {
  const { id } = await grouped();
  for (let chunk = 0; chunk < 8; chunk++) await complete(id, chunk);
  await runFinish(id);
  const late = await lease(id, groupStep(0));
  await stepDocument(id, groupStep(0)).update({ due: Date.now() - 1 });
  const outcome = await leaseStep(id, groupStep(0));
  if (outcome.kind !== 'leased') throw new Error(outcome.kind);
  expect(await completeGroup(late, 'late')).toBe('lost');
  expect(await completeGroup(outcome.lease, 'own')).toBe('held');
  expect(await completeGroup(late, 'late')).toBe('lost');
  expect(await readStep(id, groupStep(0))).toMatchObject({ state: 'DONE', parts: 'own' });
});
