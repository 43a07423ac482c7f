import { parentPort } from 'node:worker_threads';
import type { Task } from './task.ts';
import { work } from './work.ts';

/** A worker thread: it says that it is ready, then answers each task. */
const port = parentPort;
if (!port) throw new Error('worker.ts is the code of worker threads.');

port.on('message', async (task: Task) => {
  const answer = await work(task);
  try {
    port.postMessage(answer);
  } catch (failed) {
    port.postMessage({ failed });
  }
});
port.postMessage('ready');
