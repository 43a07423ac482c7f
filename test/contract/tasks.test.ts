import { setTimeout as wait } from 'node:timers/promises';
import type { CloudTasksClient, protos } from '@google-cloud/tasks';
import { status } from '@grpc/grpc-js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type TasksSubject, tasksSubject } from './tasks/subject.ts';
import { startWorker, type Worker } from './tasks/worker.ts';

type Queue = protos.google.cloud.tasks.v2.IQueue;
type Task = protos.google.cloud.tasks.v2.ITask;

const LOCATION = 'projects/terrane-test/locations/us-central1';
/** Retries after 50 ms, then 100 ms, then 200 ms. */
const QUICK = { minBackoff: { nanos: 50e6 }, maxBackoff: { seconds: 5 }, maxDoublings: 5 };

let subject: TasksSubject;
let client: CloudTasksClient;
let worker: Worker;
let queue: string;
let number = 0;

beforeAll(async () => {
  subject = await tasksSubject();
  client = subject.client;
});
afterAll(() => subject.stop());
beforeEach(async () => {
  worker = await startWorker();
  number += 1;
  queue = await createQueue({ retryConfig: QUICK });
});
afterEach(async () => {
  await client.deleteQueue({ name: queue });
  await worker.stop();
});

async function createQueue(settings: Queue, name = `contract-${process.pid}-${number}`): Promise<string> {
  const [created] = await client.createQueue({
    parent: LOCATION,
    queue: { ...settings, name: `${LOCATION}/queues/${name}` },
  });
  return created.name!;
}

/** A task for the worker. */
function http(path = '/', task: Task = {}): Task {
  return { ...task, httpRequest: { url: `${worker.url}${path}`, ...task.httpRequest } };
}

async function create(task: Task): Promise<Task> {
  return (await client.createTask({ parent: queue, task }))[0];
}

/** Seconds from now, as a timestamp. */
function fromNow(seconds: number) {
  const millis = Date.now() + seconds * 1000;
  return { seconds: Math.floor(millis / 1000), nanos: (millis % 1000) * 1e6 };
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 10_000;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error('It did not come to pass within ten seconds');
    await wait(5);
  }
}

async function codeOf(call: Promise<unknown>): Promise<status> {
  try {
    await call;
  } catch (error) {
    return (error as { code: status }).code;
  }
  throw new Error('The call succeeded, though it had to fail');
}

/** All pages of a list, called for by token. */
async function pages<T>(
  list: (pageToken: string) => Promise<[T[], unknown, { nextPageToken?: string | null }]>,
): Promise<T[][]> {
  const found: T[][] = [];
  for (let token: string | null | undefined = ''; found.length === 0 || token; ) {
    const [rows, , answer]: [T[], unknown, { nextPageToken?: string | null }] = await list(token ?? '');
    found.push(rows);
    token = answer.nextPageToken;
  }
  return found;
}

async function isGone(name: string): Promise<boolean> {
  return client.getTask({ name }).then(
    () => false,
    (error) => error.code === status.NOT_FOUND,
  );
}

