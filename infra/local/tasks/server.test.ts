import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CloudTasksClient } from '@google-cloud/tasks';
import { credentials, status } from '@grpc/grpc-js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { faults } from '../faults.ts';
import { type LocalTasks, startTasks } from './server.ts';

const LOCATION = 'projects/p/locations/l';
const QUEUE = `${LOCATION}/queues/q`;
/** Retries after 20 ms, 40 ms, and so on. */
const QUICK = { minBackoff: { nanos: 20e6 }, maxBackoff: { seconds: 1 }, maxDoublings: 5 };

let dataDir: string;
let server: LocalTasks;
let client: CloudTasksClient;
let worker: Server;
let url: string;
/** Open connections to the worker. */
let connections: number;
/** Retry counts of the requests that came. */
let deliveries: string[];
let handle: (request: IncomingMessage, response: ServerResponse) => void;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'terrane-tasks-test-'));
  deliveries = [];
  connections = 0;
  handle = (_request, response) => response.end();
  worker = createServer((request, response) => {
    deliveries.push(String(request.headers['x-cloudtasks-taskretrycount']));
    handle(request, response);
  });
  worker.on('connection', (socket) => {
    connections += 1;
    socket.once('close', () => {
      connections -= 1;
    });
  });
  await new Promise<void>((resolve) => worker.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(worker.address() as AddressInfo).port}/`;
});
afterEach(async () => {
  await stop();
  worker.closeAllConnections();
  worker.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function start(options: Parameters<typeof startTasks>[0] = {}): Promise<void> {
  server = await startTasks({ dataDir, ...options });
  client = new CloudTasksClient({
    apiEndpoint: server.host,
    port: server.port,
    sslCreds: credentials.createInsecure(),
    clientOptions: { universeDomain: 'googleapis.com' },
  });
}

async function stop(): Promise<void> {
  await client.close();
  await server.stop();
}

async function createQueue(): Promise<void> {
  await client.createQueue({ parent: LOCATION, queue: { name: QUEUE, retryConfig: QUICK } });
}

async function create(name?: string): Promise<string> {
  const task = { name: name && `${QUEUE}/tasks/${name}`, httpRequest: { url } };
  return (await client.createTask({ parent: QUEUE, task }))[0].name!;
}

async function until(condition: () => boolean): Promise<void> {
  for (const end = Date.now() + 5000; !condition(); await wait(2)) {
    if (Date.now() > end) throw new Error('It did not come to pass within five seconds');
  }
}

test('what was not delivered is delivered after a restart, with its count of attempts', async () => {
  await start();
  await createQueue();
  // Never answered: the stop breaks the attempt off.
  handle = () => {};
  await create('under-way');
  await until(() => deliveries.length === 1);
  await client.pauseQueue({ name: QUEUE });
  await create('waiting');
  await stop();
  await until(() => connections === 0);

  handle = (_request, response) => response.end();
  await start();
  const [listed] = await client.listTasks({ parent: QUEUE });
  expect(listed.map(({ name }) => name)).toEqual([`${QUEUE}/tasks/under-way`, `${QUEUE}/tasks/waiting`]);
  await client.resumeQueue({ name: QUEUE });
  await until(() => deliveries.length === 3);
  expect(deliveries.toSorted()).toEqual(['0', '0', '1']);
});

test('nothing is sent after a stop', async () => {
  handle = (_request, response) => response.writeHead(500).end();
  await start();
  await createQueue();
  for (let i = 0; i < 20; i++) await create();
  await until(() => deliveries.length > 20);
  await stop();
  // What the stop broke off may still come out of the socket.
  await wait(20);
  const count = deliveries.length;
  await wait(300);
  expect(deliveries).toHaveLength(count);
  await start();
});

test('a request that takes too long is broken off and counts as failed', async () => {
  await start({ leastDeadline: 50 });
  await createQueue();
  const closed: number[] = [];
  // From when it was sent: this process may hear of it late.
  const began = Date.now();
  handle = (request, response) => {
    request.socket.once('close', () => closed.push(Date.now() - began));
    if (deliveries.length > 1) response.end();
  };
  const task = { httpRequest: { url }, dispatchDeadline: { nanos: 100e6 } };
  const [{ name }] = await client.createTask({ parent: QUEUE, task });
  await until(() => closed.length >= 1);
  expect(closed[0]).toBeGreaterThanOrEqual(90);
  expect(closed[0]).toBeLessThan(1000);
  const code = async () => (await client.getTask({ name: name! }))[0].lastAttempt?.responseStatus?.code;
  await expect.poll(code, { interval: 5 }).toBe(status.DEADLINE_EXCEEDED);
  await until(() => deliveries.length === 2);
});

test('a name can be used again after the window', async () => {
  await start({ dedupeWindow: 150 });
  await createQueue();
  await create('again');
  await until(() => deliveries.length === 1);
  await wait(20);
  await expect(create('again')).rejects.toMatchObject({ code: status.ALREADY_EXISTS });
  await wait(200);
  await create('again');
  await until(() => deliveries.length === 2);
});

test('the window outlives a restart', async () => {
  await start();
  await createQueue();
  await create('once');
  await until(() => deliveries.length === 1);
  await wait(20);
  await stop();
  await start();
  await expect(create('once')).rejects.toMatchObject({ code: status.ALREADY_EXISTS });
});

test('faults of deliveries: twice, the answer lost, not sent', async () => {
  const dispatch = { service: 'tasks', method: /^Dispatch$/, times: 1 } as const;
  const rules = [
    { ...dispatch, fault: { kind: 'duplicate' } as const },
    { ...dispatch, fault: { kind: 'drop' } as const },
    { ...dispatch, fault: { kind: 'fail', status: 'UNAVAILABLE' } as const },
  ];
  await start({ faults: faults({ rules }) });
  await createQueue();
  await create();
  await until(() => deliveries.length === 2);
  await create();
  // Sent, taken for failed; then not sent at all; then sent.
  await until(() => deliveries.length === 4);
  expect(deliveries).toEqual(['0', '0', '0', '2']);
});

test('faults of calls: refused, lost after the work', async () => {
  const rules = [
    { service: 'tasks', method: /CreateTask/, fault: { kind: 'fail', status: 'UNAVAILABLE' }, times: 1 } as const,
    { service: 'tasks', method: /CreateTask/, fault: { kind: 'drop' }, times: 1 } as const,
  ];
  await start({ faults: faults({ rules }) });
  await createQueue();
  await expect(create('a')).rejects.toMatchObject({ code: status.UNAVAILABLE });
  await expect(create('a')).rejects.toMatchObject({ code: status.UNAVAILABLE });
  await expect(create('a')).rejects.toMatchObject({ code: status.ALREADY_EXISTS });
  await until(() => deliveries.length === 1);
});
