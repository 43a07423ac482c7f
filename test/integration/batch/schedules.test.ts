import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scheduleDocument } from '../../../functions/shared/schedules/documents.ts';
import { readSchedule } from '../../../functions/shared/schedules/find.ts';
import { operations } from '../../../functions/shared/tasks/documents.ts';
import { callSweep } from '../../../infra/local/scheduler.ts';
import {
  type BatchServer,
  BUCKET,
  exportRequest,
  expression,
  invoke,
  type OperationReply,
  PROJECT,
  square,
  startBatch,
} from './terrane.ts';

let server: BatchServer;
beforeAll(async () => {
  server = await startBatch();
});
afterAll(() => server.stop());

const MINUTE = 60_000;

/** A schedule as clients get it. */
interface ScheduleReply {
  readonly name: string;
  readonly state: string;
  readonly nextRunTime?: string;
  readonly lastError?: { readonly code: number; readonly message: string };
  readonly runs?: readonly {
    readonly dueTime: string;
    readonly operation?: string;
    readonly state?: string;
    readonly error?: { readonly code: number; readonly message: string };
    readonly manual?: boolean;
  }[];
  readonly request: { readonly [field: string]: unknown };
  readonly [field: string]: unknown;
}

const path = (id: string) => `/v1/projects/${PROJECT}/schedules/${id}`;
const key = (id: string) => ({ project: PROJECT, id });

/** A schedule that exports a small image, and is not due while these tests run. */
function plan(id: string, more: object = {}) {
  return { cron: '0 0 1 1 *', method: 'image:export', request: exportRequest(`${id}/{date}T{hh}{min}`), ...more };
}

async function create(id: string, body: object = plan(id)): Promise<ScheduleReply> {
  const reply = await server.post(`/v1/projects/${PROJECT}/schedules?scheduleId=${id}`, body);
  expect(reply.body.error).toBeUndefined();
  return reply.body as unknown as ScheduleReply;
}

async function get(id: string): Promise<ScheduleReply> {
  return (await server.get(path(id))).body as unknown as ScheduleReply;
}

