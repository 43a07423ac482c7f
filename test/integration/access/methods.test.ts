import { setTimeout as sleep } from 'node:timers/promises';
import { UnsecuredJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Method } from '../../../functions/shared/api/methods/method.ts';
import { METHOD_LIST } from '../../../functions/shared/api/methods/table.ts';
import { CLAIMS, now } from '../../../functions/shared/identity/identity.testing.ts';
import { type Role, roleHas } from '../../../functions/shared/identity/roles.ts';
import { type SignedTerrane, STALE, signedTerrane } from './signed-terrane.ts';

/** Every method of the API, called by everybody. */

const PROJECT = 'some-project';
let terrane: SignedTerrane;

beforeAll(async () => {
  terrane = await signedTerrane();
  await terrane.share(`projects/${PROJECT}/assets`, {
    viewer: ['user:reader@example.org'],
    editor: ['user:writer@example.org'],
    owner: ['user:owner@example.org'],
  });
  await terrane.share('projects/other-project/assets', { owner: ['user:stranger@example.org'] });
  await sleep(STALE);
});

/** The path of a method, of things that there are not: nothing is to happen. */
function pathOf({ path }: Method): string {
  const names = path.replaceAll(/\{[a-zA-Z]+(?:=([^}]+))?\}/g, (_, pattern: string = '*') => pattern);
  return names.replace('projects/*', `projects/${PROJECT}`).replaceAll('**', 'nothing').replaceAll('*', 'none');
}

const call = (token: string | undefined, method: Method) =>
  terrane.callWith(token, method.verb, pathOf(method), method.request ? {} : undefined);

/** Whether a call got past the door, whatever came of it. */
function admitted(status: number): boolean {
  return status !== 401 && status !== 403;
}

/** Tokens that say nothing of who calls. */
const INVALID: readonly (readonly [string, () => Promise<string | undefined>])[] = [
  ['without a token', async () => undefined],
  ['with a token that has expired', () => terrane.provider.signed({ exp: now() - 60 })],
  ['with a token for another audience', () => terrane.provider.signed({ aud: 'another' })],
  ['with a token of another issuer', () => terrane.provider.signed({ iss: 'https://evil.example' })],
  ['with a token of another key', () => terrane.provider.signed({}, { signer: terrane.provider.strangersKey })],
  [
    'with a token that is not signed',
    async () => {
      const claims = { iss: terrane.provider.issuer, aud: 'terrane', iat: now(), exp: now() + 60, ...CLAIMS };
      return new UnsecuredJWT({ ...claims, email: 'owner@example.org' }).encode();
    },
  ],
];

/** Those who have proven who they are, and their roles in the project. */
const CALLERS: readonly (readonly [string, Role | undefined])[] = [
  ['stranger@example.org', undefined],
  ['reader@example.org', 'reader'],
  ['writer@example.org', 'writer'],
  ['owner@example.org', 'owner'],
  ['boss@example.com', 'owner'],
];

describe.each(METHOD_LIST)('%s', (_, method) => {
  const { permission, withoutCredentials } = method;

  it.each(INVALID)('%s', async (_name, token) => {
    const { status, message } = await call(await token(), method);
    if (withoutCredentials) expect(admitted(status)).toBe(true);
    else expect([status, message]).toEqual([401, expect.stringContaining('authentication credential')]);
  });

  it.each(CALLERS)('as %s', async (user, role) => {
    const { status, message } = await call(await terrane.provider.signed({ email: user }), method);
    if (withoutCredentials || permission === null || roleHas(role, permission)) {
      expect(admitted(status), `${status} ${message}`).toBe(true);
    } else {
      expect(status).toBe(403);
      expect(message).toMatch(
        new RegExp(
          `^Permission '${permission}' denied on resource 'projects/${PROJECT}.*' \\(or it may not exist\\)\\.$`,
        ),
      );
    }
  });

  it('as somebody who may not use the server', async () => {
    const { status } = await call(await terrane.provider.signed({ email: 'x@example.net' }), method);
    expect(status).toBe(withoutCredentials ? status : 403);
  });
});

it('methods that need no token are those that are fetched by a name that cannot be guessed, and nothing is there', async () => {
  const open = METHOD_LIST.filter(([, { withoutCredentials }]) => withoutCredentials);
  expect(open.map(([id]) => id).toSorted()).toEqual([
    'projects.downloads.getFile',
    'projects.featureViews.tiles.get',
    'projects.filmstripThumbnails.getPixels',
    'projects.maps.getTileJson',
    'projects.maps.getWmts',
    'projects.maps.tiles.get',
    'projects.tables.getFeatures',
    'projects.thumbnails.getPixels',
    'projects.videoThumbnails.getPixels',
  ]);
  for (const [, method] of open) expect((await call(undefined, method)).status).toBeGreaterThanOrEqual(400);
});

it('methods that need no role give nothing of a project away', () => {
  const free = METHOD_LIST.filter(([, { permission }]) => permission === null).map(([id]) => id);
  expect(free.toSorted()).toEqual(['projects.algorithms.list', 'projects.assets.testIamPermissions']);
});

it('the discovery document is for everybody', async () => {
  expect((await fetch(`${terrane.url}/$discovery/rest?version=v1`)).status).toBe(200);
});
