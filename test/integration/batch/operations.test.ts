import { afterAll, beforeAll, expect, test } from 'vitest';
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
  process.env['TERRANE_EXPORT_SLOTS'] = '1';
  server = await startBatch();
});
afterAll(async () => {
  delete process.env['TERRANE_EXPORT_SLOTS'];
  await server.stop();
});

/** Some seconds of work. */
function longRequest(prefix: string) {
  return exportRequest(prefix, {
    expression: square(20_000, [1, 2, 3]),
    maxPixels: '1000000000000',
  });
}

test('a task is cancelled while it runs, and leaves nothing behind', async () => {
  const running = await server.start('image:export', longRequest('long'));
  const waiting = await server.start('image:export', exportRequest('behind-it'));
  const { metadata } = await server.reached(running, 'RUNNING');
  expect(metadata.progress).toBeLessThan(1);
  expect((await server.get(`/v1/${waiting}`)).body).toMatchObject({ metadata: { state: 'PENDING' } });
  expect(await server.post(`/v1/${running}:cancel`, {})).toEqual({ status: 200, body: {} });
  expect(await server.ended(running)).toMatchObject({
    metadata: { state: 'CANCELLED' },
    error: { code: 1, message: 'Cancelled.' },
  });
  // Its slot goes to the next one.
  expect(await server.ended(waiting)).toMatchObject({ metadata: { state: 'SUCCEEDED' } });
  const late = await server.post(`/v1/${waiting}:cancel`, {});
  expect(late).toMatchObject({ status: 400, body: { error: { status: 'FAILED_PRECONDITION' } } });
  expect(await server.objects()).toEqual(['behind-it.tif']);
});

test('of a map that is cancelled no tile stays, and those of others do', async () => {
  const options = (endZoom: number) => ({
    expression: square(60, 9),
    tileOptions: { endZoom },
    tileExportOptions: { cloudStorageDestination: { bucket: BUCKET, filenamePrefix: 'map' } },
  });
  const tiles = async () => (await server.objects()).filter((name) => name.startsWith('map/'));
  await server.ended(await server.start('map:export', options(2)));
  const before = await tiles();
  expect(before.length).toBeGreaterThan(3);
  const running = await server.start('map:export', { ...options(9), tileOptions: { startZoom: 3, endZoom: 9 } });
  while ((await tiles()).length < before.length + 10) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await server.post(`/v1/${running}:cancel`, {})).toEqual({ status: 200, body: {} });
  expect((await server.ended(running)).metadata.state).toBe('CANCELLED');
  expect(await tiles()).toEqual(before);
});

test('an export is started once more, as it was', async () => {
  const first = await server.start('image:export', exportRequest('twice', { priority: 7, workloadTag: 'tag' }));
  await server.ended(first);
  const reply = await server.post(`/v1/${first}:rerun`, {});
  const { name } = reply.body as unknown as OperationReply;
  const operation = await server.ended(name);
  expect(operation).toMatchObject({
    metadata: { state: 'SUCCEEDED', priority: 7, workloadTag: 'tag', destinationUris: ['gs://exports-here/twice.tif'] },
  });
  expect(name).not.toBe(first);
  expect(operation.metadata).toMatchObject({ rerunOf: first, changedInputs: [] });
  const long = exportRequest('long-text', {
    expression: { result: '0', values: { ...square(8).values, unused: { constantValue: 'x'.repeat(40_000) } } },
  });
  const lengthy = await server.start('image:export', long);
  await server.ended(lengthy);
  const refused = (name: string) => server.post(`/v1/${name}:rerun`, {});
  expect((await refused(lengthy)).body.error?.message).toContain('too long to be kept');
  expect((await refused('projects/demo-proj/operations/NOTHING')).status).toBe(404);
});

