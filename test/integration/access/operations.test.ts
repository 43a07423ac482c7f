import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { scheduleDocument } from '../../../functions/shared/schedules/documents.ts';
import { contentOf } from '../../../functions/shared/tasks/contents/contents.ts';
import { lease, submission } from '../../../functions/shared/tasks/tasks.testing.ts';
import { admit } from '../../../functions/shared/tasks/transitions/admit.ts';
import { completePlan } from '../../../functions/shared/tasks/transitions/complete-plan.ts';
import { type Submission, submit } from '../../../functions/shared/tasks/transitions/submit.ts';
import { wakeStep } from '../../../functions/shared/tasks/wake/wake.ts';
import { callSweep } from '../../../infra/local/scheduler.ts';
import { BUCKET, call, constant } from '../terrane.ts';
import { type SignedTerrane, STALE, signedTerrane } from './signed-terrane.ts';

/** Operations: who starts, sees and ends them, and with whose rights they run. */

const PROJECT = 'some-project';
const ROOT = `projects/${PROJECT}/assets`;
const OWNER = 'owner@example.org';
const WRITER = 'writer@example.org';
const READER = 'reader@example.org';
const STRANGER = 'stranger@example.org';

let terrane: SignedTerrane;

beforeAll(async () => {
  terrane = await signedTerrane();
  await terrane.share(ROOT, {
    viewer: [`user:${READER}`],
    editor: [`user:${WRITER}`],
    owner: [`user:${OWNER}`],
  });
  await terrane.share('projects/other-project/assets', { owner: [`user:${STRANGER}`] });
  for (const path of ['input', 'going']) {
    const destinationName = `projects/other-project/assets/${path}`;
    await terrane.owner.post('projects/terrane-demo/assets/srtm-olinda:copy', { destinationName });
    await terrane.share(destinationName, { viewer: [`user:${WRITER}`] });
  }
  await sleep(STALE);
});

const input = (path: string) => call('Image.load', { id: constant(`projects/other-project/assets/${path}`) });
const expression = (node: object) => ({ result: '0', values: { 0: node } });
const toAsset = (name: string) => ({ assetExportOptions: { earthEngineDestination: { name, overwrite: true } } });
const start = (user: string, request: object, project = PROJECT) =>
  terrane.call(user, 'POST', `projects/${project}/image:export`, {
    expression: expression(input('input')),
    ...request,
  });

async function started(user: string, request: object): Promise<string> {
  const { body, message } = await start(user, request);
  expect(message).toBe('');
  return body['name'] as string;
}

/** An operation of a writer that has been planned, whose chunks wait until they are woken. */
async function planned(more: Partial<Submission>): Promise<{ name: string; goOn(): Promise<void> }> {
  const { id } = await submit(submission(PROJECT, { user: WRITER, ...more }), undefined);
  const operation = (await admit(PROJECT, 'export')).find((one) => one.id === id);
  if (!operation) throw new Error('It got no slot.');
  const step = await lease(id, 'plan');
  const { pins, ...plan } = await contentOf(operation).plan(operation, new AbortController().signal);
  await completePlan(step, { ...plan, pins: { text: pins } }, 64);
  return { name: `projects/${PROJECT}/operations/${id}`, goOn: () => wakeStep(operation, 0, 'test') };
}

describe('an asset as the result', () => {
  it('has to be one that whoever starts may write', async () => {
    const denied = (name: string) =>
      `Permission 'earthengine.assets.create' denied on resource '${name}' (or it may not exist).`;
    for (const name of [
      'projects/terrane-demo/assets/srtm-olinda',
      'projects/other-project/assets/new',
      'projects/earthengine-public/assets/CGIAR/SRTM90_V4',
    ]) {
      expect(await start(WRITER, toAsset(name))).toMatchObject({ status: 403, message: denied(name) });
      const imageManifest = { name, tilesets: [{ sources: [{ uris: [`gs://${PROJECT}/x.tif`] }] }] };
      const imported = await terrane.call(WRITER, 'POST', `projects/${PROJECT}/image:import`, { imageManifest });
      expect(imported).toMatchObject({ status: 403, message: denied(name) });
      const tableManifest = { name, sources: [{ uris: [`gs://${PROJECT}/x.csv`] }] };
      const table = await terrane.call(WRITER, 'POST', `projects/${PROJECT}/table:import`, { tableManifest });
      expect(table).toMatchObject({ status: 403, message: denied(name) });
    }
    const name = await started(WRITER, toAsset(`${ROOT}/made`));
    expect((await terrane.ended(name)).error).toBeUndefined();
    expect((await terrane.call(READER, 'GET', `${ROOT}/made`)).status).toBe(200);
  });

  it('has to be one that they may still write at the end', async () => {
    const destination = {
      kind: 'asset',
      asset: 'projects/other-project/assets/late',
      overwrite: false,
      extension: 'tif',
    } as const;
    const operation = await planned({
      request: { text: JSON.stringify(expression(input('input'))) },
      options: JSON.stringify({ target: 'asset', maxPixels: 1e8, tileSize: 256, cloudOptimized: true }),
      destination,
    });
    await operation.goOn();
    expect((await terrane.ended(operation.name)).error).toEqual({
      code: 7,
      message: `Permission 'earthengine.assets.create' denied on resource '${destination.asset}' (or it may not exist).`,
    });
    expect((await terrane.call(STRANGER, 'GET', destination.asset)).status).toBe(404);
  });
});