async function patch(id: string, body: object, mask = '') {
  const response = await fetch(`${server.url}${path(id)}${mask && `?updateMask=${mask}`}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as ScheduleReply & { error?: { message: string } } };
}

/** The beginning of this minute, or of one before. */
function minute(before = 0): number {
  return (Math.floor(Date.now() / MINUTE) - before) * MINUTE;
}

/** Makes the next due time of a schedule another one, as if nobody had called since. */
async function forget(id: string, due: number): Promise<void> {
  await scheduleDocument(key(id)).update({ next: due });
}

function sweep(): Promise<Response> {
  return callSweep(server.url);
}

/** Asks until the schedule has run a number of times. */
async function ran(id: string, times: number): Promise<ScheduleReply> {
  for (const end = Date.now() + 20_000; ; ) {
    const schedule = await get(id);
    if ((schedule.runs?.length ?? 0) >= times) return schedule;
    if (Date.now() > end) throw new Error(`${id} has run ${JSON.stringify(schedule.runs)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The descriptions of the operations whose descriptions begin with a text. */
async function started(prefix: string): Promise<string[]> {
  const found = await operations().where('description', '>=', prefix).where('description', '<', `${prefix}~`).get();
  return found.docs.map((doc) => (doc.data() as { description: string }).description).toSorted();
}

const stamp = (due: number) => new Date(due).toISOString().slice(0, 16).replace(':', '');

test('what is due is started at its time, with the time in its name, and the schedule goes on', async () => {
  const made = await create('yearly');
  const next = Date.UTC(new Date().getUTCFullYear() + 1, 0, 1);
  expect(made).toMatchObject({
    name: `projects/${PROJECT}/schedules/yearly`,
    state: 'ENABLED',
    timeZone: 'UTC',
    missedRunPolicy: 'LAST',
    nextRunTime: new Date(next).toISOString(),
    request: exportRequest('yearly/{date}T{hh}{min}'),
  });
  const due = minute();
  await forget('yearly', due);
  await sweep();
  const [run] = (await ran('yearly', 1)).runs ?? [];
  expect(run.dueTime).toBe(new Date(due).toISOString());
  const operation = await server.ended(run.operation ?? '');
  expect(operation.metadata).toMatchObject({ state: 'SUCCEEDED', description: `yearly/${stamp(due)}` });
  expect(await server.objects()).toContain(`yearly/${stamp(due)}.tif`);
  const after = await get('yearly');
  expect(after.runs?.[0].state).toBe('SUCCEEDED');
  expect(after.nextRunTime).toBe(new Date(next).toISOString());
});

test('a due time runs once, however often it is woken, and by whomever', async () => {
  await create('once');
  const due = minute();
  await forget('once', due);
  const wake = () =>
    fetch(`${server.url}/tasks/schedule`, {
      method: 'POST',
      headers: { 'x-cloudtasks-queuename': 'q' },
      body: JSON.stringify({ project: PROJECT, schedule: 'once', due }),
    });
  await Promise.all([sweep(), sweep(), ...Array.from({ length: 10 }, wake)]);
  const [{ operation = '' }] = (await ran('once', 1)).runs ?? [];
  expect(await started('once/')).toEqual([`once/${stamp(due)}`]);
  // As if the server had been killed after the operation was started, and before that was written down.
  await scheduleDocument(key('once')).update({ next: due, runs: [] });
  expect((await wake()).status).toBe(200);
  expect((await ran('once', 1)).runs).toMatchObject([{ operation }]);
  // Also when the operation is gone by then.
  await server.ended(operation);
  await server.remove(`/v1/${operation}`);
  await scheduleDocument(key('once')).update({ next: due, runs: [] });
  await wake();
  const { runs } = await ran('once', 1);
  expect(runs).toMatchObject([{ operation }]);
  expect(runs?.[0]).not.toHaveProperty('state');
  expect(await started('once/')).toEqual([]);
});

test('a wake-up that comes early is sent again, one for another due time is for nobody', async () => {
  await create('early');
  const { next = 0 } = (await readSchedule(key('early'))) ?? {};
  const wake = async (due: number) => {
    const body = JSON.stringify({ project: PROJECT, schedule: 'early', due });
    const headers = { 'x-cloudtasks-queuename': 'q' };
    return (await fetch(`${server.url}/tasks/schedule`, { method: 'POST', headers, body })).status;
  };
  expect(await wake(next)).toBe(503);
  expect(await wake(next - MINUTE)).toBe(200);
  expect(await started('early/')).toEqual([]);
  await server.remove(path('early'));
});

test.each([
  ['SKIP', [0]],
  ['LAST', [0]],
  ['ALL', [3, 2, 1, 0]],
] as const)('due times that were missed: %s', async (missedRunPolicy, expected) => {
  const id = `missed-${missedRunPolicy.toLowerCase()}`;
  await create(id, plan(id, { cron: '* * * * *', missedRunPolicy }));
  await forget(id, minute(3));
  const now = minute();
  await sweep();
  const { runs = [] } = await ran(id, expected.length);
  await server.post(`${path(id)}:pause`, {});
  // If the minute has changed since, there is one more.
  const late = Math.round((Date.parse(runs[0].dueTime) - now) / MINUTE);
  const due = expected.map((before) => now - before * MINUTE);
  const moved = missedRunPolicy === 'ALL' ? [...due, now + MINUTE] : [now + MINUTE];
  expect(await started(`${id}/`)).toEqual((late === 0 ? due : moved).map((time) => `${id}/${stamp(time)}`));
});

test('SKIP says what it has passed over', async () => {
  await create('late', plan('late', { missedRunPolicy: 'SKIP' }));
  await forget('late', Date.parse('2026-01-01T00:00:00Z'));
  await sweep();
  const { runs, lastError, nextRunTime } = await ran('late', 1);
  expect(runs).toMatchObject([{ dueTime: '2026-01-01T00:00:00.000Z', error: { code: 4 } }]);
  expect(lastError?.message).toMatch(/^Skipped: it could not be started until \d+ minutes later\.$/);
  expect(nextRunTime).toMatch(/-01-01T00:00:00\.000Z$/);
});

test('one that cannot be started says why, goes on, and keeps no other one from its turn', async () => {
  await create('broken');
  await create('sound');
  // What the request asks for was right when the schedule was made.
  await scheduleDocument(key('broken')).update({
    request: { text: '{"expression":{"result":"0","values":{}},"x":1}' },
  });
  await scheduleDocument({ project: PROJECT, id: 'spoilt' }).set({ next: minute(1), project: 7 });
  await forget('broken', minute());
  await forget('sound', minute());
  expect((await sweep()).status).toBe(200);
  const { runs, lastError, state, nextRunTime } = await ran('broken', 1);
  expect(runs?.[0]).not.toHaveProperty('operation');
  expect(lastError).toEqual({ code: 3, message: expect.stringContaining('Unknown name "x"') });
  expect(state).toBe('ENABLED');
  expect(Date.parse(nextRunTime ?? '')).toBeGreaterThan(Date.now());
  await ran('sound', 1);
  await Promise.all(['broken', 'sound'].map((id) => server.remove(path(id))));
});

test('tables, and the due time as a constant of the expression', async () => {
  const feature = invoke('Feature', {
    geometry: invoke('GeometryConstructors.Point', { coordinates: [1, 2] }),
    metadata: { day: '{date}', ms: '{millis}', untouched: '{x} {2}' },
  });
  const collection = expression(invoke('Collection', { features: { valueReference: '1' } }));
  const request = {
    expression: {
      ...collection,
      values: {
        0: {
          functionInvocationValue: { functionName: 'Collection', arguments: { features: { valueReference: '1' } } },
        },
        1: { arrayValue: { values: [feature] } },
      },
    },
    description: 'table-{time}',
    fileExportOptions: {
      fileFormat: 'GEO_JSON',
      cloudStorageDestination: { bucket: BUCKET, filenamePrefix: 'table-{yy}{doy}' },
    },
  };
  await create('table', { cron: '0 3 * * *', timeZone: 'Asia/Tokyo', method: 'table:export', request });
  const dueTime = '2026-02-28T18:00:00.000Z';
  const reply = await server.post(`${path('table')}:run`, { dueTime, requestId: 'run-1' });
  const { name } = reply.body as unknown as OperationReply;
  expect(await server.ended(name)).toMatchObject({
    metadata: { state: 'SUCCEEDED', type: 'EXPORT_FEATURES', description: 'table-2026-02-28T18:00:00Z' },
  });
  const { storage } = await import('../../../functions/shared/google/storage.ts');
  const [bytes] = await storage().bucket(BUCKET).file('table-26060.geojson').download();
  const [{ properties }] = (JSON.parse(bytes.toString()) as { features: { properties: object }[] }).features;
  expect(properties).toEqual({ day: '2026-03-01', ms: String(Date.parse(dueTime)), untouched: '{x} {2}' });
  // The same request again, as after a lost answer, runs nothing.
  const again = await server.post(`${path('table')}:run`, { dueTime, requestId: 'run-1' });
  expect((again.body as unknown as OperationReply).name).toBe(name);
  expect((await get('table')).runs).toMatchObject([{ manual: true, dueTime, operation: name }]);
});

test.each<[string, object, string]>([
  [
    'map:export',
    {
      expression: square(4, 5),
      tileOptions: { endZoom: 2 },
      tileExportOptions: { cloudStorageDestination: { bucket: BUCKET, filenamePrefix: 'tiles-{date}' } },
    },
    'tiles-2026-03-01/index.html',
  ],
  [
    'video:export',
    {
      expression: expression({
        functionInvocationValue: {
          functionName: 'ImageCollection.fromImages',
          arguments: {
            images: { arrayValue: { values: [invoke('Image.toByte', { value: square(4, 5).values['0'] })] } },
          },
        },
      }),
      fileExportOptions: {
        fileFormat: 'GIF',
        cloudStorageDestination: { bucket: BUCKET, filenamePrefix: 'film-{date}' },
      },
    },
    'film-2026-03-01.gif',
  ],
  [
    'classifier:export',
    {
      expression: expression(
        invoke('Classifier.decisionTree', { treeString: '1) root 4 2 0\n 2) a<=4.5 2 0 0 *\n 3) a>4.5 2 0 1 *\n' }),
      ),
      assetExportOptions: { earthEngineDestination: { name: `projects/${PROJECT}/assets/tree-{date}` } },
    },
    '',
  ],
  [
    'image:export',
    {
      expression: square(16, 5),
      fileExportOptions: {
        fileFormat: 'TF_RECORD_IMAGE',
        cloudStorageDestination: { bucket: BUCKET, filenamePrefix: 'records-{date}' },
        tfRecordOptions: { tileDimensions: { width: 8, height: 8 } },
      },
    },
    'records-2026-03-01-00000.tfrecord',
  ],
])('%s is started with the due time in its names', async (method, request, file) => {
  const id = method.replace(':', '-');
  await create(id, { cron: '0 3 * * *', method, request: { description: `${id} {date}`, ...request } });
  const reply = await server.post(`${path(id)}:run`, { dueTime: '2026-03-01T03:00:00Z' });
  const { name } = reply.body as unknown as OperationReply;
  expect(await server.ended(name)).toMatchObject({
    metadata: { state: 'SUCCEEDED', description: `${id} 2026-03-01` },
  });
  if (file === '') {
    const { body } = await server.get(`/v1/${name}`);
    expect(body).toMatchObject({ metadata: { destinationUris: [`projects/${PROJECT}/assets/tree-2026-03-01`] } });
  } else expect(await server.objects()).toContain(file);
});

describe('a schedule', () => {
  test('is paused, and goes on from then', async () => {
    await create('paused');
    expect((await server.post(`${path('paused')}:pause`, {})).body).toMatchObject({ state: 'PAUSED' });
    expect((await get('paused')).nextRunTime).toBeUndefined();
    await sweep();
    expect((await server.post(`${path('paused')}:pause`, {})).status).toBe(200);
    expect((await server.post(`${path('paused')}:resume`, {})).body).toMatchObject({ state: 'ENABLED' });
    const { nextRunTime, runs } = await get('paused');
    expect(Date.parse(nextRunTime ?? '')).toBeGreaterThan(Date.now() - MINUTE);
    expect(runs).toBeUndefined();
    await server.remove(path('paused'));
  });

  test('is changed in the fields that are named', async () => {
    await create('changed', plan('changed', { description: 'as it was' }));
    const moved = await patch('changed', { cron: '0 5 * * *', timeZone: 'Europe/Vienna' });
    expect(moved.body).toMatchObject({ cron: '0 5 * * *', timeZone: 'Europe/Vienna', description: 'as it was' });
    expect(moved.body.nextRunTime).toMatch(/T0[34]:00:00\.000Z$/);
    const renamed = await patch('changed', { cron: '1 1 1 1 1' }, 'description');
    expect(renamed.body).toMatchObject({ cron: '0 5 * * *', nextRunTime: moved.body.nextRunTime });
    expect(renamed.body).not.toHaveProperty('description');
    const request = exportRequest('otherwise');
    expect((await patch('changed', { request }, 'request')).body.request).toEqual(request);
    for (const [body, mask, message] of [
      [{ cron: 'soon' }, '', "Invalid 'cron'"],
      [{}, 'cron', "no 'cron'"],
      [{ state: 'PAUSED' }, 'state', "Invalid update mask: 'state'"],
      [{ method: 'table:import' }, '', 'Unknown name "expression"'],
    ] as const) {
      expect((await patch('changed', body, mask)).body.error?.message).toContain(message);
    }
    expect((await patch('nobody', {})).status).toBe(404);
    await server.remove(path('changed'));
  });

  test('of a long request keeps it beside the record', async () => {
    const long = { ...exportRequest('long-{date}'), description: 'x'.repeat(10) };
    const values = { ...long.expression.values, unused: { constantValue: 'y'.repeat(600_000) } };
    await create('long', plan('long', { request: { ...long, expression: { ...long.expression, values } } }));
    expect((await get('long')).request['expression']).toEqual({ ...long.expression, values });
    const { request } = (await readSchedule(key('long'))) ?? {};
    expect(request).toHaveProperty('object');
    await server.remove(path('long'));
    const { assetBucket, storage } = await import('../../../functions/shared/google/storage.ts');
    expect((await storage().bucket(assetBucket()).getFiles({ prefix: 'schedules/' }))[0]).toEqual([]);
  });

  test('is listed with others, by name, without its request', async () => {
    const ids = ['listed-a', 'listed-b', 'listed-c'];
    for (const id of ids.toReversed()) await create(id, plan(id));
    const found: string[] = [];
    let token = '';
    do {
      const { body } = await server.get(
        `/v1/projects/${PROJECT}/schedules?pageSize=2${token && `&pageToken=${token}`}`,
      );
      const page = body as unknown as { schedules: ScheduleReply[]; nextPageToken?: string };
      for (const schedule of page.schedules) expect(schedule).not.toHaveProperty('request');
      found.push(...page.schedules.map(({ name }) => name));
      token = page.nextPageToken ?? '';
    } while (token);
    expect(found.filter((name) => name.includes('/listed-'))).toEqual(ids.map((id) => path(id).slice('/v1/'.length)));
    expect((await server.get(`/v1/projects/${PROJECT}/schedules?pageToken=x`)).status).toBe(400);
    expect((await server.get('/v1/projects/no-schedules/schedules')).body).toEqual({ schedules: [] });
    for (const id of ids) expect((await server.remove(path(id))).status).toBe(200);
    expect((await server.get(path('listed-a'))).status).toBe(404);
    expect((await server.remove(path('listed-a'))).status).toBe(404);
  });

  test.each<[string, object, string, number, string]>([
    ['wrong', { cron: '* * * * * *' }, 'cron', 400, "Invalid 'cron'"],
    ['wrong', { timeZone: 'Mars/Olympus' }, 'time zone', 400, "Invalid 'timeZone' 'Mars/Olympus'"],
    ['wrong', { method: 'pixels:export' }, 'method', 400, 'schedules can call image:export, table:export, map:export'],
    ['wrong', { method: 'constructor' }, 'method', 400, "Invalid 'method'"],
    ['wrong', { method: undefined }, 'method', 400, "The schedule has no 'method'."],
    ['wrong', { request: undefined }, 'request', 400, "The schedule has no 'request'."],
    ['wrong', { request: 'text' }, 'request', 400, "Invalid value at 'request'"],
    [
      'wrong',
      { request: { ...exportRequest('x'), maxPixels: 'many' } },
      'request',
      400,
      "Invalid value at 'maxPixels'",
    ],
    ['wrong', { request: { description: 'x' } }, 'request', 400, "The request has no 'expression'."],
    ['wrong', { request: exportRequest('{yyy}') }, 'placeholder', 400, "no placeholder '{yyy}'"],
    ['wrong', { missedRunPolicy: 'NEVER' }, 'policy', 400, "Invalid value at 'missedRunPolicy'"],
    ['wrong', { description: 'x'.repeat(1001) }, 'description', 400, 'at most 1000 characters'],
    ['Wrong', {}, 'id', 400, "Invalid 'scheduleId' 'Wrong'"],
    ['a.b', {}, 'id', 400, "Invalid 'scheduleId' 'a.b'"],
    ['yearly', {}, 'name that there is', 409, 'already exists'],
    [
      'wrong',
      {
        request: {
          ...exportRequest('x'),
          fileExportOptions: undefined,
          assetExportOptions: { earthEngineDestination: { name: `projects/${PROJECT}/assets/nowhere/{date}` } },
        },
      },
      'folder',
      404,
      `Asset 'projects/${PROJECT}/assets/nowhere' does not exist`,
    ],
  ])('%j with %j has a wrong %s: %i', async (id, more, _, status, message) => {
    const reply = await server.post(`/v1/projects/${PROJECT}/schedules?scheduleId=${id}`, plan('x', more));
    expect(reply).toMatchObject({ status, body: { error: { message: expect.stringContaining(message) } } });
  });

  test('without an id gets one', async () => {
    const reply = await server.post(`/v1/projects/${PROJECT}/schedules`, plan('unnamed'));
    const { name } = reply.body as unknown as ScheduleReply;
    expect(name).toMatch(/\/schedules\/schedule-[0-9a-f]{16}$/);
    await server.remove(`/v1/${name}`);
  });
});
