import { beforeAll, describe, expect, it } from 'vitest';
import { storage } from '../../../functions/shared/google/storage.ts';
import { outcomeOf, PYTHON_CLIENT, withJavaScript, withPython } from '../../integration/official-clients.ts';
import { call, signIn, URL } from './suite.ts';

const PROJECTS = ['javascript-user', 'python-user'];
let token: string;

beforeAll(async () => {
  const owner = await signIn('clients@owners.example.org');
  token = await signIn('writer@clients.example.org');
  const policy = { bindings: [{ role: 'roles/editor', members: ['user:writer@clients.example.org'] }] };
  for (const project of PROJECTS) {
    await storage().createBucket(project);
    const reply = await call(owner, 'POST', `/v1/projects/${project}/assets:setIamPolicy`, { policy });
    expect(reply).toMatchObject({ status: 200 });
  }
});

describe('a user of the Auth emulator', () => {
  it('works with the JavaScript client', async () => {
    const session = { url: URL, project: PROJECTS[0]!, bucket: PROJECTS[0]! };
    expect(await withJavaScript(session, token)).toEqual(outcomeOf(PROJECTS[0]!, 'javascript'));
  });

  it.skipIf(!PYTHON_CLIENT)('works with the Python client (skipped where that is not)', async () => {
    const session = { url: URL, project: PROJECTS[1]!, bucket: PROJECTS[1]! };
    expect(await withPython(session, { token })).toEqual(outcomeOf(PROJECTS[1]!, 'python'));
  });
});