it('is started once more by those who may export, with rights of their own', async () => {
  const place = { cloudStorageDestination: { bucket: BUCKET, filenamePrefix: 'again' } };
  const name = await started(WRITER, { description: 'again', fileExportOptions: place });
  expect((await terrane.ended(name)).error).toBeUndefined();
  const again = (user: string, body = {}) => terrane.call(user, 'POST', `${name}:rerun`, body);
  expect(await again(READER)).toMatchObject({
    status: 403,
    message: `Permission 'earthengine.exports.create' denied on resource 'projects/${PROJECT}' (or it may not exist).`,
  });
  expect((await again(STRANGER)).status).toBe(403);
  const { body } = await again(WRITER, { requestId: 'once-more' });
  expect(body).toMatchObject({ metadata: { description: 'again', type: 'EXPORT_IMAGE' } });
  expect(body['name']).not.toBe(name);
  expect((await again(WRITER, { requestId: 'once-more' })).body['name']).toBe(body['name']);
  expect((await terrane.ended(String(body['name']))).error).toBeUndefined();
  // The owner of the project may not read what the writer may.
  const { body: theirs } = await again(OWNER);
  expect((await terrane.ended(String(theirs['name']))).error?.message).toMatch(
    /^Image\.load: Image asset .* not found/,
  );
});

it('what an operation reads has to be readable by whoever started it when it is planned', async () => {
  const secret = call('Image.load', { id: constant('projects/terrane-demo/assets/srtm-olinda') });
  const name = await started(WRITER, { expression: expression(secret), ...toAsset(`${ROOT}/stolen`) });
  expect((await terrane.ended(name)).error).toEqual({
    code: 3,
    message: expect.stringContaining("Image.load: Image asset 'projects/terrane-demo/assets/srtm-olinda' not found"),
  });
});

it('and when each of its chunks is computed', async () => {
  const operation = await planned({
    request: { text: JSON.stringify(expression(input('going'))) },
    options: JSON.stringify({ target: 'file', maxPixels: 1e8, tileSize: 256, cloudOptimized: false }),
    destination: { kind: 'file', bucket: BUCKET, prefix: 'going', extension: 'tif' },
  });
  await terrane.share('projects/other-project/assets/going', {});
  await sleep(STALE);
  await operation.goOn();
  expect((await terrane.ended(operation.name)).error).toEqual({
    code: 3,
    message: expect.stringContaining("Image.load: Image asset 'projects/other-project/assets/going' not found"),
  });
});

describe('an operation', () => {
  let name: string;
  let legacy: string;
  beforeAll(async () => {
    name = await started(WRITER, toAsset(`${ROOT}/operated`));
    legacy = name.replace(PROJECT, 'earthengine-legacy');
    await terrane.ended(name);
  });

  it.each<[string, number, number]>([
    [OWNER, 200, 200],
    [WRITER, 200, 200],
    [READER, 200, 200],
    [STRANGER, 403, 404],
  ])('is seen by %s if the project is', async (user, own, byLegacy) => {
    expect((await terrane.call(user, 'GET', name)).status).toBe(own);
    expect((await terrane.call(user, 'GET', legacy)).status).toBe(byLegacy);
    expect((await terrane.call(user, 'POST', `${legacy}:wait`, {})).status).toBe(byLegacy);
    expect((await terrane.call(user, 'GET', `projects/${PROJECT}/operations`)).status).toBe(own);
    const batch = await batchOf(user, [legacy, name]);
    expect(batch.match(/HTTP\/1\.1 (\d+)/g)).toEqual(Array(2).fill(`HTTP/1.1 ${byLegacy}`));
  });

  it('that somebody may not see is as one that there is not', async () => {
    const missing = legacy.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    const message = async (path: string) => (await terrane.call(STRANGER, 'GET', path)).message.replace(/".*"/, '""');
    expect(await message(legacy)).toBe(await message(missing));
  });

  it('is ended and deleted by writers and owners', async () => {
    for (const path of [name, legacy]) {
      const denied = "Permission 'earthengine.operations.update' denied on resource";
      expect(await terrane.call(READER, 'POST', `${path}:cancel`, {})).toMatchObject({
        status: 403,
        message: expect.stringContaining(denied),
      });
      expect((await terrane.call(READER, 'DELETE', path)).status).toBe(403);
      expect((await terrane.call(STRANGER, 'POST', `${path}:cancel`, {})).status).toBe(path === name ? 403 : 404);
      expect((await terrane.call(STRANGER, 'DELETE', path)).status).toBe(path === name ? 403 : 404);
      expect((await terrane.call(WRITER, 'POST', `${path}:cancel`, {})).message).toContain('has already finished');
    }
    expect((await terrane.call(OWNER, 'DELETE', legacy)).status).toBe(200);
    expect((await terrane.call(OWNER, 'GET', name)).status).toBe(404);
  });
});

