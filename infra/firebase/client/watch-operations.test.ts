import { deleteApp, type FirebaseApp, initializeApp } from 'firebase/app';
import { connectAuthEmulator, getAuth, signInWithEmailAndPassword } from 'firebase/auth';
import {
  connectFirestoreEmulator,
  doc,
  type Firestore,
  getDoc,
  getFirestore,
  setDoc,
  terminate,
} from 'firebase/firestore';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storage } from '../../../functions/shared/google/storage.ts';
import { call, PASSWORD, signIn, URL } from '../../../test/firebase/suite/suite.ts';
import { square } from '../../../test/integration/batch/terrane.ts';
import { portOf } from '../suite.ts';
import { PROJECT } from '../tools.ts';
import { type WatchedOperation, watchOperations } from './watch-operations.ts';

/** An app of a user: signs in with Firebase's own client, calls Terrane, and watches. */
interface App {
  readonly firestore: Firestore;
  readonly token: string;
  stop(): Promise<void>;
}

const TEAM = 'watch-team';
const HOST = process.env['FIRESTORE_EMULATOR_HOST']!;
const apps: App[] = [];

async function signedIn(email: string): Promise<App> {
  await signIn(email);
  const app: FirebaseApp = initializeApp({ projectId: PROJECT, apiKey: 'any' }, email);
  const auth = getAuth(app);
  connectAuthEmulator(auth, `http://127.0.0.1:${portOf('auth')}`, { disableWarnings: true });
  const firestore = getFirestore(app);
  const [host, port] = HOST.split(':');
  connectFirestoreEmulator(firestore, host!, Number(port));
  const { user } = await signInWithEmailAndPassword(auth, email, PASSWORD);
  const signed = {
    firestore,
    token: await user.getIdToken(),
    async stop() {
      await terminate(firestore);
      await deleteApp(app);
    },
  };
  apps.push(signed);
  return signed;
}

/** What somebody sees: the states of each operation, in their order; `refused` for an error. */
function watched(app: App) {
  const states = new Map<string, string[]>();
  let last: readonly WatchedOperation[] = [];
  let refused: string | undefined;
  const stop = watchOperations(
    app.firestore,
    TEAM,
    (operations) => {
      last = operations;
      for (const { name, metadata } of operations) {
        const known = states.get(name) ?? [];
        if (known.at(-1) !== metadata.state) states.set(name, [...known, metadata.state]);
      }
    },
    (error) => (refused = error.code),
  );
  return { states, stop, last: () => last, refused: () => refused };
}

let writer: App;
let reader: App;
let nobody: App;

beforeAll(async () => {
  await storage().createBucket(TEAM);
  writer = await signedIn('writer@watch.example.org');
  reader = await signedIn('reader@watch.example.org');
  nobody = await signedIn('nobody@watch.example.org');
  const bindings = [
    { role: 'roles/editor', members: ['user:writer@watch.example.org'] },
    { role: 'roles/viewer', members: ['user:reader@watch.example.org'] },
  ];
  const owner = await signIn('watch@owners.example.org');
  const set = await call(owner, 'POST', `/v1/projects/${TEAM}/assets:setIamPolicy`, { policy: { bindings } });
  expect(set).toMatchObject({ status: 200 });
});
afterAll(() => Promise.all(apps.map((app) => app.stop())));

describe('an app with the Firebase client', () => {
  it('starts an export and sees live what becomes of it', async () => {
    const seen = watched(reader);
    const response = await fetch(`${URL}/v1/projects/${TEAM}/image:export`, {
      method: 'POST',
      headers: { authorization: `Bearer ${writer.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        expression: square(8),
        description: 'watched',
        fileExportOptions: {
          fileFormat: 'GEO_TIFF',
          cloudStorageDestination: { bucket: TEAM, filenamePrefix: 'watched' },
        },
      }),
    });
    const { name } = (await response.json()) as { readonly name: string };
    await expect.poll(() => seen.states.get(name)?.at(-1), { timeout: 120_000 }).toBe('SUCCEEDED');
    expect(seen.states.get(name)!.length).toBeGreaterThan(1);
    expect(seen.last()[0]).toMatchObject({ name, done: true, metadata: { description: 'watched' } });
    expect(JSON.stringify(seen.last())).not.toContain('functionName');
    seen.stop();
  });

  it.skipIf(process.env['TERRANE_TEST_RULES'] === undefined)(
    'sees nothing that its user may not (skipped without rules)',
    async () => {
      const seen = watched(nobody);
      await expect.poll(() => seen.refused(), { timeout: 30_000 }).toBe('permission-denied');
      expect(seen.last()).toEqual([]);
      for (const path of ['access/firebase', `policies/${TEAM}`, `projects/${TEAM}`, `live/${TEAM}`]) {
        await expect(getDoc(doc(writer.firestore, path)), path).rejects.toMatchObject({ code: 'permission-denied' });
      }
      await expect(setDoc(doc(writer.firestore, `live/${TEAM}/tasks/MINE`), {})).rejects.toMatchObject({
        code: 'permission-denied',
      });
    },
  );
});
