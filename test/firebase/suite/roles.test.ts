import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { storage } from '../../../functions/shared/google/storage.ts';
import { portOf } from '../../../infra/firebase/suite.ts';
import { PROJECT as HOST } from '../../../infra/firebase/tools.ts';
import { square } from '../../integration/batch/terrane.ts';
import { unsignedToken } from '../auth-emulator.ts';
import { call, signIn } from './suite.ts';

const PROJECT = 'projects/roles-team';
const BUCKET = 'roles-team';
const VALUE = { expression: { result: '0', values: { 0: { constantValue: 42 } } } };

type Who = 'owner' | 'writer' | 'reader' | 'nobody' | 'unverified' | 'expired' | 'another project' | 'without a token';
const tokens: { [who in Who]?: string } = {};

const exported = (prefix: string) => ({
  expression: square(8),
  fileExportOptions: {
    fileFormat: 'GEO_TIFF',
    cloudStorageDestination: { bucket: BUCKET, filenamePrefix: prefix },
  },
});

beforeAll(async () => {
  await storage().createBucket(BUCKET);
  const owner = await signIn('roles@owners.example.org');
  const reader = { email: 'reader@roles.example.org', email_verified: true, sub: '1' };
  Object.assign(tokens, {
    owner,
    writer: await signIn('writer@roles.example.org'),
    reader: await signIn(reader.email),
    nobody: await signIn('nobody@roles.example.org'),
    unverified: await signIn('unverified@roles.example.org', false),
    expired: unsignedToken(HOST, { ...reader, exp: 1_700_000_000 }),
    'another project': unsignedToken('demo-another', reader),
  });
  const members = (...names: string[]) => names.map((name) => `user:${name}@roles.example.org`);
  const bindings = [
    { role: 'roles/editor', members: members('writer') },
    { role: 'roles/viewer', members: members('reader', 'unverified') },
  ];
  const set = await call(owner, 'POST', `/v1/${PROJECT}/assets:setIamPolicy`, { policy: { bindings } });
  expect(set).toMatchObject({ status: 200 });
});

describe('users of the Auth emulator', () => {
  it.each<[Who, number, number, number]>([
    // value:compute, operations.list, image:export
    ['owner', 200, 200, 200],
    ['writer', 200, 200, 200],
    ['reader', 200, 200, 403],
    ['nobody', 403, 403, 403],
    ['unverified', 403, 403, 403],
    ['expired', 401, 401, 401],
    ['another project', 401, 401, 401],
    ['without a token', 401, 401, 401],
  ])('%s: value:compute %i, operations.list %i, image:export %i', async (who, compute, list, start) => {
    const token = tokens[who];
    const reply = await call(token, 'POST', `/v1/${PROJECT}/value:compute`, VALUE);
    expect(reply.status).toBe(compute);
    if (compute === 200) expect(reply.body).toEqual({ result: 42 });
    expect((await call(token, 'GET', `/v1/${PROJECT}/operations`)).status).toBe(list);
    const prefix = `of-${who.replaceAll(' ', '-')}`;
    expect((await call(token, 'POST', `/v1/${PROJECT}/image:export`, exported(prefix))).status).toBe(start);
  });

  it('an export runs to its end, by the queues of the local cloud', async () => {
    const started = await call(tokens.writer, 'POST', `/v1/${PROJECT}/image:export`, exported('square'));
    const name = String(started.body['name']);
    let operation = started.body;
    for (const end = Date.now() + 120_000; !operation['done'] && Date.now() < end; await sleep(200)) {
      operation = (await call(tokens.reader, 'GET', `/v1/${name}`)).body;
    }
    expect(operation).toMatchObject({ done: true, metadata: { state: 'SUCCEEDED' } });
    const [bytes] = await storage().bucket(BUCKET).file('square.tif').download();
    expect(bytes.subarray(0, 4).toString('latin1')).toMatch(/^(II\*\0|II\+\0)$/);
    expect((await call(tokens.nobody, 'GET', `/v1/${name}`)).status).toBe(403);
    expect((await call(tokens.reader, 'POST', `/v1/${name}:cancel`, {})).status).toBe(403);
    expect((await call(tokens.nobody, 'POST', `/v1/${PROJECT}/assets:setIamPolicy`, { policy: {} })).status).toBe(403);
  });

  it('nobody wakes the functions but the local cloud, which has a secret', async () => {
    const sweep = (headers: Record<string, string>) =>
      fetch(`http://127.0.0.1:${portOf('functions')}/${HOST}/us-central1/batch/tasks/sweep`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-cloudscheduler': 'true', ...headers },
        body: '{}',
      }).then(({ status }) => status);
    expect(await sweep({})).toBe(403);
    expect(await sweep({ 'x-forwarded-for': '127.0.0.1', host: 'localhost' })).toBe(403);
    expect(await sweep({ authorization: `Bearer ${tokens.owner}` })).toBe(403);
    expect(await sweep({ authorization: `Bearer ${process.env['TERRANE_WAKE_SECRET']}` })).toBe(200);
    expect((await call(tokens.owner, 'POST', '/tasks/sweep', {})).status).toBe(404);
  });
});
