import { afterAll, beforeAll } from 'vitest';
import { type LocalCloud, startLocalCloud } from '../../../infra/local/cloud.ts';
import { type FaultRule, faults } from '../../../infra/local/faults.ts';
import { firestore } from './clients.ts';

/** A local cloud for the tests of a file. */
export function useLocalCloud(rules: FaultRule[] = []): void {
  let cloud: LocalCloud;
  beforeAll(async () => {
    cloud = await startLocalCloud({ faults: faults({ rules }) });
    Object.assign(process.env, cloud.env);
  });
  afterAll(async () => {
    await firestore().terminate();
    await cloud.stop();
  });
}
