import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { startLocalCloud } from '../local/cloud.ts';
import { callSweep, startScheduler } from '../local/scheduler.ts';
import { chooseFirestore, type FirestoreChoice } from './choose-firestore.ts';
import { startCliFirestore } from './cli-firestore.ts';
import { REGION } from './manifest.ts';
import { PROJECT } from './tools.ts';

const CONFIGURATION = JSON.parse(readFileSync(new URL('../../firebase.json', import.meta.url), 'utf8')) as {
  readonly emulators: { readonly [name: string]: { readonly port: number } };
};

/** The port of an emulator, as firebase.json says. */
export function portOf(emulator: 'auth' | 'firestore' | 'functions' | 'hosting'): number {
  return CONFIGURATION.emulators[emulator].port;
}

/** What the suite needs beside it: Terrane's local cloud, and its scheduler. */
export interface BesideSuite {
  /** The emulators to start: the argument of `--only`. */
  readonly only: string;
  readonly firestore: FirestoreChoice['kind'];
  /** What the functions, and the tests, have to know. */
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Starts what the suite's functions need: Cloud Storage, Cloud Tasks and, where the suite has none, Firestore. */
export async function startBesideSuite(): Promise<BesideSuite> {
  const firestore = await chooseFirestore();
  const emulator = await startFirestore(firestore);
  // Where it is set, the local cloud has no Firestore of its own.
  if (firestore.kind !== 'local') process.env['FIRESTORE_EMULATOR_HOST'] = `127.0.0.1:${portOf('firestore')}`;
  const cloud = await startLocalCloud();
  const secret = randomBytes(20).toString('hex');
  const batch = `http://127.0.0.1:${portOf('functions')}/${PROJECT}/${REGION}/batch`;
  const { CLOUD_TASKS_EMULATOR_HOST: tasks, ...others } = cloud.env;
  const environment = {
    ...others,
    // The suite sets the usual variable to a server of its own.
    TERRANE_TASKS_EMULATOR_HOST: tasks,
    TERRANE_WAKE_SECRET: secret,
    TERRANE_BATCH_URL: batch,
    GOOGLE_CLOUD_PROJECT: PROJECT,
    TERRANE_AUTH: process.env['TERRANE_AUTH'] ?? 'firebase',
    TERRANE_USERS: process.env['TERRANE_USERS'] ?? '*',
    TERRANE_OWNERS: process.env['TERRANE_OWNERS'] ?? 'owner@example.org',
    // The suite gives each request that comes while another one is under way a process of its own.
    TERRANE_THREADS: process.env['TERRANE_THREADS'] ?? '1',
    TERRANE_WARM_THREADS: process.env['TERRANE_WARM_THREADS'] ?? '1',
  };
  for (const end of ['', '-uploads']) await makeBucket(cloud.env.STORAGE_EMULATOR_HOST, `${PROJECT}-terrane${end}`);
  const stopScheduler = schedule(batch, secret);
  return {
    only: ['auth', 'functions', 'hosting', ...(firestore.kind === 'suite' ? ['firestore'] : [])].join(','),
    firestore: firestore.kind,
    environment,
    async stop() {
      await stopScheduler();
      await cloud.stop();
      await emulator?.stop();
    },
  };
}

async function startFirestore(choice: FirestoreChoice) {
  return choice.kind === 'cli' ? startCliFirestore(choice.file, portOf('firestore')) : undefined;
}

/** Makes one of Terrane's own buckets, as a deployment does. */
async function makeBucket(storage: string, name: string): Promise<void> {
  const response = await fetch(`${storage}/storage/v1/b?project=${PROJECT}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name }),
  });
  if (!response.ok) throw new Error(`The bucket ${name} could not be made: ${await response.text()}`);
}

/** Calls the sweep as soon as there is somebody to answer, and then every minute; gives what ends it. */
function schedule(batch: string, secret: string): () => Promise<void> {
  const ended = new AbortController();
  const scheduler = startScheduler(batch, secret);
  const first = (async () => {
    while (!ended.signal.aborted && !(await callSweep(batch, secret).catch(() => undefined))?.ok) {
      await sleep(500, undefined, { signal: ended.signal }).catch(() => undefined);
    }
  })();
  return async () => {
    ended.abort();
    await Promise.all([first, scheduler.stop()]);
  };
}
