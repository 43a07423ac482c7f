import { readlinkSync } from 'node:fs';
import module from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { askForReads } from '../../google/stored-read.ts';
import type { Ready, Task, ThreadData } from './task.ts';

// A thread spends most of its start on compiling. What one has compiled is kept in the folder for temporary files, for those that come after
// it, such as the replacement of one that ran out of memory. Node 20 cannot do that.
module.enableCompileCache?.();
const { work } = await import('./work.ts');

/** A worker thread: it says that it is ready, then answers each task. */
const port = parentPort;
if (!port) throw new Error('worker.ts is the code of worker threads.');

askForReads((workerData as ThreadData).reads);
port.on('message', async (task: Task) => {
  const answer = await work(task);
  try {
    port.postMessage(answer);
  } catch (failed) {
    port.postMessage({ failed });
  }
});
const ready: Ready = { systemId: systemId() };
port.postMessage(ready);

/** The number by which Linux knows this thread; undefined on other systems. */
function systemId(): number | undefined {
  try {
    return Number(readlinkSync('/proc/thread-self').split('/').at(-1));
  } catch {
    return undefined;
  }
}
