import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outcomeOf, PYTHON_CLIENT, withJavaScript, withPython } from '../official-clients.ts';
import { BUCKET } from '../terrane.ts';
import { makeServiceAccount, type ServiceAccount } from './service-account.ts';
import { type SignedTerrane, signedTerrane } from './signed-terrane.ts';

/** The official clients, signed in as a service account that has a role. With the Firebase Auth emulator: test/firebase/suite/clients.test.ts. */

let terrane: SignedTerrane;
let robot: ServiceAccount;

beforeAll(async () => {
  terrane = await signedTerrane();
  robot = await makeServiceAccount('robot@example.org', (email) => terrane.provider.signed({ sub: email, email }));
  for (const project of ['javascript-robot', 'python-robot']) {
    await terrane.share(`projects/${project}/assets`, { editor: [`serviceAccount:${robot.email}`] });
  }
});
afterAll(async () => {
  robot?.stop();
});

describe('a service account', () => {
  it('works with the JavaScript client', async () => {
    const session = { url: terrane.url, project: 'javascript-robot', bucket: BUCKET };
    expect(await withJavaScript(session, await robot.token())).toEqual(outcomeOf('javascript-robot', 'javascript'));
  });

  it.skipIf(!PYTHON_CLIENT)('works with the Python client (skipped where that is not), by its key', async () => {
    const session = { url: terrane.url, project: 'python-robot', bucket: BUCKET };
    expect(await withPython(session, { key: robot.key })).toEqual(outcomeOf('python-robot', 'python'));
  });

  it('gets no token by another key', async () => {
    const other = await makeServiceAccount(robot.email, async () => 'never');
    const stolen = { ...robot, key: { ...robot.key, private_key: (other.key as { private_key: string }).private_key } };
    other.stop();
    if (PYTHON_CLIENT) {
      const session = { url: terrane.url, project: 'python-robot', bucket: BUCKET };
      await expect(withPython(session, { key: stolen.key })).rejects.toThrow(/invalid_grant/);
    }
    await expect(
      withJavaScript({ url: terrane.url, project: 'javascript-robot', bucket: BUCKET }, 'never'),
    ).rejects.toThrow(/invalid authentication credentials/);
  });
});
