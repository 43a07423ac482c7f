import { Timestamp } from '@google-cloud/firestore';
import { beforeAll, expect, it } from 'vitest';
import { pinMap } from '../../../functions/interactive/requests/pinned-maps.ts';
import { findRequest, forgetRequest, saveRequest } from '../../../functions/interactive/requests/saved-requests.ts';
import { firestore } from '../../../functions/shared/google/firestore.ts';
import { runCommand } from '../command-line.ts';
import { call, constant, sharedTerrane } from '../terrane.ts';

/** Maps end after a day, unless they are pinned. */

const PROJECT = 'pinned-maps';
const CALLER = { project: PROJECT, user: 'ana@example.org' };

const { url, api } = sharedTerrane();
const expression = { result: '0', values: { 0: call('Image.constant', { value: constant(1) }) } };

beforeAll(() => {
  process.env['TERRANE_AUTH'] = 'open';
  process.env['GOOGLE_CLOUD_PROJECT'] = 'terrane-local';
});

const request = { expression: JSON.stringify(expression), fileFormat: 'PNG' } as const;

it('a map that is pinned does not end', async () => {
  const [kept, left] = [await saveRequest('maps', CALLER, request), await saveRequest('maps', CALLER, request)];
  await pinMap(CALLER, kept, 'a field of ones');
  const documentOf = (name: string) =>
    firestore()
      .collection('maps')
      .doc(name.split('/').at(-1) ?? '');
  // Firestore ends what has such a time, sooner or later.
  expect((await documentOf(kept).get()).data()).not.toHaveProperty('expireTime');
  await documentOf(left).update({ expireTime: Timestamp.fromMillis(Date.now() - 1) });
  for (const name of [kept, left]) forgetRequest('maps', name.split('/').at(-1) ?? '');
  await expect(findRequest('maps', left)).rejects.toThrow('It may have expired');
  await expect(pinMap(CALLER, left, '')).rejects.toThrow('It may have expired');
  expect(await findRequest('maps', kept)).toMatchObject({ request, maker: CALLER });
});

it('maps are pinned, listed and ended from the command line', async () => {
  const { name } = await api.post<{ name: string }>(`projects/${PROJECT}/maps`, { expression, fileFormat: 'PNG' });
  const terrane = (...args: string[]) =>
    runCommand(['-u', url, '-P', PROJECT, 'map', ...args], { cwd: '.', env: { TERRANE_KEY: '', TERRANE_TOKEN: '' } });
  const address = `${url}/v1/${name}`;
  const pinned = await terrane('pin', `${address}/tiles/{z}/{x}/{y}`, '-d', 'mine');
  expect([pinned.code, pinned.out]).toEqual([0, expect.stringContaining(`TileJSON  ${address}:getTileJson`)]);
  expect((await terrane('ls')).out).toContain(`${name}  mine`);
  expect((await fetch(`${address}/tiles/0/0/0`)).status).toBe(200);
  expect(await terrane('rm', name)).toMatchObject({ code: 0, out: `${name}\n` });
  expect((await fetch(`${address}/tiles/0/0/0`)).status).toBe(404);
  expect((await terrane('rm', name)).err).toContain('It may have expired');
  expect((await terrane('pin', 'nothing')).err).toContain('was not found');
});

it('only maps of the project are pinned and ended', async () => {
  const name = await saveRequest('maps', CALLER, request);
  const other = name.replace(PROJECT, 'another-project');
  await expect(pinMap({ project: 'another-project' }, other, '')).rejects.toThrow('was not found');
  const reply = await fetch(`${url}/v1/${other}`, { method: 'DELETE' });
  expect(reply.status).toBe(404);
  await expect(pinMap(CALLER, name, 'x'.repeat(2_000))).rejects.toThrow("Invalid value at 'description'");
});

it('one that is ended while it is pinned is ended, or was not there', async () => {
  for (let i = 0; i < 5; i++) {
    const { name } = await api.post<{ name: string }>(`projects/${PROJECT}/maps`, { expression, fileFormat: 'PNG' });
    const address = `${url}/v1/${name}`;
    const replies = await Promise.all([
      fetch(`${address}:pin`, { method: 'POST' }),
      fetch(address, { method: 'DELETE' }),
      fetch(`${address}:pin`, { method: 'POST' }),
    ]);
    for (const { status } of replies) expect([200, 404]).toContain(status);
    expect((await fetch(`${address}/tiles/0/0/0`)).status).toBe(404);
  }
});
