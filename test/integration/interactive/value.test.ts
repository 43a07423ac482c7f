import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { callOf, post, type RunningFunction, startInteractive } from './server.ts';

let server: RunningFunction;
let compute: string;

beforeAll(async () => {
  server = await startInteractive();
  compute = `${server.url}/v1/projects/demo-proj/value:compute`;
});
afterAll(() => server.stop());
afterEach(() => vi.unstubAllEnvs());

const SUM = { expression: callOf('Number.add', { left: 1, right: 2 }) };

/** So many calls, one within the other. */
function chain(length: number): string {
  const open =
    '{"functionInvocationValue":{"functionName":"Number.add","arguments":{"right":{"constantValue":1},"left":';
  const node = `${open.repeat(length)}{"constantValue":0}${'}}}'.repeat(length)}`;
  return `{"expression":{"result":"0","values":{"0":${node}}}}`;
}

async function errorOf(response: Response) {
  expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  return ((await response.json()) as { error: { code: number; status: string; message: string } }).error;
}

describe('values', () => {
  test('1 + 2', async () => {
    const response = await post(compute, SUM);
    expect(await response.json()).toEqual({ result: 3 });
    expect(response.status).toBe(200);
  });

  test('a compressed body, of any content type', async () => {
    const headers = { 'content-encoding': 'gzip', 'content-type': 'text/plain' };
    const response = await fetch(compute, { method: 'POST', headers, body: gzipSync(JSON.stringify(SUM)) });
    expect(await response.json()).toEqual({ result: 3 });
  });

  test('NaN as the Python client writes it', async () => {
    const text = '{"expression": {"result": "0", "values": {"0": {"constantValue": [NaN, "NaN"]}}}}';
    expect(await (await post(compute, text)).json()).toEqual({ result: [null, 'NaN'] });
  });

  test('a chain of 50,000 calls, one within the other', async () => {
    const open =
      '{"functionInvocationValue":{"functionName":"Number.add","arguments":{"right":{"constantValue":1},"left":';
    const chain = `${open.repeat(50_000)}{"constantValue":0}${'}}}'.repeat(50_000)}`;
    const response = await post(compute, `{"expression":{"result":"0","values":{"0":${chain}}}}`);
    expect(await response.json()).toEqual({ result: 50_000 });
  });

  test('fields and line breaks as the query wants them', async () => {
    expect(await (await post(`${compute}?fields=name`, SUM)).text()).toBe('{}');
    expect(await (await post(`${compute}?prettyPrint=true&fields=result`, SUM)).text()).toBe('{\n  "result": 3\n}');
  });
});

describe('errors', () => {
  test('of the language', async () => {
    const error = await errorOf(await post(compute, { expression: callOf('Number.add', { left: 1 }) }));
    expect(error).toEqual({
      code: 400,
      status: 'INVALID_ARGUMENT',
      message: "Number.add: Parameter 'right' is required.",
    });
  });

  test.each([
    ['{}', 400, "The request has no 'expression'."],
    ['{"expression":null}', 400, "The request has no 'expression'."],
    ['{"expression":', 400, /^Invalid JSON payload received\. /],
    ['[]', 400, 'Invalid JSON payload received. Unknown name "": Root element must be a message.'],
    ['{"foo":1}', 400, 'Invalid JSON payload received. Unknown name "foo": Cannot find field.'],
    ['{"expression":1}', 400, /^Invalid value at 'expression' \(type\.googleapis\.com.*Expression\), 1$/],
    [`{"workloadTag":"${'x'.repeat(10_485_760)}"}`, 400, 'Request payload size exceeds the limit: 10485760 bytes.'],
  ])('%# of the body', async (body, code, message) => {
    const error = await errorOf(await post(compute, body));
    expect(error).toMatchObject({ code, status: 'INVALID_ARGUMENT', message: expect.stringMatching(message) });
  });

  test('a small body that becomes a large one', async () => {
    const body = gzipSync(Buffer.alloc(20_000_000, ' '));
    const response = await fetch(compute, { method: 'POST', headers: { 'content-encoding': 'gzip' }, body });
    expect((await errorOf(response)).message).toBe('Request payload size exceeds the limit: 10485760 bytes.');
  });

  test('the time is over', async () => {
    vi.stubEnv('TERRANE_INTERACTIVE_SECONDS', '0.01');
    const error = await errorOf(await post(compute, chain(70_000)));
    expect(error).toEqual({ code: 400, status: 'INVALID_ARGUMENT', message: 'Computation timed out.' });
  });

  test.each([
    ['GET', '/v1/projects/demo-proj/value:compute', 404],
    ['GET', '/nothing', 404],
    ['GET', '/favicon.ico', 404],
    ['PUT', '/v1/projects/demo-proj/assets/a', 404],
    ['GET', '/v2/projects/demo-proj/algorithms', 404],
    ['GET', '/v1/projects/%E0%A4%A/algorithms', 400],
    ['GET', '/%', 400],
    ['GET', '/v1/projects/X/algorithms', 400],
    ['GET', '/v1/projects/demo-proj/algorithms?unknown=1', 400],
    ['GET', '/v1/projects/demo-proj/operations', 400],
    ['POST', '/v1/projects/demo-proj/imageCollection:computeImages', 400],
    ['POST', '/v1/projects/demo-proj/videoThumbnails', 400],
  ])('%s %s is %i, in JSON', async (method, path, status) => {
    const response = await fetch(server.url + path, { method });
    expect(response.status).toBe(status);
    expect(await errorOf(response)).toMatchObject({ code: status });
  });
});

