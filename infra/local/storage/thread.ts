import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { FaultPlan } from '../faults.ts';
import type { LocalStorage } from './server.ts';
import type { FromThread, ThreadOptions, ToThread } from './thread-messages.ts';

const CODE = new URL(import.meta.url.endsWith('.ts') ? './thread-code.ts' : './thread-code.js', import.meta.url);

/** Megabytes for objects that have just been made: it makes buffers, which lie elsewhere, and little else. */
const YOUNG = 8;

/**
 * Starts a server of Cloud Storage, as `startStorage` does, in a thread of its own: files are read and written, and checksums
 * computed, without keeping anybody else in the process from working.
 */
export async function startStorageThread(
  options: { dataDir?: string; port?: number; faults?: FaultPlan } = {},
): Promise<LocalStorage> {
  const { dataDir, port, faults } = options;
  const workerData: ThreadOptions = { dataDir, port, faulty: faults !== undefined };
  const worker = new Worker(CODE, { workerData, resourceLimits: { maxYoungGenerationSizeMb: YOUNG } });
  const post = (message: ToThread) => worker.postMessage(message);
  const serving = Promise.withResolvers<Extract<FromThread, { kind: 'serving' }>>();
  const stopped = Promise.withResolvers<void>();
  const onError = (error: Error) => serving.reject(error);
  worker.once('error', onError);
  worker.on('message', async (message: FromThread) => {
    if (message.kind === 'serving') serving.resolve(message);
    else if (message.kind === 'stopped') stopped.resolve();
    else {
      const { call, method, bucket } = message;
      post({ kind: 'fault', call, fault: await faults?.before('storage', method, bucket) });
    }
  });
  const { host, port: own, url } = await serving.promise;
  // From here on an error is one of the process.
  worker.off('error', onError);
  let stop: Promise<unknown> | undefined;
  return {
    host,
    port: own,
    url,
    async stop() {
      if (!stop) {
        stop = Promise.all([once(worker, 'exit'), stopped.promise]);
        post({ kind: 'stop' });
      }
      await stop;
    },
  };
}
