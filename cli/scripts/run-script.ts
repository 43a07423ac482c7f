import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { FromScript, RelayedReply, RelayedRequest, Run } from '../../scripting/messages.ts';
import { writeReply } from '../../scripting/shared-reply.ts';
import type { Client } from '../client.ts';
import type { FromSandbox, SandboxData } from './sandbox.ts';
import { sandboxCode } from './sandbox-code.ts';

const ENTRY = new URL(`./sandbox.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url);

/** What a script does that is of interest to whoever runs it. */
export type ScriptEvent = Exclude<FromScript, { kind: 'ready' | 'request' | 'done' }>;

/** Where the map of a script is at first: the whole world, 1024 pixels wide. */
const VIEW: Run['view'] = { longitude: 0, latitude: 0, zoom: 2, bounds: [-180, -85, 180, 85] };

/**
 * Runs a script of the Code Editor with the official client, in a thread of its own, until it and what it waits for have ended.
 * @param take is called with what the script prints, shows and exports, in order
 * @throws Failure where it cannot be run at all
 */
export async function runScript(client: Client, source: string, take: (event: ScriptEvent) => void): Promise<void> {
  const { url, project } = client.target;
  const algorithms = JSON.stringify(await client.get(`${client.parent}/algorithms`));
  const data: SandboxData = { code: sandboxCode() };
  const worker = new Worker(ENTRY, { workerData: data });
  worker.on('message', (message: FromSandbox) => {
    switch (message.kind) {
      case 'ready':
        worker.postMessage({ kind: 'run', run: { source, project, url, algorithms, geometries: {}, view: VIEW } });
        break;
      case 'request':
        void relay(client, message.request).then((reply) =>
          worker.postMessage({ kind: 'reply', id: message.id, reply }),
        );
        break;
      case 'wait':
        void relay(client, message.request).then((reply) => writeReply(message.memory, reply));
        break;
      case 'done':
        break;
      default:
        take(message);
    }
  });
  await once(worker, 'exit');
}

/** Makes a request of the client, which may be one of this server's API only, with the caller's token. */
async function relay(client: Client, { method, url, headers, body }: RelayedRequest): Promise<RelayedReply> {
  const contentType = headers['content-type'];
  try {
    const reply = await client.send(url, {
      method,
      headers: contentType ? { 'content-type': contentType } : {},
      ...(body === undefined || method === 'GET' ? {} : { body }),
    });
    return { status: reply.status, headers: Object.fromEntries(reply.headers), text: await reply.text() };
  } catch (error) {
    const text = JSON.stringify({ error: { message: (error as Error).message } });
    return { status: 400, headers: { 'content-type': 'application/json' }, text };
  }
}