describe('a schedule', () => {
  const path = (id: string) => `projects/${PROJECT}/schedules/${id}`;
  const made = (user: string, id: string, request: object) =>
    terrane.call(user, 'POST', `projects/${PROJECT}/schedules?scheduleId=${id}`, {
      cron: '0 0 1 1 *',
      method: 'image:export',
      request: { expression: expression(input('input')), ...request },
    });

  /** Has it run, at a due time of its own each time, and waits for that. */
  async function run(id: string) {
    const due = Date.now();
    await scheduleDocument({ project: PROJECT, id }).update({ next: due });
    await callSweep(terrane.url);
    for (;;) {
      const { body } = await terrane.call(OWNER, 'GET', path(id));
      const { runs = [] } = body as { runs?: { dueTime: string; operation?: string; error?: { message: string } }[] };
      const found = runs.find(({ dueTime }) => Date.parse(dueTime) === due);
      if (found) return found;
      await sleep(20);
    }
  }

  it('needs the permissions of what it calls, of whoever makes or changes it', async () => {
    const secret = 'projects/terrane-demo/assets/srtm-olinda';
    expect((await made(READER, 'denied', toAsset(`${ROOT}/denied`))).status).toBe(403);
    const denied = await made(WRITER, 'denied', toAsset(secret));
    expect(denied.message).toContain(`Permission 'earthengine.assets.create' denied on resource '${secret}'`);
    expect((await made(WRITER, 'seen', toAsset(`${ROOT}/seen-{date}`))).message).toBe('');
    for (const [verb, what, body] of [
      ['PATCH', '', { cron: '* * * * *' }],
      ['POST', ':pause', {}],
      ['POST', ':resume', {}],
      ['POST', ':run', {}],
      ['DELETE', '', undefined],
    ] as const) {
      expect((await terrane.call(READER, verb, path(`seen${what}`), body)).status, what).toBe(403);
    }
    expect((await terrane.call(READER, 'GET', path('seen'))).status).toBe(200);
    expect((await terrane.call(STRANGER, 'GET', path('seen'))).status).toBe(403);
    expect((await terrane.call(OWNER, 'PATCH', path('seen'), { description: 'mine' })).body['creator']).toBe(OWNER);
  });

  it('runs as whoever made it, who is asked for the permissions each time', async () => {
    await terrane.share(ROOT, { editor: [`user:${WRITER}`], owner: [`user:${OWNER}`], viewer: [`user:${READER}`] });
    expect((await made(WRITER, 'lasting', toAsset(`${ROOT}/lasting-{millis}`))).message).toBe('');
    const { operation = '' } = await run('lasting');
    expect((await terrane.ended(operation)).error).toBeUndefined();
    // Their role is taken away, and given back.
    await terrane.share(ROOT, { owner: [`user:${OWNER}`] });
    await sleep(STALE);
    const { error } = await run('lasting');
    expect(error?.message).toContain("Permission 'earthengine.exports.create' denied");
    await terrane.share(ROOT, { editor: [`user:${WRITER}`], owner: [`user:${OWNER}`], viewer: [`user:${READER}`] });
    await sleep(STALE);
    expect((await run('lasting')).error).toBeUndefined();
  });

  // Settings of a server in another process stay as they are.
  it.skipIf(process.env['TERRANE_TEST_BUILT'])(
    'does not run as somebody who may not use the server any more',
    async () => {
      process.env['TERRANE_USERS'] = OWNER;
      expect((await run('lasting')).error?.message).toBe(`The account ${WRITER} may not use this server.`);
      process.env['TERRANE_USERS'] = '@example.org';
    },
  );
});

/** What the JavaScript client asks of the state of operations. */
async function batchOf(user: string, names: readonly string[]): Promise<string> {
  const parts = names.flatMap((name) => [
    '--x',
    'Content-Type: application/http',
    `Content-ID: <${name}>`,
    '',
    `GET /v1/${name} HTTP/1.1`,
    '',
    '',
  ]);
  const response = await fetch(`${terrane.url}/batch`, {
    method: 'POST',
    headers: {
      'content-type': 'multipart/mixed; boundary=x',
      authorization: `Bearer ${await terrane.provider.signed({ email: user })}`,
    },
    body: [...parts, '--x--', ''].join('\r\n'),
  });
  expect(response.status).toBe(200);
  return response.text();
}
