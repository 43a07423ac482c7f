import { once } from 'node:events';
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { Client, credentials, Metadata, status } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, it, test, vi } from 'vitest';
import { firestore } from '../../../functions/shared/google/firestore.ts';
import { assetBucket, storage } from '../../../functions/shared/google/storage.ts';
import { firestoreService } from '../../../infra/local/firestore/protocol.ts';
import { DEMO_PROJECT } from '../../../infra/local/samples.ts';
import { cloudTasksService } from '../../../infra/local/tasks/proto.ts';
import { BUCKET, LANDSAT, type OwnTerrane, startWithSamples } from '../terrane.ts';

/** What pages that a browser on this machine happens to show can do to the ports that are open on it. */

const EVIL = 'https://evil.example';
const NODE = { constantValue: 7 };
const EXPRESSION = { result: '0', values: { 0: NODE } };

let terrane: OwnTerrane;
const project = `/v1/projects/${DEMO_PROJECT}`;

beforeAll(async () => {
  terrane = await startWithSamples();
});
afterAll(() => terrane.stop());

interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A request as a browser writes it, with headers that `fetch` does not let its callers set. */
async function send(url: string, verb: string, headers: Record<string, string> = {}, body = ''): Promise<Reply> {
  const sent = request(url, { method: verb, headers: { ...(body && { 'content-length': body.length }), ...headers } });
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: response.statusCode ?? 0, headers: response.headers, body: await text(response) };
}

/** Calls that come from elsewhere, whatever they ask for. */
const FROM_ELSEWHERE: [string, Record<string, string>][] = [
  ['for a host whose name was made to point here', { host: 'evil.example' }],
  ['for that host with a port', { host: 'evil.example:8080' }],
  ['for a host that only begins like this machine', { host: '127.0.0.1.evil.example' }],
  ['through a proxy that says so', { via: '1.1 proxy' }],
  ['through a proxy that names the caller', { 'x-real-ip': '203.0.113.7' }],
];

/** Simple requests, which browsers send without asking whether the page may. */
const OF_OTHER_SITES: [string, Record<string, string>][] = [
  ['of a page of another site', { origin: EVIL, 'sec-fetch-site': 'cross-site' }],
  ['of an older browser', { origin: EVIL }],
  ['of a page that has no origin', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
  ['of a page that begins like this machine', { origin: 'http://localhost.evil.example' }],
  ['of a page that is not named', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }],
];

const SIMPLE = { 'content-type': 'text/plain' };

