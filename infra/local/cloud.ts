import { join } from 'node:path';
import type { FaultPlan } from './faults.ts';
import { startFirestore } from './firestore/server.ts';
import { startStorage } from './storage/server.ts';
import { startStorageThread } from './storage/thread.ts';
import { startTasks } from './tasks/server.ts';

/** Firestore, Cloud Storage and Cloud Tasks on this machine. */
export interface LocalCloud {
  /**
   * The environment variables that point the official clients (and ours for Cloud Tasks) at the local cloud; to be put into `process.env`.
   */
  env: {
    FIRESTORE_EMULATOR_HOST: string;
    STORAGE_EMULATOR_HOST: string;
    CLOUD_TASKS_EMULATOR_HOST: string;
    /** `none`: else the gRPC clients look for a metadata server in the network before their first call. */
    METADATA_SERVER_DETECTION: string;
  };
  /** Ends once no task is being delivered and no request is under way. */
  stop(): Promise<void>;
}

/**
 * Starts the three services on free ports of the loopback address.
 *
 * State is kept in a folder for each below `dataDir`, or in memory and a temporary folder where none is given. Where
 * `FIRESTORE_EMULATOR_HOST` is set (by `firebase emulators:exec`) that Firestore is used, and not stopped.
 * @param options `storageThread`: whether Cloud Storage, which moves many bytes, gets a thread of its own; it takes some tenths of a second to start
 */
export async function startLocalCloud(
  options: { dataDir?: string; faults?: FaultPlan; storageThread?: boolean } = {},
): Promise<LocalCloud> {
  const { dataDir, faults, storageThread } = options;
  const given = process.env['FIRESTORE_EMULATOR_HOST'];
  const service = (name: string) => ({ faults, dataDir: dataDir && join(dataDir, name) });
  const starts = [
    given ? addressOf(given) : startFirestore(service('firestore')),
    (storageThread ? startStorageThread : startStorage)(service('storage')),
    startTasks(service('tasks')),
  ] as const;
  const started = await Promise.allSettled(starts);
  const failed = started.find((outcome) => outcome.status === 'rejected');
  if (failed) {
    await Promise.all(started.map((outcome) => outcome.status === 'fulfilled' && outcome.value.stop()));
    throw failed.reason;
  }
  const [firestore, storage, tasks] = await Promise.all(starts);
  return {
    env: {
      FIRESTORE_EMULATOR_HOST: `${firestore.host}:${firestore.port}`,
      STORAGE_EMULATOR_HOST: storage.url,
      CLOUD_TASKS_EMULATOR_HOST: `${tasks.host}:${tasks.port}`,
      METADATA_SERVER_DETECTION: 'none',
    },
    async stop() {
      // The deliveries first: their handlers use the other two.
      await tasks.stop();
      await Promise.all([storage.stop(), firestore.stop()]);
    },
  };
}

/** The address of a Firestore that was started elsewhere, and is not stopped here. */
function addressOf(hostAndPort: string) {
  const colon = hostAndPort.lastIndexOf(':');
  return { host: hostAndPort.slice(0, colon), port: Number(hostAndPort.slice(colon + 1)), stop: async () => {} };
}
