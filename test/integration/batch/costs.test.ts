import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { takeCalls } from '../../../functions/shared/google/local-cloud.testing.ts';
import { operationDocument } from '../../../functions/shared/tasks/documents.ts';
import { type BatchServer, exportRequest, square, startBatch } from './terrane.ts';

let server: BatchServer;
beforeAll(async () => {
  server = await startBatch();
});
afterAll(async () => {
  await server.stop();
  vi.unstubAllEnvs();
});

/** The calls of an export, from its submission until nothing is left: nobody asks for it in the meantime. */
async function callsOf(prefix: string, size: number) {
  takeCalls();
  const name = await server.start('image:export', exportRequest(prefix, { expression: square(size) }));
  const document = operationDocument(name.slice(name.lastIndexOf('/') + 1));
  await new Promise<void>((resolve, reject) => {
    const stop = document.onSnapshot((snapshot) => {
      if (snapshot.get('state') !== 'SUCCEEDED' || snapshot.get('litter') !== false) return;
      stop();
      resolve();
    }, reject);
  });
  return takeCalls();
}

/** The calls that count, each of some documents. The last wake-up may come a moment later, so these are the most. */
const CALLS = [
  'firestore BatchGetDocuments',
  'firestore RunQuery',
  'firestore RunAggregationQuery',
  'firestore Commit',
  'tasks CreateTask',
];

function expectAtMost(calls: { readonly [method: string]: number }, most: readonly number[]): void {
  const counted = CALLS.map((method) => calls[method] ?? 0);
  expect(
    counted.map((count, i) => Math.min(count, most[i])),
    counted.join(),
  ).toEqual(counted);
}

test('a tiny export is submitted, admitted, and carried out in one step, by three wake-ups', async () => {
  await callsOf('first', 8);
  const calls = await callsOf('tiny', 8);
  expectAtMost(calls, [6, 3, 1, 6, 3]);
  expect(calls['storage objects.insert']).toBe(2);
  expect(calls['storage objects.compose']).toBe(1);
});

test('each chunk of a longer one is a wake-up, and a few calls', async () => {
  vi.stubEnv('TERRANE_CHUNK_PIXELS', '256');
  const [nine, sixteen] = [await callsOf('nine', 3 * 256), await callsOf('sixteen', 4 * 256)];
  // Submission, plan and finish, and nine chunks; of what running operations share something is read every other second, and a busy machine takes
  // some more of them.
  expectAtMost(nine, [14 + 9 * 3, 12, 2 + 9 * 2, 13 + 9 * 2, 8 + 9]);
  expectAtMost(sixteen, [14 + 16 * 3, 12, 2 + 16 * 2, 13 + 16 * 2, 8 + 16]);
});
