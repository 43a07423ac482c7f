import { expect, test, vi } from 'vitest';
import { useLocalCloud } from '../../google/local-cloud.testing.ts';
import { chunksDone } from '../progress.ts';
import { expireLease, lease, NO_PARTS, readOperation, readStep, runningOperation } from '../tasks.testing.ts';
import { completeChunk } from './complete-chunk.ts';
import { leaseStep } from './lease.ts';
import { renewLease } from './renew.ts';

useLocalCloud();

test('of twenty deliveries of a chunk one gets the lease', async () => {
  const { id } = await runningOperation(1);
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => leaseStep(id, 0)));
  expect(outcomes.filter(({ kind }) => kind === 'leased')).toHaveLength(1);
  const busy = outcomes.filter((outcome) => outcome.kind === 'busy');
  expect(busy).toHaveLength(19);
  for (const { until } of busy) expect(until).toBeGreaterThan(Date.now() + 30_000);
});

test('a lease that is over is taken by the next one, and counts as an attempt', async () => {
  const { id } = await runningOperation(1);
  const first = await lease(id, 0);
  expect(await renewLease(first)).toBe(true);
  await expireLease(id, 0);
  const second = await lease(id, 0);
  expect((await readOperation(id)).attempt).toBe(2);
  expect(await renewLease(first)).toBe(false);
  expect(await completeChunk({ ...first, step: 0 }, NO_PARTS)).toBe('lost');
  expect(await completeChunk({ ...second, step: 0 }, NO_PARTS)).toBe('held');
});

test('who dies five times is not tried again', async () => {
  const { id } = await runningOperation(1);
  for (let attempt = 1; attempt <= 5; attempt++) {
    await lease(id, 0);
    expect((await readOperation(id)).attempt).toBe(attempt);
    await expireLease(id, 0);
  }
  expect(await leaseStep(id, 0)).toMatchObject({ kind: 'exhausted' });
});

test('a chunk that is completed twice counts once', async () => {
  const operation = await runningOperation(2);
  const held = { ...(await lease(operation.id, 0)), step: 0 };
  const outcomes = await Promise.all([completeChunk(held, NO_PARTS), completeChunk(held, NO_PARTS)]);
  expect(outcomes.sort()).toEqual(['held', 'lost']);
  expect(await chunksDone(operation)).toBe(1);
  expect(await leaseStep(operation.id, 0)).toMatchObject({ kind: 'done' });
  expect(await readStep(operation.id, 0)).not.toHaveProperty('due');
});

test('a chunk that is done lets the one a window further on go, whatever the setting is by then', async () => {
  const WINDOW = 5;
  vi.stubEnv('TERRANE_CHUNK_WINDOW', String(WINDOW));
  const { id } = await runningOperation(WINDOW + 2);
  vi.unstubAllEnvs();
  expect(await readStep(id, WINDOW - 1)).toMatchObject({ state: 'WAITING', chunk: WINDOW - 1 });
  expect(await leaseStep(id, WINDOW)).toEqual({ kind: 'gone' });
  for (const chunk of [1, 2]) await completeChunk({ ...(await lease(id, chunk)), step: chunk }, NO_PARTS);
  expect(await readStep(id, WINDOW)).toBeUndefined();
  expect(await readStep(id, WINDOW + 1)).toMatchObject({ state: 'WAITING' });
  expect(await readStep(id, WINDOW + 2)).toBeUndefined();
});

test('steps of what does not exist', async () => {
  expect(await leaseStep('NOTHING', 'plan')).toEqual({ kind: 'gone' });
});
