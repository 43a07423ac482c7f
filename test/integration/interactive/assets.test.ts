import { beforeAll, describe, expect, test } from 'vitest';
import type { NewAsset } from '../../../functions/shared/catalog/asset.ts';
import { parseAssetName } from '../../../functions/shared/catalog/names.ts';
import { createAsset } from '../../../functions/shared/catalog/write.ts';
import { inTransaction } from '../../../functions/shared/google/transaction.ts';
import { sharedTerrane } from '../terrane.ts';
import { post } from './server.ts';

const server = sharedTerrane();
const ROOT = 'projects/asset-tests/assets';

beforeAll(async () => {
  expect((await create('images', { type: 'ImageCollection' })).status).toBe(200);
  for (let month = 1; month <= 5; month++) {
    const name = `${ROOT}/images/m${month}`;
    const image: NewAsset = {
      type: 'IMAGE',
      startTime: `2020-0${month}-01T00:00:00.000Z`,
      properties: { cloud: month * 10, 'the AND key': 'a "b" AND c' },
      geometry: '{"type":"Point","coordinates":[1,2]}',
      bands: [
        { id: 'b1', dataType: { precision: 'INT', range: { min: 0, max: 255 } }, grid: { crsCode: 'EPSG:4326' } },
      ],
      sizeBytes: 1000,
    };
    await inTransaction((transaction) => createAsset(transaction, parseAssetName(name), image, { overwrite: false }));
  }
});

const url = (path: string) => `${server.url}/v1/${path}`;
const create = (id: string, body: object, more = '') =>
  post(`${url('projects/asset-tests/assets')}?assetId=${encodeURIComponent(id)}${more}`, body);

async function json(response: Promise<Response>) {
  const answer = await response;
  return [answer.status, await answer.json()] as const;
}
async function list(query: string) {
  const [status, body] = await json(fetch(url(`${ROOT}/images:listAssets?${query}`)));
  expect(status, JSON.stringify(body)).toBe(200);
  const { assets, nextPageToken } = body as { assets: { name: string }[]; nextPageToken?: string };
  return { names: assets.map(({ name }) => name.split('/').at(-1)), assets, nextPageToken };
}

describe('one asset', () => {
  test('its message', async () => {
    expect(await json(fetch(url(`${ROOT}/images/m1`)))).toEqual([
      200,
      {
        type: 'IMAGE',
        name: `${ROOT}/images/m1`,
        id: `${ROOT}/images/m1`,
        updateTime: expect.stringMatching(/^20\d\d-.*Z$/),
        startTime: '2020-01-01T00:00:00.000Z',
        properties: { cloud: 10, 'the AND key': 'a "b" AND c' },
        geometry: { type: 'Point', coordinates: [1, 2] },
        bands: [
          { id: 'b1', dataType: { precision: 'INT', range: { min: 0, max: 255 } }, grid: { crsCode: 'EPSG:4326' } },
        ],
        sizeBytes: '1000',
      },
    ]);
  });

  test('one that is not there', async () => {
    const message = `Asset '${ROOT}/none' does not exist or doesn't allow this operation.`;
    expect(await json(fetch(url(`${ROOT}/none`)))).toEqual([
      404,
      { error: { code: 404, status: 'NOT_FOUND', message } },
    ]);
    expect((await fetch(url(`${ROOT}/none`), { method: 'DELETE' })).status).toBe(404);
    expect((await fetch(url(`${ROOT}/a b`))).status).toBe(400);
  });

  test('the root tells how full the project is', async () => {
    const [, root] = await json(fetch(url(`${ROOT}/`)));
    expect(root).toMatchObject({ type: 'FOLDER', name: ROOT, quota: { sizeBytes: '5000', maxAssets: '10000' } });
  });

  test('its policy', async () => {
    const [, policy] = await json(post(url(`${ROOT}/images:getIamPolicy`), {}));
    expect(policy).toEqual({ bindings: [], etag: expect.any(String) });
    expect((await post(url(`${ROOT}/images:setIamPolicy`), {})).status).toBe(400);
    // In open mode everybody owns everything.
    const permissions = ['earthengine.assets.get', 'earthengine.assets.setIamPolicy', 'storage.buckets.get'];
    const [, had] = await json(post(url(`${ROOT}/images:testIamPermissions`), { permissions }));
    expect(had).toEqual({ permissions: permissions.slice(0, 2) });
  });
});

