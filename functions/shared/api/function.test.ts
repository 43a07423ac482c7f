import { EventEmitter } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { http } from '@google-cloud/functions-framework';
import { getTestServer } from '@google-cloud/functions-framework/testing';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { ServiceError } from '../errors.ts';
import { createFunction } from './function.ts';
import type { Handlers } from './handler.ts';

/** A function whose only method does what the test says, in the framework's own server. */
let behaviour: () => object | Promise<object> = () => ({});
const handlers: Handlers = { 'projects.getCapabilities': () => behaviour() };
http('interactive-under-test', createFunction({ name: 'interactive', handlers }));
http('batch-under-test', createFunction({ name: 'batch', handlers: {} }));

const servers: Server[] = [];
async function listen(server: Server): Promise<string> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const server = getTestServer('interactive-under-test') as Server;
const url = await listen(server);
const CAPABILITIES = '/v1/projects/demo-proj/capabilities';

beforeEach(() => {
  vi.stubEnv('TERRANE_AUTH', 'open');
  vi.stubEnv('TERRANE_LOG', undefined);
});
afterAll(() => {
  for (const server of servers) server.close();
});

async function call(path = CAPABILITIES) {
  const written = vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
  const response = await fetch(url + path, { headers: { authorization: 'Bearer secret' } });
  const text = await response.text();
  await vi.waitFor(() => expect(written).toHaveBeenCalled());
  const lines = written.mock.calls.map(([line]) => String(line));
  written.mockRestore();
  return { status: response.status, type: response.headers.get('content-type'), text, lines };
}

test('one line of JSON is logged for each request, without the token', async () => {
  behaviour = () => ({ name: 'x' });
  const { status, text, lines } = await call(`${CAPABILITIES}?access_token=also-secret`);
  expect([status, text]).toEqual([200, '{"name":"x"}']);
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0])).toMatchObject({
    severity: 'INFO',
    method: 'projects.getCapabilities',
    functionName: 'interactive',
    project: 'demo-proj',
    status: 200,
    latencyMs: expect.any(Number),
  });
  expect(lines[0]).not.toContain('secret');
});

const boom = new Error('private details');
test.each<[string, () => object | Promise<object>]>([
  [
    'thrown',
    () => {
      throw boom;
    },
  ],
  ['rejected', () => Promise.reject(boom)],
  [
    'an event that nobody listens for',
    () =>
      new Promise(() => {
        setImmediate(() => new EventEmitter().emit('error', boom));
      }),
  ],
  ['a reply that is not JSON', () => ({ unwritable: 1n })],
])('an error inside (%s) is told to the log only', async (_, fault) => {
  behaviour = fault;
  const { status, type, text, lines } = await call();
  expect([status, type]).toEqual([500, 'application/json; charset=UTF-8']);
  expect(text).toMatch(
    /^\{"error":\{"code":500,"message":"An internal error has occurred \(request [\w-]+\)","status":"INTERNAL"\}\}$/,
  );
  const id = /request ([\w-]+)/.exec(text)?.[1];
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ severity: 'ERROR', id, error: expect.any(String) }]);
});

test('requests do not go by way of the framework once it is known which function a server serves', async () => {
  behaviour = () => ({});
  await call();
  expect(server.listeners('request').filter((listener) => 'handle' in listener)).toEqual([]);
  expect((await call()).text).toBe('{}');
});

test('a stray error fails the request in whose course it is thrown, and no other one', async () => {
  const entered = Promise.withResolvers<void>();
  const leave = Promise.withResolvers<object>();
  behaviour = () => {
    entered.resolve();
    return leave.promise;
  };
  vi.stubEnv('TERRANE_LOG', 'off');
  const other = fetch(url + CAPABILITIES);
  await entered.promise;
  behaviour = () => new Promise(() => setTimeout(() => new EventEmitter().emit('error', boom), 1));
  expect((await fetch(url + CAPABILITIES)).status).toBe(500);
  leave.resolve({ name: 'other' });
  expect(await (await other).json()).toEqual({ name: 'other' });
});

test('where a service that is needed does not answer, the caller is told to ask again, and the log what it was', async () => {
  behaviour = () => Promise.reject(Object.assign(new Error('14 UNAVAILABLE: gone'), { code: 14 }));
  const { status, text, lines } = await call();
  expect([status, JSON.parse(text).error.status]).toEqual([503, 'UNAVAILABLE']);
  expect(text).not.toContain('gone');
  expect(JSON.parse(lines[0])).toMatchObject({ severity: 'ERROR', error: expect.stringContaining('gone') });
});

test('errors that are meant for the caller keep their status', async () => {
  behaviour = () => {
    throw new ServiceError('RESOURCE_EXHAUSTED', 'Too many concurrent aggregations.');
  };
  const { status, text, lines } = await call();
  expect([status, JSON.parse(text)]).toEqual([
    429,
    { error: { code: 429, message: 'Too many concurrent aggregations.', status: 'RESOURCE_EXHAUSTED' } },
  ]);
  expect(JSON.parse(lines[0])).toMatchObject({ severity: 'WARNING' });
});

test('a caller who leaves ends the work', async () => {
  const ended = new Promise<unknown>((resolve) => {
    const waiting: Handlers = {
      'projects.getCapabilities': ({ signal }) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            resolve(signal.reason);
            reject(signal.reason);
          });
        }),
    };
    http('waiting-under-test', createFunction({ name: 'interactive', handlers: waiting }));
  });
  vi.stubEnv('TERRANE_LOG', 'off');
  const waitingUrl = await listen(getTestServer('waiting-under-test') as Server);
  await expect(fetch(waitingUrl + CAPABILITIES, { signal: AbortSignal.timeout(100) })).rejects.toThrow();
  expect(await ended).toMatchObject({ status: 'CANCELLED' });
});

test('methods of the other function are named', async () => {
  vi.stubEnv('TERRANE_LOG', 'off');
  const batch = await listen(getTestServer('batch-under-test') as Server);
  const reply = (await (await fetch(batch + CAPABILITIES)).json()) as { error: { code: number; message: string } };
  expect(reply.error).toMatchObject({
    code: 400,
    message: expect.stringContaining("served by the function 'interactive'"),
  });
});

test('other servers of the process get their requests as they came', async () => {
  const plain = await listen(
    createServer((request, response) => {
      response.end(JSON.stringify([request.url, request.headers['content-type'], request.headers['content-length']]));
    }),
  );
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${plain}/a?b`, { method: 'POST', headers, body: '{}' });
  expect(await response.json()).toEqual(['/a?b', 'application/json', '2']);
});