test('an export that is started once more says what has changed since', async () => {
  const asset = `projects/${PROJECT}/assets/changing`;
  const object = `gs://${BUCKET}/changing.tif`;
  const make = async () => {
    const assetExportOptions = { earthEngineDestination: { name: asset, overwrite: true } };
    await server.ended(await server.start('image:export', { expression: square(8), assetExportOptions }));
    await server.ended(await server.start('image:export', exportRequest('changing')));
  };
  await make();
  const sum = expression(
    invoke('Image.add', {
      image1: invoke('Image.load', { id: asset }),
      image2: invoke('Image.loadGeoTIFF', { uri: object }),
    }),
  );
  const first = await server.start('image:export', exportRequest('of-inputs', { expression: sum }));
  expect((await server.ended(first)).error).toBeUndefined();
  const changes = async () => {
    const { body } = await server.post(`/v1/${first}:rerun`, {});
    const again = body as unknown as OperationReply & { metadata: { changedInputs?: string[] } };
    await server.ended(again.name);
    return again.metadata;
  };
  expect(await changes()).toMatchObject({ rerunOf: first, changedInputs: [] });
  await make();
  expect((await changes()).changedInputs?.toSorted()).toEqual([object, asset]);
});

test('a task is cancelled before it runs', async () => {
  const running = await server.start('image:export', longRequest('first'));
  const waiting = await server.start('image:export', exportRequest('second'));
  await server.post(`/v1/${waiting}:cancel`, {});
  expect((await server.get(`/v1/${waiting}`)).body).toMatchObject({ done: true, metadata: { state: 'CANCELLED' } });
  const again = await server.post(`/v1/${waiting}:cancel`, {});
  expect(again, 'a cancel asked twice').toEqual({ status: 200, body: {} });
  await server.post(`/v1/${running}:cancel`, {});
  await server.ended(running);
});

test('operations are found by either name, and in their own project only', async () => {
  const name = await server.start('image:export', exportRequest('named'));
  const operation = await server.ended(name);
  const id = name.slice(name.lastIndexOf('/') + 1);
  expect((await server.get(`/v1/projects/earthengine-legacy/operations/${id}`)).body).toEqual(operation);
  for (const wrong of [`projects/other-proj/operations/${id}`, 'projects/demo-proj/operations/ABCDEF']) {
    const reply = await server.get(`/v1/${wrong}`);
    expect(reply.status).toBe(404);
    expect(reply.body.error?.message).toBe(`Operation "${wrong.slice(wrong.lastIndexOf('/') + 1)}" not found.`);
  }
});

test('lists come newest first, in pages', async () => {
  const names: string[] = [];
  for (let i = 0; i < 5; i++) names.push(await server.start('image:export', exportRequest(`listed-${i}`)));
  await Promise.all(names.map((name) => server.ended(name)));
  const listed: string[] = [];
  let token = '';
  do {
    const query = `pageSize=2${token && `&pageToken=${token}`}`;
    const { body } = await server.get(`/v1/projects/demo-proj/operations?${query}`);
    const page = body as { operations?: OperationReply[]; nextPageToken?: string };
    expect(page.operations?.length).toBeLessThanOrEqual(2);
    listed.push(...(page.operations ?? []).map(({ name }) => name));
    token = page.nextPageToken ?? '';
  } while (token);
  expect(new Set(listed).size).toBe(listed.length);
  expect(listed.slice(0, 5)).toEqual(names.toReversed());
  expect((await server.get('/v1/projects/no-tasks/operations')).body).toEqual({ operations: [] });
  expect((await server.get('/v1/projects/demo-proj/operations?pageToken=x')).status).toBe(400);
});

test('lists can be filtered, in pages', async () => {
  const failing = exportRequest('filtered-fails', { maxPixels: '10' });
  const requests = [exportRequest('filtered-a', { workloadTag: 'seven' }), failing, exportRequest('filtered-b')];
  const names: string[] = [];
  for (const request of requests) names.push(await server.start('image:export', request));
  await Promise.all(names.map((name) => server.ended(name)));
  const list = async (filter: string, query = '') => {
    const { status, body } = await server.get(
      `/v1/projects/demo-proj/operations?filter=${encodeURIComponent(filter)}${query}`,
    );
    const { operations = [], nextPageToken } = body as { operations?: OperationReply[]; nextPageToken?: string };
    return { status, names: operations.map(({ name }) => name), nextPageToken };
  };
  expect((await list('metadata.state = FAILED AND metadata.description = "filtered-fails"')).names).toEqual([names[1]]);
  expect((await list('metadata.workloadTag = "seven" AND done = true')).names).toEqual([names[0]]);
  const since = await server.get(`/v1/${names[0]}`);
  const { createTime } = (since.body as unknown as OperationReply).metadata;
  const succeeded = `metadata.state=SUCCEEDED AND metadata.type="EXPORT_IMAGE" AND metadata.createTime>="${createTime}"`;
  const first = await list(succeeded, '&pageSize=1');
  expect(first.names).toEqual([names[2]]);
  expect((await list(succeeded, `&pageSize=1&pageToken=${first.nextPageToken}`)).names).toEqual([names[0]]);
  expect((await list('metadata.color = "red"')).status).toBe(400);
});

