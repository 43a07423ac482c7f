import { expect, test } from 'vitest';
import { useLocalCloud } from '../../google/local-cloud.testing.ts';
import { readStep, stepDocument } from '../documents.ts';
import type { StepRecord } from '../step.ts';
import { expireLease, lease, runningOperation } from '../tasks.testing.ts';
import { postpone } from './postpone.ts';

useLocalCloud();

const MINUTE = 60_000;

async function step(id: string): Promise<StepRecord> {
  const record = await readStep(id, 0);
  if (record === undefined) throw new Error('There is no step.');
  return record;
}

/** Lets the time pass until the step may be woken again. */
async function whenDue(id: string): Promise<StepRecord> {
  const { state, due, woken } = await step(id);
  const past = Date.now() - 1;
  await stepDocument(id, 0).update({
    due: state === 'WAITING' ? past : due,
    ...(woken ? { woken: { ...woken, next: past } } : {}),
  });
  return step(id);
}

test('a step at which nobody works is woken again later and later, until somebody does', async () => {
  const { id } = await runningOperation(1);
  const minutes: number[] = [];
  for (let i = 0; i < 12; i++) {
    const record = await whenDue(id);
    expect(await postpone(record)).toBe(true);
    expect(await postpone(record)).toBe(false);
    const { due = 0 } = await step(id);
    minutes.push(Math.round((due - Date.now()) / MINUTE));
  }
  expect(minutes).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 1440, 1440]);
  await lease(id, 0);
  expect(await step(id)).not.toHaveProperty('woken');
});

test('so is one whose lease is over, which stays as it is', async () => {
  const { id } = await runningOperation(1);
  await lease(id, 0);
  await expireLease(id, 0);
  const { due } = await step(id);
  const minutes: number[] = [];
  for (let i = 0; i < 3; i++) {
    const record = await whenDue(id);
    expect(await postpone(record)).toBe(true);
    expect(await postpone(record)).toBe(false);
    const { woken } = await step(id);
    minutes.push(Math.round(((woken?.next ?? 0) - Date.now()) / MINUTE));
  }
  expect(minutes).toEqual([2, 4, 8]);
  expect((await step(id)).due).toBe(due);
});
