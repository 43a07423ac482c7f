import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { useLocalCloud } from '../../google/local-cloud.testing.ts';
import type { OperationKind } from '../record.ts';
import { wakeStep } from './wake.ts';

useLocalCloud();

const woken: string[] = [];
const server = createServer(async (request, response) => {
  let body = '';
  for await (const piece of request) body += piece;
  woken.push(`${request.url} ${body}`);
  response.end();
});
beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  vi.stubEnv('TERRANE_BATCH_URL', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
afterAll(() => server.close());

const owner = (id: string, kind: OperationKind = 'export') => ({ id, kind });

test('a step is woken once for each occasion, however often what leads to it is delivered', async () => {
  for (let i = 0; i < 5; i++) await wakeStep(owner('SOME'), 7, 'after 3');
  await Promise.all(Array.from({ length: 5 }, () => wakeStep(owner('SOME'), 'finish', 'after 7')));
  await wakeStep(owner('SOME'), 7, 'retry 1000');
  await wakeStep(owner('OTHER'), 7, 'after 3');
  // The last one of each queue.
  await wakeStep(owner('LAST'), 1, 'planned');
  await wakeStep(owner('IMPORT', 'import'), 1, 'planned');
  await wakeStep(owner('LAST'), 'plan', 'admitted');
  const seven = (operation: string) => `/tasks/chunk ${JSON.stringify({ operation, step: 7 })}`;
  const expected = [
    ...[seven('SOME'), seven('SOME'), seven('OTHER')],
    '/tasks/finish {"operation":"SOME","step":"finish"}',
    '/tasks/chunk {"operation":"LAST","step":1}',
    '/tasks/chunk {"operation":"IMPORT","step":1}',
    '/tasks/plan {"operation":"LAST","step":"plan"}',
  ];
  await vi.waitFor(() => expect(woken.length).toBeGreaterThanOrEqual(expected.length), { timeout: 10_000 });
  expect(woken.toSorted()).toEqual(expected.toSorted());
});
