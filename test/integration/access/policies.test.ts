import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { called, connect, ee } from '../client.ts';
import { type SignedTerrane, STALE, signedTerrane } from './signed-terrane.ts';

/** Policies, as the REST API and the official client set and read them. */

const ROOT = 'projects/some-project/assets';
const OWNER = 'owner@example.org';
const WRITER = 'writer@example.org';
const READER = 'reader@example.org';

let terrane: SignedTerrane;
const call: SignedTerrane['call'] = (...args) => terrane.call(...args);

beforeAll(async () => {
  terrane = await signedTerrane();
  // The first owner is one by the server's settings, and makes others.
  const bindings = [
    { role: 'roles/earthengine.admin', members: [`user:${OWNER.toUpperCase()}`] },
    { role: 'roles/editor', members: [`user:${WRITER}`] },
    { role: 'roles/viewer', members: [`user:${READER}`] },
  ];
  const made = await call('boss@example.com', 'POST', `${ROOT}:setIamPolicy`, { policy: { bindings } });
  expect(made.body).toEqual({
    bindings: [{ role: 'roles/owner', members: [`user:${OWNER}`] }, ...bindings.slice(1)],
    etag: expect.any(String),
  });
  await sleep(STALE);
  for (const path of ['f', 'f/g', 'other']) await folder(path);
});

async function folder(path: string): Promise<void> {
  const reply = await call(WRITER, 'POST', `projects/some-project/assets?assetId=${encodeURIComponent(path)}`, {
    type: 'FOLDER',
  });
  expect(reply.message).toBe('');
}

async function image(path: string, query: object = {}): Promise<void> {
  const destinationName = `${ROOT}/${path}`;
  await terrane.owner.post('projects/terrane-demo/assets/srtm-olinda:copy', { destinationName, ...query });
}

const policyOf = async (path: string) => (await call(OWNER, 'POST', `${ROOT}/${path}:getIamPolicy`, {})).body;
const permissions = ['earthengine.assets.get', 'earthengine.assets.update', 'earthengine.assets.setIamPolicy'];
/** How many of the permissions of a reader, a writer and an owner somebody has. */
async function rank(user: string, path: string): Promise<number> {
  const { body } = await call(user, 'POST', `${ROOT}/${path}:testIamPermissions`, { permissions });
  return ((body['permissions'] as string[] | undefined) ?? []).length;
}

describe('roles', () => {
  it('are those of the project, the folders above and the asset', async () => {
    const guest = 'guest@example.org';
    await image('f/g/image');
    expect([await rank(OWNER, 'f/g/image'), await rank(WRITER, 'f'), await rank(READER, '')]).toEqual([3, 2, 1]);
    expect(await rank(guest, 'f/g/image')).toBe(0);
    await terrane.share(`${ROOT}/f`, { viewer: [`user:${guest}`] });
    await terrane.share(`${ROOT}/f/g`, { editor: [`user:${guest}`] });
    await terrane.share(`${ROOT}/f/g/image`, { owner: [`user:${guest}`] });
    await sleep(STALE);
    const ranks = await Promise.all(['f/g/image', 'f/g', 'f', '', 'other'].map((path) => rank(guest, path)));
    expect(ranks).toEqual([3, 2, 1, 0, 0]);
    // What one may do follows.
    expect((await call(guest, 'GET', `${ROOT}/f:listAssets`)).status).toBe(200);
    expect((await call(guest, 'GET', `${ROOT}:listAssets`)).status).toBe(403);
    expect((await call(guest, 'GET', 'projects/some-project:listAssets')).status).toBe(403);
    const make = (path: string) =>
      call(guest, 'POST', `projects/some-project/assets?assetId=${encodeURIComponent(path)}`, { type: 'FOLDER' });
    expect((await make('f/g/new')).status).toBe(200);
    expect(await make('f/new')).toMatchObject({
      status: 403,
      message: `Permission 'earthengine.assets.create' denied on resource '${ROOT}/f/new' (or it may not exist).`,
    });
    expect((await call(guest, 'DELETE', `${ROOT}/f/g/new`)).status).toBe(200);
    expect((await call(guest, 'DELETE', `${ROOT}/other`)).status).toBe(403);
  });

  it('are asked for where an asset is copied or moved to', async () => {
    const demo = 'projects/terrane-demo/assets/srtm-olinda';
    const copy = (user: string, from: string, path: string) =>
      call(user, 'POST', `${from}:copy`, { destinationName: `${ROOT}/${path}` });
    expect((await copy(WRITER, demo, 'stolen')).status).toBe(403);
    expect((await copy(READER, `${ROOT}/f/g/image`, 'copied')).message).toBe(
      `Permission 'earthengine.assets.create' denied on resource '${ROOT}/copied' (or it may not exist).`,
    );
    expect((await copy(WRITER, `${ROOT}/f/g/image`, 'copied')).status).toBe(200);
    const away = { destinationName: 'projects/terrane-demo/assets/away' };
    expect((await call(WRITER, 'POST', `${ROOT}/copied:move`, away)).status).toBe(403);
    expect((await call(READER, 'POST', `${ROOT}/copied:move`, { destinationName: `${ROOT}/x` })).status).toBe(403);
  });

  it('in the public catalogue are those of its own owners; all read it', async () => {
    const SRTM = 'projects/earthengine-public/assets/CGIAR/SRTM90_V4';
    expect((await call(READER, 'GET', SRTM)).status).toBe(200);
    expect((await call(READER, 'GET', 'projects/earthengine-public:listAssets')).status).toBe(200);
    expect((await call(READER, 'DELETE', SRTM)).status).toBe(403);
    // Reading it is all: its project is not for them.
    expect((await call(READER, 'GET', 'projects/earthengine-public/operations')).status).toBe(403);
    expect((await terrane.compute(READER, 'earthengine-public', { constantValue: 1 })).status).toBe(403);
    await terrane.share('projects/earthengine-public/assets', { editor: [`user:${WRITER}`] });
    await sleep(STALE);
    const made = await call(WRITER, 'POST', 'projects/earthengine-public/assets?assetId=NEW', { type: 'FOLDER' });
    expect(made.status).toBe(200);
    await terrane.share('projects/earthengine-public/assets', {});
    await sleep(STALE);
  });
});