describe('the front', () => {
  it.each(FROM_ELSEWHERE)('serves nothing %s', async (_, headers) => {
    for (const [verb, path] of [
      ['GET', `${project}/algorithms`],
      ['GET', '/$discovery/rest?version=v1'],
      ['GET', '/nothing'],
      ['OPTIONS', `${project}/value:compute`],
      ['POST', '/batch'],
    ] as const) {
      const reply = await send(terrane.url + path, verb, headers);
      expect([path, reply.status, reply.body]).toEqual([path, 403, expect.stringContaining('same machine only')]);
    }
  });

  it.each(OF_OTHER_SITES)('makes nothing for a request %s', async (_, headers) => {
    const folder = `${project}/assets?assetId=made-by-a-page`;
    const reply = await send(terrane.url + folder, 'POST', { ...SIMPLE, ...headers }, '{"type":"FOLDER"}');
    expect([reply.status, reply.body]).toEqual([403, expect.stringContaining('may not call this server')]);
    expect(reply.headers).not.toHaveProperty('access-control-allow-origin');
    const { status: there } = await send(`${terrane.url}${project}/assets/made-by-a-page`, 'GET');
    expect(there).toBe(404);
  });

  it('serves the pages that it has itself, and those of this machine', async () => {
    const allowed: Record<string, string>[] = [
      { origin: terrane.url, 'sec-fetch-site': 'same-origin' },
      { origin: 'http://localhost:5173', 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'none' },
    ];
    for (const headers of allowed) {
      const body = JSON.stringify({ expression: EXPRESSION });
      const reply = await send(`${terrane.url}${project}/value:compute`, 'POST', { ...SIMPLE, ...headers }, body);
      expect([reply.status, JSON.parse(reply.body)]).toEqual([200, { result: 7 }]);
    }
  });

  it('shows the images of maps to pages that know their names, also where those do not say who they are', async () => {
    const { name } = await terrane.api.post<{ name: string }>(`projects/${DEMO_PROJECT}/thumbnails`, {
      expression: { result: '0', values: { 0: LANDSAT } },
      bandIds: ['B1'],
      visualizationOptions: { ranges: [{ min: 0, max: 255 }] },
      grid: { dimensions: { width: 8, height: 8 } },
      fileFormat: 'PNG',
    });
    const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' };
    const reply = await send(`${terrane.url}/v1/${name}:getPixels`, 'GET', headers);
    expect([reply.status, reply.headers]).toMatchObject([
      200,
      { 'content-type': 'image/png', 'cross-origin-resource-policy': 'cross-origin' },
    ]);
  });

  test('every reply says what browsers may do with it', async () => {
    const replies: [number, string, string, Record<string, string>?, string?][] = [
      [200, 'GET', `${project}/algorithms`],
      [200, 'GET', '/$discovery/rest?version=v1'],
      [204, 'OPTIONS', `${project}/value:compute`, { origin: 'http://localhost:5173' }],
      [400, 'POST', `${project}/value:compute`, { 'content-type': 'application/json' }, '{'],
      [400, 'GET', '/v1/%'],
      [403, 'GET', `${project}/algorithms`, { origin: EVIL }],
      [404, 'GET', '/nothing'],
      [404, 'GET', '/batch'],
      [403, 'POST', '/tasks/sweep'],
      [413, 'POST', `${project}/value:compute`, { 'content-length': String(33 * 2 ** 20) }],
    ];
    for (const [code, verb, path, headers, body] of replies) {
      const reply = await send(terrane.url + path, verb, headers, body);
      expect([path, reply.status, reply.headers]).toMatchObject([
        path,
        code,
        { 'x-content-type-options': 'nosniff', 'cross-origin-resource-policy': 'same-origin' },
      ]);
      if (code !== 413) expect([path, reply.headers.vary]).toEqual([path, expect.stringMatching(/^Origin\b/)]);
    }
    const discovery = await send(`${terrane.url}/$discovery/rest?version=v1`, 'GET');
    expect(discovery.headers.vary).toBe('Origin, Host, Accept-Encoding');
  });
});

describe('pages, where callers have to prove who they are,', () => {
  const ask = (headers: Record<string, string>) =>
    send(`${terrane.url}${project}/value:compute`, 'OPTIONS', { ...headers, 'access-control-request-method': 'POST' });

  it('may call if their origin is named', async () => {
    vi.stubEnv('TERRANE_AUTH', 'token');
    vi.stubEnv('TERRANE_TOKEN', 'the-secret-of-this-test-only');
    try {
      expect((await ask({ origin: EVIL })).status).toBe(403);
      expect((await ask({ origin: 'http://localhost:5173' })).status).toBe(403);
      vi.stubEnv('TERRANE_ALLOWED_ORIGINS', 'https://maps.example');
      expect((await ask({ origin: EVIL })).status).toBe(403);
      const named = await ask({ origin: 'https://maps.example' });
      expect([named.status, named.headers['access-control-allow-origin']]).toEqual([204, 'https://maps.example']);
      // Its own pages, behind whatever name it is served at.
      expect((await ask({ origin: 'https://app.example', 'sec-fetch-site': 'same-origin' })).status).toBe(204);
    } finally {
      vi.unstubAllEnvs();
    }
  });
});

