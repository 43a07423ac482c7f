import { runInThisContext } from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';
import type { FromScript, RelayedRequest, ToScript } from '../../scripting/messages.ts';

/**
 * The worker that runs a script: what the console's sandbox is built to, in a thread of Node.js. It gets the few things of a browser that it uses. It ends
 * when the script and all that the script waits for have ended.
 */

/** What the worker is made with. */
export interface SandboxData {
  /** The built sandbox. */
  readonly code: string;
}

/** What the worker tells: what the script does, and for which reply the worker sleeps. */
export type FromSandbox =
  | FromScript
  | { readonly kind: 'wait'; readonly request: RelayedRequest; readonly memory: SharedArrayBuffer };

type Handler = (event: object) => void;

if (parentPort) start(parentPort, (workerData as SandboxData).code);

function start(parent: NonNullable<typeof parentPort>, code: string): void {
  const handlers = new Map<string, Handler>();
  const call = (type: string, event: object) => handlers.get(type)?.({ preventDefault() {}, ...event });
  const tell = (message: FromSandbox) => parent.postMessage(message);
  let unanswered = 0;
  const port = {
    onmessage: undefined as Handler | undefined,
    postMessage(message: FromScript) {
      if (message.kind === 'request') {
        unanswered += 1;
        parent.ref();
      }
      tell(message);
    },
  };
  Object.assign(globalThis, {
    self: globalThis,
    crossOriginIsolated: true,
    addEventListener: (type: string, handler: Handler) => handlers.set(type, handler),
    postMessage: ({ request, memory }: { request: RelayedRequest; memory: SharedArrayBuffer }) =>
      tell({ kind: 'wait', request, memory }),
  });
  process.on('uncaughtException', (error) => call('error', { error, message: error.message }));
  process.on('unhandledRejection', (reason) => call('unhandledrejection', { reason }));
  parent.on('message', (message: ToScript) => {
    if (message.kind === 'reply') unanswered -= 1;
    port.onmessage?.({ data: message });
    if (unanswered === 0) parent.unref();
  });
  runInThisContext(code, { filename: 'sandbox.js' });
  call('message', { data: 'port', ports: [port] });
}
