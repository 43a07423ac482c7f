import type { Firestore } from '@google-cloud/firestore';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { roleInProject } from '../../functions/shared/access/access.ts';
import { publishFirebaseUsers } from '../../functions/shared/access/firebase-users.ts';
import { ISSUED_TOKENS } from '../../functions/shared/access/keys/tokens.ts';
import { firestore } from '../../functions/shared/google/firestore.ts';
import { configuredAuthenticator } from '../../functions/shared/identity/configured.ts';
import { roleHas } from '../../functions/shared/identity/roles.ts';
import { findCliFirestore, type RuledFirestore, startCliFirestore } from '../../infra/firebase/cli-firestore.ts';
import { freePort } from '../deploy/unpacked.ts';
import { unsignedToken } from './auth-emulator.ts';

/**
 * `firestore.rules` on Google's own emulator: the one of the Firebase suite where that runs (`npm run test:firebase`), else the one of the
 * Google Cloud CLI; skipped where there is neither. npm has no evaluator of these rules that somebody keeps.
 */

const PROJECT = 'demo-terrane';
const SUITE = process.env['TERRANE_TEST_RULES'];
const CLI = findCliFirestore();

describe.skipIf(SUITE === undefined && CLI === undefined)('firestore.rules', () => {
  let emulator: RuledFirestore | undefined;
  let documents: string;
  let admin: Firestore;

  beforeAll(async () => {
    if (SUITE === undefined) emulator = await startCliFirestore(CLI!, await freePort());
    const host = SUITE ?? `127.0.0.1:${emulator!.port}`;
    documents = `http://${host}/v1/projects/${PROJECT}/databases/(default)/documents`;
    Object.assign(process.env, {
      FIRESTORE_EMULATOR_HOST: host,
      METADATA_SERVER_DETECTION: 'none',
      GOOGLE_CLOUD_PROJECT: PROJECT,
      FIREBASE_AUTH_EMULATOR_HOST: '127.0.0.1:9099',
      TERRANE_AUTH: 'firebase',
      TERRANE_USERS: '@example.org,guest@example.net',
      TERRANE_OWNERS: 'boss@example.com',
    });
    admin = firestore();
    await publishFirebaseUsers();
    await admin.doc('policies/team').set({
      reader: ['user:reader@example.org', 'serviceAccount:robot@example.org'],
      writer: ['user:writer@example.org', 'user:outsider@elsewhere.net'],
      owner: ['user:owner@example.org'],
    });
    await admin.doc('policies/domain').set({ reader: ['domain:example.org'] });
    await admin.doc('policies/all').set({ reader: ['allUsers'] });
    await admin.doc('policies/signed-in').set({ reader: ['allAuthenticatedUsers'] });
    await admin.doc('policies/empty').set({});
    for (const project of ['team', 'domain', 'all', 'signed-in', 'empty', 'without-policy']) {
      await admin.doc(`live/${project}/tasks/ONE`).set({ name: 'one', metadata: { createTime: '2026' } });
    }
    await admin.doc('operations/ONE').set({ project: 'team' });
  });
  afterAll(async () => {
    await admin?.terminate();
    await emulator?.stop();
  });

  function authorization(who: string | object): { authorization: string } {
    const claims = typeof who === 'string' ? { sub: who, email: who, email_verified: true } : who;
    return { authorization: `Bearer ${unsignedToken(PROJECT, claims)}` };
  }

  /** Whether the functions would list a project's operations for somebody. */
  async function mayList(who: string | object, project: string): Promise<boolean> {
    const credentials = { headers: authorization(who), remoteAddress: undefined };
    const principal = await configuredAuthenticator(ISSUED_TOKENS)(credentials).catch(() => undefined);
    return (
      principal !== undefined && roleHas(await roleInProject(principal.user, project), 'earthengine.operations.list')
    );
  }

  /** The status of a call as somebody: an address, the claims of a token, or nobody. */
  async function status(
    who: string | object | undefined,
    path: string,
    body?: object,
    method = 'POST',
  ): Promise<number> {
    const response = await fetch(`${documents}${path}`, {
      headers: {
        ...(who === undefined ? {} : authorization(who)),
        'content-type': 'application/json',
      },
      ...(body ? { method, body: JSON.stringify(body) } : {}),
    });
    await response.text();
    return response.status;
  }

  const READERS: readonly [string, string | object, boolean][] = [
    ['team', 'reader@example.org', true],
    ['team', 'Reader@Example.ORG', true],
    ['team', 'robot@example.org', true],
    ['team', 'writer@example.org', true],
    ['team', 'owner@example.org', true],
    ['team', 'boss@example.com', true],
    ['team', 'nobody@example.org', false],
    // A role, but not on the list of those who may use the server.
    ['team', 'outsider@elsewhere.net', false],
    ['team', { sub: '1', email: 'reader@example.org', email_verified: false }, false],
    ['team', { sub: '1', email: 'reader@example.org' }, false],
    ['team', { sub: '1' }, false],
    ['team', { sub: 'reader@example.org', email_verified: true }, false],
    ['domain', 'anybody@example.org', true],
    ['domain', 'anybody@sub.example.org', false],
    ['domain', 'guest@example.net', false],
    ['domain', 'mallory@example.org@evil.net', false],
    ['domain', 'mallory@evil.net@example.org', false],
    ['all', 'guest@example.net', true],
    ['all', 'outsider@elsewhere.net', false],
    ['all', { sub: '1', provider_id: 'anonymous' }, false],
    ['signed-in', 'guest@example.net', true],
    ['signed-in', 'outsider@elsewhere.net', false],
    ['empty', 'owner@example.org', false],
    ['empty', 'boss@example.com', true],
    ['without-policy', 'owner@example.org', false],
    ['without-policy', 'boss@example.com', true],
  ];

  it.each(READERS)('in %s, %j reads operations as the API lists them: %s', async (project, who, may) => {
    const wanted = may ? 200 : 403;
    expect(await status(who, `/live/${project}/tasks/ONE`)).toBe(wanted);
    expect(await status(who, `/live/${project}/tasks`)).toBe(wanted);
    const query = { from: [{ collectionId: 'tasks' }], orderBy: [{ field: { fieldPath: 'metadata.createTime' } }] };
    expect(await status(who, `/live/${project}:runQuery`, { structuredQuery: query })).toBe(wanted);
    expect(await mayList(who, project)).toBe(may);
  });

  it('nobody reads without a token, or a collection group', async () => {
    expect(await status(undefined, '/live/all/tasks/ONE')).toBe(403);
    const group = { structuredQuery: { from: [{ collectionId: 'tasks', allDescendants: true }] } };
    expect(await status('boss@example.com', ':runQuery', group)).toBe(403);
  });

  it.each(['reader', 'writer', 'owner'])('a %s reads nothing else, and writes nothing', async (role) => {
    const who = `${role}@example.org`;
    for (const path of [
      '/operations/ONE',
      '/policies/team',
      '/access/firebase',
      '/live/team',
      '/projects/team',
      '/operations/ONE/steps/plan',
    ]) {
      expect([path, await status(who, path)]).toEqual([path, 403]);
    }
    const fields = { name: { stringValue: 'mine' } };
    for (const path of [
      '/live/team/tasks/ONE',
      '/live/team/tasks/TWO',
      '/policies/team',
      '/access/firebase',
      '/operations/ONE',
    ]) {
      expect([path, await status(who, path, { fields }, 'PATCH')]).toEqual([path, 403]);
    }
    expect(await status(who, '/live/team/tasks/ONE', {}, 'DELETE')).toBe(403);
  });

  it('nobody reads before the server has said who may use it', async () => {
    const { users, owners } = (await admin.doc('access/firebase').get()).data()!;
    await admin.doc('access/firebase').delete();
    expect(await status('owner@example.org', '/live/team/tasks/ONE')).toBe(403);
    await admin.doc('access/firebase').set({ users: [], owners: [] });
    expect(await status('owner@example.org', '/live/team/tasks/ONE')).toBe(403);
    await admin.doc('access/firebase').set({ users, owners });
    expect(await status('owner@example.org', '/live/team/tasks/ONE')).toBe(200);
  });

  it('what a policy gives ends with it', async () => {
    await admin.doc('policies/short').set({ reader: ['user:reader@example.org'] });
    expect(await status('reader@example.org', '/live/short/tasks')).toBe(200);
    await admin.doc('policies/short').set({ reader: [] });
    expect(await status('reader@example.org', '/live/short/tasks')).toBe(403);
  });
});