test('waiting ends with the operation, or when the time is over', async () => {
  const name = await server.start('image:export', exportRequest('awaited'));
  const { body } = await server.post(`/v1/${name}:wait`, { timeout: '20s' });
  expect(body).toMatchObject({ name, done: true, metadata: { state: 'SUCCEEDED' } });
  const long = await server.start('image:export', longRequest('awaited-long'));
  expect((await server.post(`/v1/${long}:wait`, { timeout: '0.1s' })).body).not.toHaveProperty('done');
  expect((await server.post(`/v1/${long}:wait`, { timeout: 'soon' })).status).toBe(400);
  expect((await server.remove(`/v1/${long}`)).body.error?.status).toBe('FAILED_PRECONDITION');
  await server.post(`/v1/${long}:cancel`, {});
  await server.ended(long);
  expect(await server.remove(`/v1/${long}`)).toEqual({ status: 200, body: {} });
  expect((await server.get(`/v1/${long}`)).status).toBe(404);
});

test('several are asked for at once', async () => {
  const ids = (await Promise.all(['a', 'b'].map((prefix) => server.start('image:export', exportRequest(prefix))))).map(
    (name) => name.slice(name.lastIndexOf('/') + 1),
  );
  const names = [...ids, 'MISSING'].map((id) => `projects/earthengine-legacy/operations/${id}`);
  const parts = names.map(
    (name) =>
      `--b\r\nContent-Type: application/http\r\nContent-ID: <${name}>\r\n\r\nGET /v1/${name} HTTP/1.1\r\n\r\n\r\n`,
  );
  const response = await fetch(`${server.url}/batch`, {
    method: 'POST',
    headers: { 'content-type': 'multipart/mixed; boundary=b' },
    body: `${parts.join('')}--b--\r\n`,
  });
  const [, boundary] = response.headers.get('content-type')?.split('; boundary=') ?? [];
  const answers = (await response.text()).split(`--${boundary}`).slice(1, -1);
  expect(answers.map((answer) => /Content-ID: <response-(.*)>\r\n/.exec(answer)?.[1])).toEqual(names);
  expect(answers.map((answer) => /\r\n\r\nHTTP\/1.1 (\d+) /.exec(answer)?.[1])).toEqual(['200', '200', '404']);
  const operations = answers.map((answer) => JSON.parse(answer.split('\r\n\r\n')[2]) as OperationReply);
  expect(operations.slice(0, 2).map(({ name }) => name)).toEqual(
    ids.map((id) => `projects/demo-proj/operations/${id}`),
  );
  for (const { name } of operations.slice(0, 2)) await server.ended(name);
});

test('a page of the web and other callers cannot wake steps', async () => {
  const body = JSON.stringify({ project: 'demo-proj', kind: 'export' });
  const call = (headers: Record<string, string>, path = 'dispatch') =>
    fetch(`${server.url}/tasks/${path}`, { method: 'POST', headers, body }).then(({ status }) => status);
  expect(await call({})).toBe(403);
  expect(await call({ 'x-cloudtasks-queuename': 'q', origin: 'https://example.com' })).toBe(403);
  expect(await call({ 'x-cloudtasks-queuename': 'q' }, 'chunk')).toBe(400);
  expect(await call({ 'x-cloudtasks-queuename': 'q' }, 'nothing')).toBe(404);
  expect(await call({ 'x-cloudtasks-queuename': 'q' })).toBe(200);
});
