import { afterAll, beforeAll } from 'vitest';
import { type LocalCloud, startLocalCloud } from '../../../infra/local/cloud.ts';
import { type FaultPlan, type FaultRule, faults } from '../../../infra/local/faults.ts';
import { SETTINGS } from '../settings.ts';
import { cloudTasks } from './cloud-tasks.ts';
import { firestore } from './firestore.ts';
import { hostProject } from './host-project.ts';
import { storage } from './storage.ts';

const NONE = faults({ rules: [] });

let started: Promise<LocalCloud> | undefined;
/** What strikes the calls of the file that runs. */
let plan: FaultPlan = NONE;

/** The calls of the services since they were last taken, by service and method. */
const calls = new Map<string, number>();

/** How often each method of the local cloud has been called since the last call of this, as `firestore Commit`. */
export function takeCalls(): { readonly [method: string]: number } {
  const taken = Object.fromEntries(calls);
  calls.clear();
  return taken;
}

/** Counts a call, and says what strikes it. */
const watched: FaultPlan = {
  before(service, method, bucket) {
    const name = `${service} ${method}`;
    calls.set(name, (calls.get(name) ?? 0) + 1);
    return plan.before(service, method, bucket);
  },
};

/** An empty local cloud for the tests of a file. The files that a process runs have it one after the other; it ends with the process. */
export function useLocalCloud(rules: FaultRule[] = []): void {
  beforeAll(() => enterLocalCloud(rules));
  afterAll(leaveLocalCloud);
}

/** Points the clients of this process at its local cloud, with the faults of a file. */
export async function enterLocalCloud(rules: FaultRule[]): Promise<void> {
  plan = faults({ rules });
  started ??= startLocalCloud({ faults: watched });
  Object.assign(process.env, (await started).env);
}

/** Empties the local cloud of this process for the next file. */
export async function leaveLocalCloud(): Promise<void> {
  plan = NONE;
  await purgeQueues();
  await Promise.all([removeDocuments(), removeBuckets()]);
}

/** What waits to be delivered to a server that is not there any more would take the turns of what comes after it. */
async function purgeQueues(): Promise<void> {
  const parent = cloudTasks().locationPath(hostProject(), SETTINGS.location.read());
  for (const { name } of (await cloudTasks().listQueues({ parent }))[0]) await cloudTasks().purgeQueue({ name });
}

async function removeDocuments(): Promise<void> {
  for (const collection of await firestore().listCollections()) await firestore().recursiveDelete(collection);
}

async function removeBuckets(): Promise<void> {
  for (const bucket of (await storage().getBuckets())[0]) {
    await bucket.deleteFiles({ force: true });
    await bucket.delete();
  }
}
