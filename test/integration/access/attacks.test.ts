import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { call, constant } from '../terrane.ts';
import { type SignedTerrane, STALE, signedTerrane } from './signed-terrane.ts';

/** What somebody found who tried to harm a server; see also limits, large bodies and ports. */

let terrane: SignedTerrane;
const [ANA, BEN] = ['ana@example.org', 'ben@example.org'];

beforeAll(async () => {
  terrane = await signedTerrane();
  await terrane.share('projects/alpha-team/assets', { owner: [`user:${ANA}`] });
  await terrane.share('projects/beta-team/assets', { owner: [`user:${BEN}`], editor: [`user:${ANA}`] });
  await sleep(STALE);
}, 60_000);

/** Sends a request; says what came of it, and the milliseconds of processor time that it took of the thread that serves everybody. */
async function send(path: string, init: RequestInit) {
  const before = process.threadCpuUsage();
  const reply = await fetch(`${terrane.url}/v1/${path}`, { method: 'POST', ...init });
  const { error } = (await reply.json()) as { error?: { message: string } };
  const { user, system } = process.threadCpuUsage(before);
  return {
    status: reply.status,
    message: error?.message ?? '',
    connection: reply.headers.get('connection'),
    served: (user + system) / 1_000,
  };
}

describe('a query in the body', () => {
  const headers = { 'x-http-method-override': 'GET', 'content-type': 'application/x-www-form-urlencoded' };
  const path = 'projects/alpha-team/assets:listAssets';

  it('is no longer than an address may be some times over, whoever sends it', async () => {
    const long = Buffer.from('a&'.repeat(2_000_000));
    for (const body of [
      { body: long },
      { body: gzipSync(long), headers: { ...headers, 'content-encoding': 'gzip' } },
    ]) {
      const { status, message, connection, served } = await send(path, { headers, ...body });
      expect([status, message]).toEqual([400, 'Request payload size exceeds the limit: 65536 bytes.']);
      // What is left of a body that is much too long is not read.
      expect(connection).toBe(body.body === long ? 'close' : 'keep-alive');
      expect(served).toBeLessThan(500);
    }
  });

  it('of many parameters keeps nobody waiting', async () => {
    const { served } = await send(path, { headers, body: 'a&'.repeat(32_000) });
    expect(served).toBeLessThan(500);
  });
});

describe('a message with many mistakes', () => {
  const ones = (count: number) => `[${'1,'.repeat(count)}1]`;
  const unknown = `{${Array.from({ length: 150_000 }, (_, i) => `"k${i}":1`).join()}}`;

  it.each([
    ['colours', 'image:computePixels', `{"visualizationOptions":{"paletteColors":${ones(4_900_000)}}}`],
    ['ranges', 'image:computePixels', `{"visualizationOptions":{"ranges":${ones(4_900_000)}}}`],
    [
      'colours, in a body that is not large',
      'image:computePixels',
      `{"visualizationOptions":{"paletteColors":${ones(32_000)}}}`,
    ],
    ['unknown fields', 'image:computePixels', unknown],
    ['permissions', 'assets:testIamPermissions', `{"permissions":${ones(2_000_000)}}`],
  ])('is refused before all of them are told: %s', async (_, method, body) => {
    const authorization = `Bearer ${await terrane.provider.signed({ email: ANA })}`;
    const headers = { authorization, 'content-type': 'application/json' };
    const { status, message, served } = await send(`projects/alpha-team/${method}`, { headers, body });
    expect(status).toBe(400);
    expect(message.length).toBeLessThan(2_000);
    expect(served).toBeLessThan(500);
  });

  it('like a filter of megabytes is refused', async () => {
    const filter = encodeURIComponent(`properties.a = "${'x'.repeat(11_000)}`);
    const reply = await terrane.call(ANA, 'GET', `projects/alpha-team/assets:listAssets?filter=${filter}`);
    expect([reply.status, reply.message]).toEqual([400, expect.stringContaining('at most 10000 characters')]);
  });
});

it('a large answer is written by a worker, also where it is wanted in another form', async () => {
  const authorization = `Bearer ${await terrane.provider.signed({ email: ANA })}`;
  const node = call('List.sequence', { start: constant(1), step: constant(1), count: constant(300_000) });
  // What this thread reads and writes as JSON.
  const read = vi.spyOn(JSON, 'parse');
  const written = vi.spyOn(JSON, 'stringify');
  try {
    const reply = await fetch(`${terrane.url}/v1/projects/alpha-team/value:compute?fields=result&prettyPrint=true`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ expression: { result: '0', values: { 0: node } } }),
    });
    expect(reply.status).toBe(200);
    expect((await reply.text()).startsWith('{\n  "result": [\n    1,\n    2,')).toBe(true);
    const texts = [...read.mock.calls.map(([text]) => text), ...written.mock.results.map(({ value }) => value)];
    expect(Math.max(...texts.map((text) => text?.length ?? 0))).toBeLessThan(10_000);
  } finally {
    read.mockRestore();
    written.mockRestore();
  }
});

describe('moving', () => {
  const create = (user: string, project: string, path: string) =>
    terrane.call(user, 'POST', `projects/${project}/assets?assetId=${path}`, { type: 'FOLDER' });
  const move = (user: string, source: string, destinationName: string) =>
    terrane.call(user, 'POST', `${source}:move`, { destinationName });

  it('does not take a policy into a project where the mover may not set one', async () => {
    expect((await create(ANA, 'alpha-team', 'trap')).status).toBe(200);
    const reply = await move(ANA, 'projects/alpha-team/assets/trap', 'projects/beta-team/assets/trap');
    expect([reply.status, reply.message]).toEqual([403, expect.stringContaining('earthengine.assets.setIamPolicy')]);
  });

  it('does not give the mover a stronger role', async () => {
    const beta = 'projects/beta-team/assets';
    for (const path of ['anas', 'secret']) expect((await create(BEN, 'beta-team', path)).status).toBe(200);
    await terrane.share(`${beta}/anas`, { owner: [`user:${ANA}`] });
    await sleep(STALE);
    expect((await move(ANA, `${beta}/secret`, `${beta}/anas/secret`)).status).toBe(403);
    expect((await move(ANA, `${beta}/secret`, `${beta}/renamed`)).status).toBe(200);
    expect((await move(BEN, `${beta}/renamed`, `${beta}/anas/secret`)).status).toBe(200);
  });
});
