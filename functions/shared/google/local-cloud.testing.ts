import { afterAll, beforeAll } from 'vitest';
import { type LocalCloud, startLocalCloud } from '../../../infra/local/cloud.ts';
import { type FaultPlan, type FaultRule, faults } from '../../../infra/local/faults.ts';
import { firestore, storage } from './clients.ts';

const NONE = faults({ rules: [] });

let started: Promise<LocalCloud> | undefined;
/** What strikes the calls of the file that runs. */
let plan: FaultPlan = NONE;

/** An empty local cloud for the tests of a file. The files that a process runs have it one after the other; it ends with the process. */
export function useLocalCloud(rules: FaultRule[] = []): void {
  beforeAll(() => enterLocalCloud(rules));
  afterAll(leaveLocalCloud);
}

/** Points the clients of this process at its local cloud, with the faults of a file. */
export async function enterLocalCloud(rules: FaultRule[]): Promise<void> {
  plan = faults({ rules });
  started ??= startLocalCloud({ faults: { before: (...call) => plan.before(...call) } });
  Object.assign(process.env, (await started).env);
}

/** Empties the local cloud of this process for the next file. */
export async function leaveLocalCloud(): Promise<void> {
  plan = NONE;
  await Promise.all([removeDocuments(), removeBuckets()]);
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
