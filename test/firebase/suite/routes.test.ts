import { beforeAll, describe, expect, it } from 'vitest';
import { METHOD_LIST } from '../../../functions/shared/api/methods/table.ts';
import { call, signIn } from './suite.ts';

let token: string;
beforeAll(async () => {
  token = await signIn('routes@owners.example.org');
});

const CASES = METHOD_LIST.map(([id, { verb, path }]) => {
  const plain = path.replaceAll(/\{[a-zA-Z]+(?:=([^}]+))?\}/g, (_, pattern = '*') => pattern);
  return { id, verb, path: `/v1/${plain.replaceAll('**', 'a/b').replaceAll('*', 'routes-team')}` };
});

describe('Firebase Hosting', () => {
  it.each(CASES)('leads $id to a function that knows it', async ({ verb, path }) => {
    const { body } = await call(token, verb, path, verb === 'POST' || verb === 'PATCH' ? {} : undefined);
    // An owner's call is looked at by the method itself, unless it came to the wrong function or to none.
    expect(JSON.stringify(body)).not.toMatch(/is served by the function|Method not found|^\{"text"/);
  });

  it('leads to the discovery document', async () => {
    const { status, body } = await call(undefined, 'GET', '/$discovery/rest?version=v1');
    expect([status, body['name']]).toEqual([200, 'earthengine']);
  });

  it('takes batches of the JavaScript client', async () => {
    expect((await call(undefined, 'POST', '/batch', {})).status).toBe(401);
  });
});
