import { createRequire } from 'node:module';
import { beforeAll, describe, expect, test } from 'vitest';
import { sharedTerrane } from '../terrane.ts';

/** What is used here of the client, which brings no types of its own for this. */
interface Client {
  data: { setAuthToken(...args: unknown[]): void };
  initialize(
    base: string,
    tiles: string,
    ok: () => void,
    failed: (error: unknown) => void,
    xsrf: null,
    project: string,
  ): void;
  Number(value: number): { add(value: number): Computed };
  Image: {
    constant(value: number): Computed & {
      getMap(options: object, done: (map: { urlFormat?: string } | undefined, error?: string) => void): void;
      select(band: string): Computed;
    };
  };
}
interface Computed {
  getInfo(done: (value: unknown, error?: string) => void): void;
}

const server = sharedTerrane();
const ee = createRequire(import.meta.url)('@google/earthengine') as Client;

beforeAll(async () => {
  ee.data.setAuthToken('', 'Bearer', 'token', 3600, [], undefined, false);
  await new Promise<void>((ok, failed) => ee.initialize(server.url, server.url, ok, failed, null, 'demo-proj'));
});

const info = (computed: Computed) =>
  new Promise((resolve, reject) =>
    computed.getInfo((value, error) => (error ? reject(new Error(error)) : resolve(value))),
  );

describe('the official JavaScript client', () => {
  test('computes', async () => expect(await info(ee.Number(1).add(2))).toBe(3));

  test('shows the message of an error', async () => {
    await expect(info(ee.Image.constant(1).select('nope'))).rejects.toThrow(/nope/);
  });

  test('shows a map', async () => {
    const map = await new Promise<{ urlFormat?: string }>((resolve, reject) =>
      ee.Image.constant(1).getMap({ min: 0, max: 1 }, (found, error) =>
        found ? resolve(found) : reject(new Error(error)),
      ),
    );
    const url = map.urlFormat?.replace('{z}', '1').replace('{x}', '0').replace('{y}', '0') ?? '';
    expect(url.startsWith(server.url)).toBe(true);
    const tile = await fetch(url);
    expect([tile.status, tile.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
  });
});

describe('requests as the Python client writes them', () => {
  const headers = {
    'content-type': 'application/json',
    'user-agent': '(gzip)',
    'x-goog-api-client': 'ee-py/0.0.0 python/3.11.7',
    'x-goog-user-project': 'demo-proj',
    accept: 'application/json',
    'accept-encoding': 'gzip, deflate',
  };

  test('discovery, algorithms, a value', async () => {
    const document = await fetch(`${server.url}/$discovery/rest?version=v1&prettyPrint=false`, { headers });
    expect(await document.json()).toMatchObject({ servicePath: '', rootUrl: `${server.url}/` });
    const list = await fetch(`${server.url}/v1/projects/demo-proj/algorithms?prettyPrint=false&alt=json`, { headers });
    expect(((await list.json()) as { algorithms: unknown[] }).algorithms.length).toBeGreaterThan(100);
    const body =
      '{"expression": {"result": "0", "values": {"0": {"functionInvocationValue": {"functionName": "Number.add", ' +
      '"arguments": {"left": {"constantValue": 1}, "right": {"constantValue": 2}}}}}}}';
    const url = `${server.url}/v1/projects/demo-proj/value:compute?prettyPrint=false&alt=json`;
    expect(await (await fetch(url, { method: 'POST', headers, body })).json()).toEqual({ result: 3 });
  });
});
