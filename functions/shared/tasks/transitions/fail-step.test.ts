import { expect, test } from 'vitest';
import { ServiceError } from '../../errors.ts';
import { useLocalCloud } from '../../google/local-cloud.testing.ts';
import { readStep } from '../documents.ts';
import { failureOf } from '../failure.ts';
import { lease, readOperation, readProject, runningOperation } from '../tasks.testing.ts';
import { failStep } from './fail-step.ts';
import { leaseStep } from './lease.ts';

useLocalCloud();

test('what the user can mend fails at once, and frees the slot', async () => {
  const { id, project } = await runningOperation(1);
  const failure = failureOf(new ServiceError('INVALID_ARGUMENT', 'Export too large.'));
  expect(await failStep(await lease(id, 0), failure)).toEqual({ kind: 'failed' });
  expect(await readOperation(id)).toMatchObject({ state: 'FAILED', error: { code: 3, message: 'Export too large.' } });
  expect(await readProject(project)).toMatchObject({ running: { export: [] } });
  expect(await leaseStep(id, 0)).toMatchObject({ kind: 'over' });
});

test('what may pass is tried five times, with longer and longer waits', async () => {
  const { id } = await runningOperation(1);
  const failure = failureOf(new TypeError('secret'));
  const waits: number[] = [];
  for (let attempt = 1; attempt < 5; attempt++) {
    const outcome = await failStep(await lease(id, 0), failure);
    if (outcome.kind !== 'retry') throw new Error(outcome.kind);
    waits.push(outcome.at - Date.now());
    expect((await readOperation(id)).attempt).toBe(attempt + 1);
    expect(await readStep(id, 0)).toMatchObject({ state: 'WAITING', failures: attempt });
  }
  for (const [i, wait] of waits.entries()) {
    expect(wait).toBeGreaterThan(1000 * 4 ** i - 500);
    expect(wait).toBeLessThanOrEqual(1250 * 4 ** i);
  }
  expect(await failStep(await lease(id, 0), failure)).toEqual({ kind: 'failed' });
  const message = 'An internal error has occurred';
  expect(await readOperation(id)).toMatchObject({ state: 'FAILED', attempt: 5, error: { code: 13, message } });
});

test('who has lost the lease has no say', async () => {
  const { id } = await runningOperation(1);
  const held = await lease(id, 0);
  const failure = failureOf(new Error());
  expect(await failStep({ ...held, token: 'another' }, failure)).toEqual({ kind: 'lost' });
  expect(await readStep(id, 0)).toMatchObject({ state: 'LEASED', failures: 0 });
});