describe('a policy', () => {
  it('goes with an asset that is moved or deleted, not with a copy, and stays where an asset is replaced', async () => {
    const members = ['user:somebody@example.net'];
    await image('mine');
    await terrane.share(`${ROOT}/mine`, { viewer: members });
    const { etag } = await policyOf('mine');
    const kept = { bindings: [{ role: 'roles/viewer', members }], etag };
    await terrane.owner.post(`${ROOT}/mine:copy`, { destinationName: `${ROOT}/copy` });
    expect(await policyOf('copy')).toMatchObject({ bindings: [] });
    await terrane.owner.post(`${ROOT}/copy:copy`, { destinationName: `${ROOT}/mine`, overwrite: true });
    expect(await policyOf('mine')).toEqual(kept);
    await terrane.owner.post(`${ROOT}/mine:move`, { destinationName: `${ROOT}/moved` });
    expect(await policyOf('moved')).toEqual(kept);
    expect((await call(OWNER, 'POST', `${ROOT}/mine:getIamPolicy`, {})).status).toBe(404);
    await call(OWNER, 'DELETE', `${ROOT}/moved`);
    await image('moved');
    expect(await policyOf('moved')).toMatchObject({ bindings: [] });
  });

  it('does not change the asset', async () => {
    const before = (await call(OWNER, 'GET', `${ROOT}/f`)).body;
    await terrane.share(`${ROOT}/f`, { viewer: ['allUsers'] });
    expect((await call(OWNER, 'GET', `${ROOT}/f`)).body).toEqual(before);
    expect(before).not.toHaveProperty('policy');
  });

  it('is replaced only as it was read, if the etag says so', async () => {
    const set = (policy: object) => call(OWNER, 'POST', `${ROOT}/other:setIamPolicy`, { policy });
    const { etag } = await policyOf('other');
    const bindings = [{ role: 'roles/viewer', members: ['allUsers'] }];
    const first = await set({ bindings, etag });
    expect(first).toMatchObject({ status: 200, body: { bindings } });
    expect(await set({ bindings: [], etag })).toMatchObject({
      status: 409,
      message: expect.stringContaining('concurrent'),
    });
    expect((await set({ bindings: [], etag: first.body['etag'] as string })).status).toBe(200);
    expect((await set({ bindings })).status).toBe(200);
  });

  it.each<[string, object]>([
    ['nothing', {}],
    ['a role that there is not', { policy: { bindings: [{ role: 'roles/nobody', members: ['allUsers'] }] } }],
    ['writing for all', { policy: { bindings: [{ role: 'roles/editor', members: ['allUsers'] }] } }],
    ['a mask of something else', { policy: {}, updateMask: 'auditConfigs' }],
  ])('is not %s', async (_, body) => {
    const before = await policyOf('other');
    expect((await call(OWNER, 'POST', `${ROOT}/other:setIamPolicy`, body)).status).toBe(400);
    expect(await policyOf('other')).toEqual(before);
  });

  it('of what is not there is missing', async () => {
    const policy = { bindings: [] };
    expect((await call(OWNER, 'POST', `${ROOT}/none:setIamPolicy`, { policy })).status).toBe(404);
    expect((await call(OWNER, 'POST', `${ROOT}/none:testIamPermissions`, { permissions })).body).toEqual({
      permissions,
    });
  });

  it('has no wildcards', async () => {
    const body = { permissions: ['earthengine.*'] };
    expect((await call(OWNER, 'POST', `${ROOT}/f:testIamPermissions`, body)).status).toBe(400);
  });
});

it("the official client's calls for access lists work", async () => {
  await connect(terrane.url, 'some-project', await terrane.provider.signed({ email: OWNER }));
  const acl = {
    owners: ['x@example.org'],
    writers: ['example.com'],
    readers: ['robot@some-project.iam.gserviceaccount.com'],
    all_users_can_read: true,
  };
  await called((done) => ee.data.setAssetAcl(`${ROOT}/other`, acl, done));
  expect((await policyOf('other'))['bindings']).toEqual([
    { role: 'roles/owner', members: ['user:x@example.org'] },
    { role: 'roles/editor', members: ['domain:example.com'] },
    { role: 'roles/viewer', members: ['serviceAccount:robot@some-project.iam.gserviceaccount.com', 'allUsers'] },
  ]);
  expect(await called((done) => ee.data.getAssetAcl(`${ROOT}/other`, done))).toMatchObject(acl);
});
