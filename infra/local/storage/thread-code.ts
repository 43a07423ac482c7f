import { parentPort, workerData } from 'node:worker_threads';
import type { Fault, FaultPlan } from '../faults.ts';
import { startStorage } from './server.ts';
import type { FromThread, ThreadOptions, ToThread } from './thread-messages.ts';

// The code of the thread that `startStorageThread` starts.
const port = parentPort;
if (!port) throw new Error('thread-code.ts is the code of a thread.');
const post = (message: FromThread) => port.postMessage(message);

const asked = new Map<number, (fault: Fault | undefined) => void>();
let calls = 0;
const faults: FaultPlan = {
  before(_service, method, bucket) {
    const call = calls++;
    post({ kind: 'before', call, method, bucket });
    return new Promise((resolve) => asked.set(call, resolve));
  },
};

const { dataDir, port: wanted, faulty } = workerData as ThreadOptions;
const server = await startStorage({
  ...(dataDir === undefined ? {} : { dataDir }),
  ...(wanted === undefined ? {} : { port: wanted }),
  ...(faulty ? { faults } : {}),
});
port.on('message', async (message: ToThread) => {
  if (message.kind === 'fault') {
    asked.get(message.call)?.(message.fault);
    asked.delete(message.call);
    return;
  }
  await server.stop();
  post({ kind: 'stopped' });
  port.close();
});
post({ kind: 'serving', host: server.host, port: server.port, url: server.url });
