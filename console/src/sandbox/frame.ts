import type { RelayedReply, WaitingRequest } from '../../../scripting/messages.ts';
import { writeReply } from '../../../scripting/shared-reply.ts';

/**
 * The page in the sandboxed frame: it has no origin of its own. It starts the worker of a script, which can be stopped whatever it does, and answers
 * its requests that wait.
 */

const { worker: address = '' } = document.documentElement.dataset;

const code = `importScripts(${JSON.stringify(new URL(address, document.baseURI).href)});`;
const worker = new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })));
worker.addEventListener('error', ({ message }) => parent.postMessage({ kind: 'broken', message }, '*'));

addEventListener('message', ({ source, ports }) => {
  if (source !== parent || !ports[0]) return;
  const [calls, waiting] = ports;
  worker.postMessage('port', [calls]);
  if (waiting) serveWaiting(waiting);
});

/** Answers the requests that the worker sleeps for, one at a time. */
function serveWaiting(port: MessagePort): void {
  let memory: SharedArrayBuffer | undefined;
  worker.addEventListener('message', ({ data }: MessageEvent<WaitingRequest>) => {
    memory = data.memory;
    port.postMessage(data.request);
  });
  port.addEventListener('message', ({ data }: MessageEvent<RelayedReply>) => {
    if (memory) writeReply(memory, data);
    memory = undefined;
  });
  port.start();
}

parent.postMessage({ kind: 'frame' }, '*');
