import { afterAll, beforeAll, expect, it } from 'vitest';
import { heavy } from '../../load/images.ts';
import { call, constant, type OwnTerrane, startTerrane } from '../terrane.ts';

let terrane: OwnTerrane;

beforeAll(async () => {
  // As many as there are by default, so that nobody waits for a thread to start.
  delete process.env['TERRANE_WARM_THREADS'];
  terrane = await startTerrane();
}, 60_000);
afterAll(() => terrane.stop());

const range = (end: number) => call('List.sequence', { start: constant(1), end: constant(end) });

function post(project: string, expression: object, signal?: AbortSignal): Promise<Response> {
  return fetch(`${terrane.url}/v1/projects/${project}/value:compute`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ expression }),
    ...(signal ? { signal } : {}),
  });
}

it('answers a light request while others keep all workers busy, and the workers are free again when the others leave', async () => {
  const leaving = new AbortController();
  const answered: string[] = [];
  const all = Array.from({ length: 10 }, async (_, i) => {
    await post(`user-${i % 2}`, heavy(i), leaving.signal).then(
      () => answered.push('heavy'),
      () => {},
    );
  });
  for (let i = 0; i < 5; i++) {
    const sum = call('Number.add', { left: constant(1), right: constant(i) });
    const reply = await post('user-3', { result: '0', values: { 0: sum } });
    answered.push(await reply.text());
  }
  expect(answered).toEqual([1, 2, 3, 4, 5].map((sum) => `{"result":${sum}}`));
  leaving.abort();
  await Promise.all(all);
  // What would take minutes has stopped: the heavy lane serves others.
  const list = call('List.reduce', { list: range(60_000), reducer: call('Reducer.sum', {}) });
  const reply = await post('user-4', { result: '0', values: { 0: list } });
  expect(await reply.json()).toEqual({ result: 1_800_030_000 });
});