describe('queues', () => {
  test('the defaults of the service', async () => {
    const name = await createQueue({}, `defaults-${process.pid}`);
    const [created] = await client.getQueue({ name });
    expect(created).toMatchObject({
      state: 'RUNNING',
      rateLimits: { maxDispatchesPerSecond: 500, maxBurstSize: 100, maxConcurrentDispatches: 1000 },
      retryConfig: {
        maxAttempts: 100,
        minBackoff: { nanos: 100e6 },
        maxBackoff: { seconds: '3600' },
        maxDoublings: 16,
      },
    });
    await client.deleteQueue({ name });
    expect(await codeOf(client.getQueue({ name }))).toBe(status.NOT_FOUND);
    expect(await codeOf(createQueue({}, `defaults-${process.pid}`))).toBe(status.FAILED_PRECONDITION);
  });

  test('exist once, under proper names, with sensible settings', async () => {
    expect(await codeOf(createQueue({}))).toBe(status.ALREADY_EXISTS);
    expect(await codeOf(createQueue({}, 'under_score'))).toBe(status.INVALID_ARGUMENT);
    expect(await codeOf(createQueue({}, 'x'.repeat(101)))).toBe(status.INVALID_ARGUMENT);
    expect(await codeOf(createQueue({ rateLimits: { maxDispatchesPerSecond: 501 } }, 'fast'))).toBe(
      status.INVALID_ARGUMENT,
    );
    expect(await codeOf(createQueue({ retryConfig: { maxAttempts: -2 } }, 'odd'))).toBe(status.INVALID_ARGUMENT);
    expect(await codeOf(client.getQueue({ name: 'queues/x' }))).toBe(status.INVALID_ARGUMENT);
  });

  test('update by mask; an unknown queue is created', async () => {
    await client.updateQueue({
      queue: { name: queue, rateLimits: { maxConcurrentDispatches: 7 }, retryConfig: { maxAttempts: 9 } },
      updateMask: { paths: ['rate_limits.max_concurrent_dispatches'] },
    });
    const [updated] = await client.getQueue({ name: queue });
    expect(updated.rateLimits!.maxConcurrentDispatches).toBe(7);
    expect(updated.retryConfig!.maxAttempts).toBe(100);
    expect(updated.retryConfig!.minBackoff!.nanos).toBe(50e6);
    const unknown = { queue: { name: queue }, updateMask: { paths: ['state'] } };
    expect(await codeOf(client.updateQueue(unknown))).toBe(status.INVALID_ARGUMENT);
    const name = `${LOCATION}/queues/made-by-update-${process.pid}`;
    await client.updateQueue({ queue: { name, retryConfig: { maxAttempts: 3 } } });
    expect((await client.getQueue({ name }))[0].retryConfig!.maxAttempts).toBe(3);
    await client.deleteQueue({ name });
  });

  test('are listed by location, page by page', async () => {
    const parent = 'projects/terrane-test/locations/europe-west1';
    const names = ['a', 'b', 'c', 'd', 'e'].map((id) => `${parent}/queues/list-${process.pid}-${id}`);
    for (const name of names) await client.createQueue({ parent, queue: { name } });
    const [all] = await client.listQueues({ parent });
    expect(all.map(({ name }) => name)).toEqual(names);
    const paged = await pages((pageToken) =>
      client.listQueues({ parent, pageSize: 2, pageToken }, { autoPaginate: false }),
    );
    expect(paged.map((page) => page.map(({ name }) => name))).toEqual([
      names.slice(0, 2),
      names.slice(2, 4),
      names.slice(4),
    ]);
    for (const name of names) await client.deleteQueue({ name });
    expect((await client.listQueues({ parent }))[0]).toEqual([]);
  });
});