describe("the local cloud's Storage", () => {
  const storageUrl = () => process.env['STORAGE_EMULATOR_HOST'] ?? '';
  const upload = (headers: Record<string, string>) =>
    send(
      `${storageUrl()}/upload/storage/v1/b/${BUCKET}/o?uploadType=media&name=written-by-a-page`,
      'POST',
      { ...SIMPLE, ...headers },
      'evil',
    );
  const written = async () => (await storage().bucket(BUCKET).file('written-by-a-page').exists())[0];

  it.each([...FROM_ELSEWHERE, ...OF_OTHER_SITES])('takes no object %s', async (_, headers) => {
    const reply = await upload(headers);
    expect([reply.status, JSON.parse(reply.body)]).toMatchObject([
      403,
      { error: { errors: [{ reason: 'forbidden' }] } },
    ]);
    expect(reply.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(await written()).toBe(false);
  });

  it.each([...FROM_ELSEWHERE, ...OF_OTHER_SITES])('lists nothing, and deletes nothing, %s', async (_, headers) => {
    const objects = `${storageUrl()}/storage/v1/b/${assetBucket()}/o`;
    expect((await send(objects, 'GET', headers)).status).toBe(403);
    const [[file]] = await storage().bucket(assetBucket()).getFiles({ maxResults: 1 });
    const path = `${objects}/${encodeURIComponent(file?.name ?? '')}`;
    expect((await send(path, 'DELETE', headers)).status).toBe(403);
    expect((await file?.exists())?.[0]).toBe(true);
  });

  it('takes what programs of this machine send', async () => {
    expect((await upload({})).status).toBe(200);
    expect(await written()).toBe(true);
  });
});

describe.each([
  {
    name: 'Firestore',
    variable: 'FIRESTORE_EMULATOR_HOST',
    method: firestoreService['Commit'],
    database: { database: 'projects/terrane-local/databases/(default)' },
    message: {
      writes: [{ update: { name: 'projects/terrane-local/databases/(default)/documents/pages/evil', fields: {} } }],
    },
    path: '/google.firestore.v1.Firestore/Commit',
    written: async () => (await firestore().doc('pages/evil').get()).exists,
  },
  {
    name: 'Cloud Tasks',
    variable: 'CLOUD_TASKS_EMULATOR_HOST',
    method: cloudTasksService()['CreateQueue'],
    database: { parent: 'projects/terrane-local/locations/us-central1' },
    message: { queue: { name: 'projects/terrane-local/locations/us-central1/queues/evil' } },
    path: '/google.cloud.tasks.v2.CloudTasks/CreateQueue',
    written: async () => {
      const { cloudTasks } = await import('../../../functions/shared/google/cloud-tasks.ts');
      const [queues] = await cloudTasks().listQueues({ parent: 'projects/terrane-local/locations/us-central1' });
      return queues.some(({ name }) => name?.endsWith('/evil'));
    },
  },
])("the local cloud's $name", ({ variable, method, database, message, path, written }) => {
  /** The outcome of the call that writes, as gRPC: 0 if it is carried out. */
  async function call({ host, ...headers }: Record<string, string>): Promise<status> {
    const options = host === undefined ? {} : { 'grpc.default_authority': host };
    const client = new Client(process.env[variable] ?? '', credentials.createInsecure(), options);
    const metadata = new Metadata();
    for (const [name, value] of Object.entries(headers)) metadata.set(name, value);
    const { requestSerialize, responseDeserialize } = method!;
    const { promise, resolve } = Promise.withResolvers<status>();
    client.makeUnaryRequest(
      path,
      requestSerialize,
      responseDeserialize,
      { ...database, ...message },
      metadata,
      (error) => resolve(error?.code ?? status.OK),
    );
    return promise.finally(() => client.close());
  }

  it.each([...FROM_ELSEWHERE, ...OF_OTHER_SITES])('writes nothing %s', async (_, headers) => {
    expect(await call(headers)).toBe(status.PERMISSION_DENIED);
    expect(await written()).toBe(false);
  });

  it('has no answer for what pages can send: they speak no HTTP/2 without TLS', async () => {
    const sent = send(`http://${process.env[variable]}${path}`, 'POST', { ...SIMPLE, origin: EVIL }, '\0\0\0\0\0');
    await expect(sent.then(({ status: code }) => code)).rejects.toMatchObject({ code: 'HPE_INVALID_CONSTANT' });
    expect(await written()).toBe(false);
  });

  it('carries out what programs of this machine ask for', async () => {
    expect(await call({})).toBe(status.OK);
    expect(await written()).toBe(true);
  });
});