describe('who may call', () => {
  test('nobody, unless the server says who', async () => {
    vi.stubEnv('TERRANE_AUTH', undefined);
    const error = await errorOf(await post(compute, SUM));
    expect(error).toMatchObject({
      code: 401,
      status: 'UNAUTHENTICATED',
      message: expect.stringContaining('TERRANE_AUTH'),
    });
  });

  test('nobody without a token, where tokens are asked for', async () => {
    vi.stubEnv('TERRANE_AUTH', 'firebase');
    const error = await errorOf(await post(compute, SUM));
    expect(error).toMatchObject({ code: 401, message: expect.stringContaining('missing required authentication') });
  });

  test.each<Record<string, string>>([
    { 'x-forwarded-for': '203.0.113.7' },
    { 'x-forwarded-for': '127.0.0.1, 203.0.113.7' },
    { origin: 'https://example.com' },
  ])('in open mode nobody from elsewhere: %j', async (headers) => {
    expect(await errorOf(await post(compute, SUM, headers))).toMatchObject({ code: 403, status: 'PERMISSION_DENIED' });
  });

  test('any token, or none, and any project for quota', async () => {
    const headers = { authorization: 'Bearer whatever', 'x-goog-user-project': 'other-project' };
    expect((await post(compute, SUM, headers)).status).toBe(200);
  });
});

describe('pages', () => {
  const ask = (origin: string) =>
    fetch(compute, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type,x-goog-api-client,x-goog-user-project',
      },
    });

  test('of this machine may call', async () => {
    const response = await ask('http://localhost:5173');
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe('http://localhost:5173');
    expect(response.headers.get('access-control-allow-methods')).toContain('PATCH');
    for (const name of ['authorization', 'content-type', 'x-goog-api-client', 'x-goog-user-project']) {
      expect(response.headers.get('access-control-allow-headers')).toContain(name);
    }
    const answer = await post(compute, SUM, { origin: 'http://localhost:5173' });
    expect(answer.headers.get('access-control-allow-origin')).toBe('http://localhost:5173');
  });

  test('of other origins where they are named', async () => {
    expect((await ask('https://example.com')).status).toBe(403);
    vi.stubEnv('TERRANE_ALLOWED_ORIGINS', 'https://a.example, https://example.com');
    expect((await ask('https://example.com')).status).toBe(204);
    expect((await ask('https://b.example')).status).toBe(403);
  });
});

describe('lists that hardly change', () => {
  test('the algorithms, with a tag', async () => {
    const url = `${server.url}/v1/projects/demo-proj/algorithms?prettyPrint=false&alt=json`;
    const response = await fetch(url, { headers: { 'accept-encoding': 'gzip' } });
    expect(response.headers.get('content-encoding')).toBe('gzip');
    const { algorithms } = (await response.json()) as { algorithms: { name: string }[] };
    expect(algorithms.map(({ name }) => name)).toContain('algorithms/Number.add');
    const headers = { 'if-none-match': response.headers.get('etag') ?? '' };
    expect((await fetch(url, { headers })).status).toBe(304);
  });

  test('nothing is compressed for those who do not ask', async () => {
    const response = await fetch(`${server.url}/v1/projects/demo-proj/algorithms`, {
      headers: { 'accept-encoding': 'identity' },
    });
    expect(response.headers.get('content-encoding')).toBeNull();
  });
});
