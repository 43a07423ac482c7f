import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { GrowingPart } from './growing-part.ts';
import { useLocalCloud } from './local-cloud.testing.ts';
import { storage } from './storage.ts';

const BUCKET = 'growing';
const FLAKY = 'flaky';
const LOSSY = 'lossy';

useLocalCloud([
  {
    service: 'storage',
    method: /^objects\.insert$/,
    bucket: FLAKY,
    fault: { kind: 'fail', status: 'UNAVAILABLE' },
    times: 2,
  },
  { service: 'storage', method: /^objects\.insert$/, bucket: LOSSY, fault: { kind: 'drop' }, times: 1 },
]);
beforeAll(async () => {
  for (const bucket of [BUCKET, FLAKY, LOSSY]) await storage().createBucket(bucket);
});

const pieces = ['first ', 'second '.repeat(200_000), 'third'].map((text) => Buffer.from(text));

test.each([BUCKET, FLAKY, LOSSY])('a part is written while it grows: %s', async (bucket) => {
  const part = new GrowingPart({ bucket, object: 'part' });
  for (const piece of pieces) {
    part.add(piece);
    await sleep(20);
  }
  const generation = await part.finish();
  const file = storage().bucket(bucket).file('part', { generation });
  expect((await file.download())[0].equals(Buffer.concat(pieces))).toBe(true);
});

test('without bytes there is no object', async () => {
  expect(await new GrowingPart({ bucket: BUCKET, object: 'empty' }).finish()).toBe('');
  expect((await storage().bucket(BUCKET).file('empty').exists())[0]).toBe(false);
});

test('one that is given up is over when it says so', async () => {
  const part = new GrowingPart({ bucket: BUCKET, object: 'given up' });
  part.add(Buffer.from('something'));
  await part.giveUp();
  expect((await storage().bucket(BUCKET).file('given up').download())[0].toString()).toBe('something');
  await new GrowingPart({ bucket: BUCKET, object: 'never begun' }).giveUp();
});

test('what does not go while it grows is told at its end', async () => {
  const part = new GrowingPart({ bucket: 'no-such-bucket', object: 'o' });
  part.add(Buffer.from('something'));
  await expect(part.finish()).rejects.toMatchObject({ status: 'NOT_FOUND' });
});
