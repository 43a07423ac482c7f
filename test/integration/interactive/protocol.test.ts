import { describe, expect, test } from 'vitest';
import { DEMO_PROJECT } from '../../../infra/local/samples.ts';
import { sharedTerrane } from '../terrane.ts';

const server = sharedTerrane();
const ASSETS = `projects/${DEMO_PROJECT}/assets`;
const FORM = { 'content-type': 'application/x-www-form-urlencoded', 'x-http-method-override': 'GET' };

const names = async (reply: Response) =>
  ((await reply.json()) as { assets: { name: string }[] }).assets.map(({ name }) => name);

describe('a request that is sent in another way', () => {
  test('HEAD has the headers of GET', async () => {
    const url = `${server.url}/v1/${ASSETS}/landsat7-olinda`;
    const [head, get] = [await fetch(url, { method: 'HEAD' }), await fetch(url)];
    expect([head.status, head.headers.get('content-type')]).toEqual([200, get.headers.get('content-type')]);
    expect(await head.text()).toBe('');
    expect((await fetch(`${url}-not`, { method: 'HEAD' })).status).toBe(404);
  });

  test('a GET as a POST has its query in its body', async () => {
    const body = `pageSize=1&filter=${encodeURIComponent(`type = "IMAGE" ${' '.repeat(3_000)}`)}`;
    for (const [url, query] of [
      [`${server.url}/v1/${ASSETS}:listAssets`, body],
      [`${server.url}/v1/${ASSETS}:listAssets?pageSize=1`, ''],
    ]) {
      const reply = await fetch(url, { method: 'POST', headers: FORM, body: query });
      expect(await names(reply)).toHaveLength(1);
    }
  });

  test('a GET as a POST with a body of another kind is refused', async () => {
    const headers = { ...FORM, 'content-type': 'application/json' };
    const reply = await fetch(`${server.url}/v1/${ASSETS}:listAssets`, { method: 'POST', headers, body: '{}' });
    expect(reply.status).toBe(400);
  });

  test('a POST may stand for DELETE, and means itself without that', async () => {
    const url = `${server.url}/v1/${ASSETS}/not-there`;
    const override = (verb: string) => fetch(url, { method: 'POST', headers: { 'x-http-method-override': verb } });
    expect(await (await override('DELETE')).json()).toMatchObject({
      error: { code: 404, message: expect.stringContaining('not-there') },
    });
    expect(await (await override('TRACE')).json()).toMatchObject({ error: { message: 'Method not found.' } });
  });
});

test.each(['v1alpha', 'v1beta'])(
  'the version %s has the same methods, and a discovery document of its own',
  async (version) => {
    expect(await names(await fetch(`${server.url}/${version}/${ASSETS}:listAssets`))).toEqual(
      await names(await fetch(`${server.url}/v1/${ASSETS}:listAssets`)),
    );
    const document = (await (await fetch(`${server.url}/$discovery/rest?version=${version}`)).json()) as {
      version: string;
      resources: { projects: { methods: { listAssets: { path: string } } } };
    };
    expect(document.version).toBe(version);
    expect(document.resources.projects.methods.listAssets.path).toBe(`${version}/{+parent}:listAssets`);
  },
);
