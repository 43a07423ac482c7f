import { beforeAll, expect, test } from 'vitest';
import { useLocalCloud } from './local-cloud.testing.ts';
import { storage } from './storage.ts';

const BUCKET = 'retries';

useLocalCloud([
  { service: 'storage', method: /^objects\.delete$/, fault: { kind: 'delay', milliseconds: 200 }, probability: 1 },
  { service: 'storage', method: /^objects\.insert$/, fault: { kind: 'fail', status: 'UNAVAILABLE' }, times: 2 },
]);
beforeAll(async () => {
  await storage().createBucket(BUCKET);
});

const file = (name: string) => storage().bucket(BUCKET).file(name);
const save = (name: string) =>
  file(name).save('content', { resumable: false, preconditionOpts: { ifGenerationMatch: 0 } });

test('a call that fails for a while is repeated, also beside and after others that have no precondition', async () => {
  // Two that overlap, so that the second one begins while the first is under way and ends after it.
  const first = file('none').delete({ ignoreNotFound: true });
  await new Promise((resolve) => setTimeout(resolve, 50));
  const second = file('none').delete({ ignoreNotFound: true });
  await save('beside');
  await Promise.all([first, second]);
  await save('after');
  expect((await storage().bucket(BUCKET).getFiles())[0].map(({ name }) => name)).toEqual(['after', 'beside']);
});
