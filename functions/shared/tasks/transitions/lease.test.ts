import { expect, test } from 'vitest';
import { useLocalCloud } from '../../google/local-cloud.testing.ts';
import { readStep } from '../documents.ts';
import { chunksDone } from '../progress.ts';
import { expireLease, lease, NO_PARTS, readOperation, runningOperation } from '../tasks.testing.ts';
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
  expect(await completeChunk({ ...first, step: 0 }, NO_PARTS, 64)).toEqual({ kind: 'lost' });
  expect(await completeChunk({ ...second, step: 0 }, NO_PARTS, 64)).toEqual({ kind: 'held', followers: [] });
});

test('who dies ten times is not tried again', async () => {
  const { id } = await runningOperation(1);
  for (let attempt = 1; attempt <= 10; attempt++) {
    await lease(id, 0);
    expect((await readOperation(id)).attempt).toBe(attempt);
    await expireLease(id, 0);
  }
  expect(await leaseStep(id, 0)).toMatchObject({ kind: 'exhausted' });
});

test('a chunk that is completed twice counts once', async () => {
  const operation = await runningOperation(2);
  const held = { ...(await lease(operation.id, 0)), step: 0 };
  const outcomes = await Promise.all([completeChunk(held, NO_PARTS, 64), completeChunk(held, NO_PARTS, 64)]);
  expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['held', 'lost']);
  expect(await chunksDone(operation)).toBe(1);
  expect(await leaseStep(operation.id, 0)).toMatchObject({ kind: 'done' });
  expect(await readStep(operation.id, 0)).not.toHaveProperty('due');
});

test('chunks that follow one that is done are handed out once, in order', async () => {
  const { id } = await runningOperation(5, 2);
  expect(await readStep(id, 'plan')).toMatchObject({ state: 'DONE', followers: [0, 1] });
  expect(await readStep(id, 2)).toBeUndefined();
  const complete = async (chunk: number, share: number) => {
    const held = { ...(await lease(id, chunk)), step: chunk };
    const [one, two] = await Promise.all([completeChunk(held, NO_PARTS, share), completeChunk(held, NO_PARTS, share)]);
    return [one, two].filter(({ kind }) => kind === 'held');
  };
  // The second one first: it takes what is next.
  expect(await complete(1, 2)).toEqual([{ kind: 'held', followers: [2] }]);
  expect(await readStep(id, 2)).toMatchObject({ state: 'WAITING', chunk: 2 });
  // Others have come: one chain has to do.
  expect(await complete(0, 1)).toEqual([{ kind: 'held', followers: [] }]);
  expect(await readStep(id, 0)).toMatchObject({ state: 'DONE', followers: [] });
  // They have gone again.
  expect(await complete(2, 3)).toEqual([{ kind: 'held', followers: [3, 4] }]);
  expect(await complete(3, 3)).toEqual([{ kind: 'held', followers: [] }]);
  expect(await complete(4, 3)).toEqual([{ kind: 'held', followers: [] }]);
  expect(await chunksDone(await readOperation(id))).toBe(5);
});

test('of a long operation runs of chunks are handed out', async () => {
  const { id } = await runningOperation(100, 2);
  expect(await readStep(id, 0)).toMatchObject({ state: 'WAITING', end: 8 });
  expect(await readStep(id, 8)).toMatchObject({ state: 'WAITING', end: 16 });
  const outcome = await completeChunk({ ...(await lease(id, 8)), step: 8 }, NO_PARTS, 2);
  expect(outcome).toEqual({ kind: 'held', followers: [9] });
  expect(await readStep(id, 9)).toMatchObject({ state: 'WAITING', end: 16 });
});

test('steps of what does not exist', async () => {
  expect(await leaseStep('NOTHING', 'plan')).toEqual({ kind: 'gone' });
});
