import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Firestore } from '@google-cloud/firestore';
import { Storage } from '@google-cloud/storage';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startLocalCloud } from './cloud.ts';

let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'terrane-cloud-test-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(dataDir, { recursive: true, force: true });
});

test('the three start together, keep their state in one folder and stop', async () => {
  vi.stubEnv('FIRESTORE_EMULATOR_HOST', undefined);
  for (const round of [1, 2]) {
    const cloud = await startLocalCloud({ dataDir });
    for (const [name, value] of Object.entries(cloud.env)) vi.stubEnv(name, value);
    const firestore = new Firestore({ projectId: 'p' });
    const bucket = new Storage({ projectId: 'p' }).bucket('bucket');
    if (round === 1) {
      await bucket.create();
      await bucket.file('a').save('kept');
      await firestore.doc('a/b').create({ kept: true });
    } else {
      expect(String((await bucket.file('a').download())[0])).toBe('kept');
      expect((await firestore.doc('a/b').get()).data()).toEqual({ kept: true });
    }
    await firestore.terminate();
    await cloud.stop();
    vi.unstubAllEnvs();
  }
  expect(readdirSync(dataDir).toSorted()).toEqual(['firestore', 'storage', 'tasks']);
});

test('a Firestore that is already there is used', async () => {
  vi.stubEnv('FIRESTORE_EMULATOR_HOST', '127.0.0.1:1');
  const cloud = await startLocalCloud();
  expect(cloud.env.FIRESTORE_EMULATOR_HOST).toBe('127.0.0.1:1');
  await cloud.stop();
});