describe('delivery', () => {
  test('method, path, headers and body as in production', async () => {
    const body = Buffer.from('{"chunk":7}');
    const headers = { 'Content-Type': 'application/json', 'X-Custom': 'yes', 'User-Agent': 'mine', Host: 'elsewhere' };
    const task = await create(http('/run?x=1', { httpRequest: { httpMethod: 'PUT', headers, body } }));
    const [delivery] = await worker.delivered(1);
    expect(delivery).toMatchObject({ method: 'PUT', path: '/run?x=1', body: '{"chunk":7}' });
    expect(delivery!.headers).toMatchObject({
      'content-type': 'application/json',
      'content-length': '11',
      'x-custom': 'yes',
      'user-agent': 'Google-Cloud-Tasks',
      host: worker.url.slice('http://'.length),
      'x-cloudtasks-queuename': queue.split('/').at(-1),
      'x-cloudtasks-taskname': task.name!.split('/').at(-1),
      'x-cloudtasks-taskretrycount': '0',
      'x-cloudtasks-taskexecutioncount': '0',
    });
    expect(Math.abs(Number(delivery!.headers['x-cloudtasks-tasketa']) * 1000 - Date.now())).toBeLessThan(5000);
    expect(delivery!.headers).not.toHaveProperty('x-cloudtasks-taskpreviousresponse');
    expect(delivery!.headers).not.toHaveProperty('authorization');
    await until(() => isGone(task.name!));
  });

  test('POST unless told otherwise, and GET without a body', async () => {
    await create(http('/post'));
    await create(http('/get', { httpRequest: { httpMethod: 'GET' } }));
    const deliveries = await worker.delivered(2);
    expect(deliveries.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(['GET /get', 'POST /post']);
  });

  test('begins within milliseconds', async () => {
    await create(http('/warm'));
    await worker.delivered(1);
    const created = Date.now();
    await create(http('/measured'));
    const [, measured] = await worker.delivered(2);
    expect(measured!.at - created).toBeLessThan(250);
  });

  test('an identity token says for whom and by whom', async () => {
    const oidcToken = { serviceAccountEmail: 'tasks@terrane-test.iam.gserviceaccount.com', audience: 'https://batch' };
    await create(http('/', { httpRequest: { oidcToken, headers: { Authorization: 'Bearer mine' } } }));
    const [delivery] = await worker.delivered(1);
    const token = /^Bearer ([^.]+)\.([^.]+)\.([^.]*)$/.exec(delivery!.headers.authorization!)!;
    const claims = JSON.parse(Buffer.from(token[2]!, 'base64url').toString());
    expect(claims).toMatchObject({ aud: 'https://batch', email: oidcToken.serviceAccountEmail, email_verified: true });
    expect(claims.exp).toBeGreaterThan(Date.now() / 1000);
  });

  test('not before the schedule time', async () => {
    const due = Date.now() + 400;
    const task = await create(http('/', { scheduleTime: fromNow(0.4) }));
    expect(Number(task.scheduleTime!.seconds) * 1000 + task.scheduleTime!.nanos! / 1e6).toBeCloseTo(due, -2);
    const [delivery] = await worker.delivered(1);
    expect(delivery!.at).toBeGreaterThanOrEqual(due - 5);
    expect(delivery!.at).toBeLessThan(due + 500);
  });

  test('at once where the schedule time is past', async () => {
    const task = await create(http('/', { scheduleTime: fromNow(-3600) }));
    expect(Math.abs(Number(task.scheduleTime!.seconds) - Date.now() / 1000)).toBeLessThan(5);
    await worker.delivered(1);
  });

  test('a thousand tasks, each once', async () => {
    await Promise.all(Array.from({ length: 1000 }, (_, i) => create(http(`/${i}`))));
    const deliveries = await worker.delivered(1000);
    await wait(50);
    expect(deliveries).toHaveLength(1000);
    expect(new Set(deliveries.map(({ path }) => path)).size).toBe(1000);
  });
});

describe('retries', () => {
  test('with growing waits until the worker accepts, and what the headers tell', async () => {
    const statuses = [500, 404, 429, 204];
    worker.reply = () => statuses[worker.deliveries.length - 1]!;
    const task = await create(http());
    const deliveries = await worker.delivered(4);
    const header = (name: string) => deliveries.map(({ headers }) => headers[`x-cloudtasks-task${name}`]);
    expect(header('retrycount')).toEqual(['0', '1', '2', '3']);
    // Without the attempts that ended in 5xx.
    expect(header('executioncount')).toEqual(['0', '0', '1', '2']);
    expect(header('previousresponse')).toEqual([undefined, '500', '404', '429']);
    expect(header('retryreason')[1]).toContain('500');
    expect(new Set(header('name'))).toEqual(new Set([task.name!.split('/').at(-1)]));
    const waits = deliveries.slice(1).map(({ at }, i) => at - deliveries[i]!.at);
    for (const [i, least] of [50, 100, 200].entries()) {
      expect(waits[i]).toBeGreaterThanOrEqual(least - 5);
      expect(waits[i]).toBeLessThan(least + 500);
    }
    await until(() => isGone(task.name!));
  });

  test('the task tells of its attempts', async () => {
    worker.reply = () => 503;
    const task = await create(http());
    await worker.delivered(2);
    await until(async () => (await client.getTask({ name: task.name! }))[0].responseCount! >= 2);
    const [tried] = await client.getTask({ name: task.name! });
    expect(tried.dispatchCount).toBeGreaterThanOrEqual(2);
    expect(tried.firstAttempt!.dispatchTime).toBeTruthy();
    expect(tried.lastAttempt!.responseStatus).toMatchObject({ code: status.UNAVAILABLE });
    expect(tried.lastAttempt!.responseStatus!.message).toContain('503');
  });

  test('a worker that cannot be reached', async () => {
    const url = worker.url;
    await worker.stop();
    const task = await create({ httpRequest: { url } });
    await until(async () => (await client.getTask({ name: task.name! }))[0].dispatchCount! >= 2);
    const [tried] = await client.getTask({ name: task.name! });
    expect(tried.responseCount).toBe(0);
    worker = await startWorker();
  });

  test('maxAttempts, after which the task is gone', async () => {
    await client.updateQueue({
      queue: { name: queue, retryConfig: { ...QUICK, maxAttempts: 3 } },
      updateMask: { paths: ['retry_config'] },
    });
    worker.reply = () => 500;
    const task = await create(http());
    await worker.delivered(3);
    await until(() => isGone(task.name!));
    await wait(400);
    expect(worker.deliveries).toHaveLength(3);
  });

  test('Retry-After of a busy worker', async () => {
    worker.reply = () => (worker.deliveries.length === 1 ? { status: 503, headers: { 'retry-after': '1' } } : 200);
    await create(http());
    const [first, second] = await worker.delivered(2);
    expect(second!.at - first!.at).toBeGreaterThanOrEqual(990);
  });
});

describe('limits', () => {
  test('concurrency', async () => {
    const limited = { name: queue, rateLimits: { maxConcurrentDispatches: 3 } };
    await client.updateQueue({
      queue: limited,
      updateMask: { paths: ['rate_limits.max_concurrent_dispatches'] },
    });
    worker.reply = () => wait(30, 200);
    await Promise.all(Array.from({ length: 20 }, () => create(http())));
    await worker.delivered(20);
    expect(worker.concurrency.most).toBe(3);
  });

  test('rate', async () => {
    await client.updateQueue({
      queue: { name: queue, rateLimits: { maxDispatchesPerSecond: 20 } },
      updateMask: { paths: ['rate_limits.max_dispatches_per_second'] },
    });
    const [{ rateLimits }] = await client.getQueue({ name: queue });
    const beyond = 20;
    const count = rateLimits!.maxBurstSize! + beyond;
    await Promise.all(Array.from({ length: count }, () => create(http())));
    const deliveries = await worker.delivered(count);
    const seconds = (deliveries.at(-1)!.at - deliveries[0]!.at) / 1000;
    expect(seconds).toBeGreaterThan(beyond / 20 - 0.2);
    expect(seconds).toBeLessThan(beyond / 20 + 2);
  });
});

describe('pause, resume, purge, run', () => {
  test('a paused queue takes tasks and holds them', async () => {
    const [paused] = await client.pauseQueue({ name: queue });
    expect(paused.state).toBe('PAUSED');
    await create(http());
    await wait(100);
    expect(worker.deliveries).toHaveLength(0);
    const [resumed] = await client.resumeQueue({ name: queue });
    expect(resumed.state).toBe('RUNNING');
    await worker.delivered(1);
  });

  test('runTask dispatches in spite of pause and schedule time', async () => {
    await client.pauseQueue({ name: queue });
    const task = await create(http('/', { scheduleTime: fromNow(3600) }));
    const [running] = await client.runTask({ name: task.name! });
    expect(running.dispatchCount).toBe(1);
    await worker.delivered(1);
    await until(() => isGone(task.name!));
    expect(await codeOf(client.runTask({ name: task.name! }))).toBe(status.NOT_FOUND);
  });

  test('purge', async () => {
    await client.pauseQueue({ name: queue });
    for (let i = 0; i < 5; i++) await create(http());
    expect((await client.listTasks({ parent: queue }))[0]).toHaveLength(5);
    const [purged] = await client.purgeQueue({ name: queue });
    expect(Math.abs(Number(purged.purgeTime!.seconds) - Date.now() / 1000)).toBeLessThan(5);
    await client.resumeQueue({ name: queue });
    await wait(50);
    expect((await client.listTasks({ parent: queue }))[0]).toEqual([]);
    expect(worker.deliveries).toHaveLength(0);
  });
});

describe('tasks', () => {
  const later = { scheduleTime: { seconds: Math.floor(Date.now() / 1000) + 3600 } };

  test('views', async () => {
    const task = await create(
      http('/x', { ...later, httpRequest: { body: Buffer.from('payload'), headers: { a: 'b' } } }),
    );
    expect(task.name!.startsWith(`${queue}/tasks/`)).toBe(true);
    expect(task).toMatchObject({ view: 'BASIC', dispatchDeadline: { seconds: '600' }, dispatchCount: 0 });
    const [basic] = await client.getTask({ name: task.name! });
    expect(basic.httpRequest).toMatchObject({ url: `${worker.url}/x`, httpMethod: 'POST', headers: { a: 'b' } });
    expect(basic.httpRequest!.body).toHaveLength(0);
    const [full] = await client.getTask({ name: task.name!, responseView: 'FULL' });
    expect([full.view, String(full.httpRequest!.body)]).toEqual(['FULL', 'payload']);
  });

  test('are listed page by page', async () => {
    const created = await Promise.all(Array.from({ length: 25 }, () => create(http('/', later))));
    const names = created.map(({ name }) => name).sort();
    const [all] = await client.listTasks({ parent: queue });
    expect(all.map(({ name }) => name).sort()).toEqual(names);
    const paged = await pages((pageToken) =>
      client.listTasks({ parent: queue, pageSize: 10, pageToken }, { autoPaginate: false }),
    );
    expect(paged.map((page) => page.length)).toEqual([10, 10, 5]);
    expect(paged.flatMap((page) => page.map(({ name }) => name)).sort()).toEqual(names);
  });

  test('a deleted task is not delivered', async () => {
    const task = await create(http('/', { scheduleTime: fromNow(0.2) }));
    await client.deleteTask({ name: task.name! });
    expect(await codeOf(client.deleteTask({ name: task.name! }))).toBe(status.NOT_FOUND);
    await wait(400);
    expect(worker.deliveries).toHaveLength(0);
  });

  test('a task deleted while it is under way is not tried again', async () => {
    worker.reply = () => wait(100, 500);
    const task = await create(http());
    await worker.delivered(1);
    await client.deleteTask({ name: task.name! });
    await wait(400);
    expect(worker.deliveries).toHaveLength(1);
  });

  test('a name is taken while the task waits, when it is done, and when it was deleted', async () => {
    const waiting = { name: `${queue}/tasks/waiting`, ...later };
    await create(http('/', waiting));
    expect(await codeOf(create(http('/', waiting)))).toBe(status.ALREADY_EXISTS);
    await client.deleteTask({ name: waiting.name });
    expect(await codeOf(create(http('/', waiting)))).toBe(status.ALREADY_EXISTS);

    const done = { name: `${queue}/tasks/done_1-A` };
    await create(http('/done', done));
    await worker.delivered(1);
    await until(() => isGone(done.name));
    expect(await codeOf(create(http('/done', done)))).toBe(status.ALREADY_EXISTS);
    expect(worker.deliveries).toHaveLength(1);
  });

  test('of twenty at once with one name, one is created', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, () => create(http('/', { name: `${queue}/tasks/contested` }))),
    );
    expect(outcomes.filter(({ status: outcome }) => outcome === 'fulfilled')).toHaveLength(1);
    await worker.delivered(1);
    await wait(50);
    expect(worker.deliveries).toHaveLength(1);
  });

  test.each<[string, () => Task, status]>([
    ['no target', () => ({}), status.INVALID_ARGUMENT],
    ['an App Engine target', () => ({ appEngineHttpRequest: { relativeUri: '/x' } }), status.UNIMPLEMENTED],
    ['a relative URL', () => ({ httpRequest: { url: '/x' } }), status.INVALID_ARGUMENT],
    ['another scheme', () => ({ httpRequest: { url: 'ftp://127.0.0.1/x' } }), status.INVALID_ARGUMENT],
    ['a host that is not local', () => ({ httpRequest: { url: 'http://192.0.2.1/' } }), status.INVALID_ARGUMENT],
    ['a long URL', () => http(`/${'x'.repeat(2083)}`), status.INVALID_ARGUMENT],
    [
      'a GET with a body',
      () => http('/', { httpRequest: { httpMethod: 'GET', body: 'eA==' } }),
      status.INVALID_ARGUMENT,
    ],
    ['a short deadline', () => http('/', { dispatchDeadline: { seconds: 14 } }), status.INVALID_ARGUMENT],
    ['a long deadline', () => http('/', { dispatchDeadline: { seconds: 1801 } }), status.INVALID_ARGUMENT],
    ['a far schedule', () => http('/', { scheduleTime: fromNow(31 * 24 * 3600) }), status.INVALID_ARGUMENT],
    ['a body too large', () => http('/', { httpRequest: { body: Buffer.alloc(1.5e6) } }), status.INVALID_ARGUMENT],
    ['a bad name', () => http('/', { name: `${queue}/tasks/no spaces` }), status.INVALID_ARGUMENT],
    ['a name of another queue', () => http('/', { name: `${queue}x/tasks/a` }), status.INVALID_ARGUMENT],
    ['a token for nobody', () => http('/', { httpRequest: { oidcToken: {} } }), status.INVALID_ARGUMENT],
  ])('%s is refused', async (_name, task, code) => {
    expect(await codeOf(create(task()))).toBe(code);
  });

  test('need their queue', async () => {
    const parent = `${LOCATION}/queues/none`;
    expect(await codeOf(client.createTask({ parent, task: http() }))).toBe(status.NOT_FOUND);
    expect(await codeOf(client.listTasks({ parent }))).toBe(status.NOT_FOUND);
    expect(await codeOf(client.getTask({ name: `${queue}/tasks/none` }))).toBe(status.NOT_FOUND);
  });
});

test('policies are refused', async () => {
  expect(await codeOf(client.getIamPolicy({ resource: queue }))).toBe(status.UNIMPLEMENTED);
});