describe('lists', () => {
  test('pages in the order of names', async () => {
    const first = await list('pageSize=2');
    expect(first.names).toEqual(['m1', 'm2']);
    const second = await list(`pageSize=2&pageToken=${first.nextPageToken}`);
    expect(second.names).toEqual(['m3', 'm4']);
    const third = await list(`pageSize=2&pageToken=${second.nextPageToken}`);
    expect([third.names, third.nextPageToken]).toEqual([['m5'], undefined]);
  });

  test('what is long can be left out', async () => {
    const name = `${ROOT}/images/m1`;
    expect((await list('pageSize=1&view=BASIC')).assets).toEqual([{ type: 'IMAGE', name, id: name }]);
  });

  test.each([
    ['startTime >= "2020-03-01T00:00:00Z"', ['m3', 'm4', 'm5']],
    ['startTime >= "2020-02-01T00:00:00Z" AND startTime < "2020-04-01T00:00:00Z"', ['m2', 'm3']],
    ['properties.cloud <= 20', ['m1', 'm2']],
    ['properties."the AND key" = "a \\"b\\" AND c" AND properties.cloud = 30', ['m3']],
    ['type = "FOLDER"', []],
  ])('filter %s', async (filter, names) => {
    expect((await list(`filter=${encodeURIComponent(filter)}`)).names).toEqual(names);
  });

  test('pages of what a filter leaves', async () => {
    const filter = encodeURIComponent('properties.cloud != 20');
    const first = await list(`pageSize=2&filter=${filter}`);
    expect(first.names).toEqual(['m1', 'm3']);
    expect((await list(`pageSize=5&pageToken=${first.nextPageToken}&filter=${filter}`)).names).toEqual(['m4', 'm5']);
  });

  test.each([
    ['filter=intersects("x")', 400],
    ['filter=cloud<3', 400],
    ['filter=startTime>"yesterday"', 400],
    ['pageSize=-1', 400],
    ['pageToken=nonsense', 400],
    ['view=ALL', 400],
  ])('%s is refused', async (query, status) => {
    expect((await fetch(url(`${ROOT}/images:listAssets?${query}`))).status).toBe(status);
  });

  test('only of what can hold something', async () => {
    expect((await fetch(url(`${ROOT}/images/m1:listAssets`))).status).toBe(400);
    expect((await fetch(url(`${ROOT}/none:listAssets`))).status).toBe(404);
  });
});

describe('changes', () => {
  test('folders are made, and deleted when empty', async () => {
    expect(await json(create('f', { type: 'FOLDER' }))).toMatchObject([200, { type: 'FOLDER', name: `${ROOT}/f` }]);
    expect(await json(create('f', { type: 'FOLDER' }))).toMatchObject([
      409,
      { error: { status: 'ALREADY_EXISTS', message: `Cannot overwrite asset '${ROOT}/f'.` } },
    ]);
    expect((await create('f/g', { type: 'FOLDER' })).status).toBe(200);
    expect((await create('none/g', { type: 'FOLDER' })).status).toBe(404);
    expect((await create('i', { type: 'IMAGE' })).status).toBe(400);
    expect((await create('/', { type: 'FOLDER' })).status).toBe(400);
    expect((await create('f', { type: 'IMAGE_COLLECTION' }, '&overwrite=true')).status).toBe(400);
    expect(await json(fetch(url(`${ROOT}/f`), { method: 'DELETE' }))).toMatchObject([
      400,
      { error: { status: 'FAILED_PRECONDITION', message: expect.stringContaining(`Asset '${ROOT}/f' has children`) } },
    ]);
    expect(await json(fetch(url(`${ROOT}/f/g`), { method: 'DELETE' }))).toEqual([200, {}]);
    expect((await fetch(url(`${ROOT}/f`), { method: 'DELETE' })).status).toBe(200);
    expect((await fetch(url(`${ROOT}/f`))).status).toBe(404);
  });

  test('times and properties, as both clients write masks', async () => {
    const patch = (body: object) =>
      json(fetch(url(`${ROOT}/images/m5`), { method: 'PATCH', body: JSON.stringify(body) }));
    const asset = { startTime: '2021-01-01T00:00:00Z', properties: { 'a.b': 'x', other: 1 } };
    const [status, changed] = await patch({ asset, updateMask: 'start_time,properties."a.b"' });
    expect([status, changed]).toMatchObject([
      200,
      { startTime: '2021-01-01T00:00:00.000Z', properties: { cloud: 50, 'a.b': 'x' } },
    ]);
    expect(changed).not.toHaveProperty('properties.other');
    const [, removed] = await patch({ asset: {}, updateMask: { paths: ['start_time', 'properties.cloud'] } });
    expect(removed).not.toHaveProperty('startTime');
    expect(removed).not.toHaveProperty('properties.cloud');
    expect((await patch({ asset: { properties: { n: 1 } } }))[1]).toHaveProperty('properties', { n: 1 });
    expect((await patch({ asset: {}, updateMask: 'bands' }))[0]).toBe(400);
    expect((await patch({ asset: { properties: { deep: [[1]] } } }))[0]).toBe(400);
    expect((await patch({ updateMask: 'properties' }))[0]).toBe(400);
  });

  test('copies and moves', async () => {
    const call = (source: string, verb: string, body: object) => json(post(url(`${ROOT}/${source}:${verb}`), body));
    const destinationName = `${ROOT}/images/copy`;
    expect(await call('images/m1', 'copy', { destinationName })).toMatchObject([
      200,
      { name: destinationName, sizeBytes: '1000' },
    ]);
    expect((await call('images/m1', 'copy', { destinationName }))[0]).toBe(409);
    expect((await call('images/m2', 'copy', { destinationName, overwrite: true }))[0]).toBe(200);
    expect((await call('images/copy', 'move', { destinationName: `${ROOT}/moved` }))[0]).toBe(200);
    expect((await fetch(url(destinationName))).status).toBe(404);
    expect(await json(fetch(url(`${ROOT}/moved`)))).toMatchObject([200, { properties: { cloud: 20 } }]);
    expect((await call('none', 'copy', { destinationName }))[0]).toBe(404);
    expect((await call('images', 'move', { destinationName: `${ROOT}/elsewhere` }))[0]).toBe(400);
    expect((await call('moved', 'copy', { destinationName: ROOT }))[0]).toBe(400);
    expect((await call('moved', 'copy', {}))[0]).toBe(400);
    await fetch(url(`${ROOT}/moved`), { method: 'DELETE' });
  });
});
