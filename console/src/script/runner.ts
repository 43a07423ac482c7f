import { signal } from '@preact/signals';
import type { FromScript, Printed, RelayedReply, RelayedRequest, ToScript } from '../../../scripting/messages.ts';
import { algorithmList } from '../api/algorithms.ts';
import { credentials } from '../api/http.ts';
import { project } from '../api/session.ts';
import { compute } from '../api/values.ts';
import { drawings } from '../map/drawing.ts';
import { addLayer, clearScriptLayers } from '../map/layers.ts';
import { boundsOfGeometry, destination, view } from '../map/view.ts';
import { addDraft, drafts } from '../tasks/tasks.ts';

/** A line of the console: what a call of `print` shows, or an error. */
export type Line =
  | { readonly kind: 'printed'; readonly printed: readonly Printed[] }
  | { readonly kind: 'failed'; readonly message: string; readonly line: number | undefined; readonly syntax: boolean }
  | { readonly kind: 'note'; readonly text: string };

export const output = signal<readonly Line[]>([]);
/** Whether the script's own code is running, or waits for something that it has asked for. */
export const running = signal(false);

/** The most lines that are kept. */
const MOST_LINES = 2000;

/** A frame in which a script can run, and what ends it. */
interface Sandbox {
  readonly port: MessagePort;
  readonly ready: Promise<void>;
  take(handler: (message: FromScript) => void): void;
  end(): void;
}

let current: Sandbox | undefined;
let spare: Sandbox | undefined;

/** Has a frame ready, so that the next run begins at once. */
export function prepare(): void {
  spare ??= makeSandbox();
}

/** Runs a script in a new frame; what the last one has shown goes. */
export async function run(source: string): Promise<void> {
  stop();
  output.value = [];
  drafts.value = [];
  clearScriptLayers();
  running.value = true;
  const sandbox = spare ?? makeSandbox();
  spare = undefined;
  current = sandbox;
  try {
    const [algorithms] = await Promise.all([algorithmList(), sandbox.ready]);
    if (current !== sandbox) return;
    sandbox.take((message) => take(sandbox, message));
    const geometries = Object.fromEntries(drawings.peek().map(({ name, geometry }) => [name, geometry]));
    send(sandbox, {
      kind: 'run',
      run: {
        source,
        project: project.peek(),
        url: location.origin,
        algorithms,
        geometries,
        view: { ...view.peek(), zoom: view.peek().zoom + 1 },
      },
    });
  } catch (error) {
    if (current !== sandbox) return;
    add({ kind: 'failed', message: (error as Error).message, line: undefined, syntax: false });
    running.value = false;
  }
  setTimeout(prepare, 500);
}

/** Ends the script that runs, whatever it does. */
export function stop(): void {
  if (running.peek()) add({ kind: 'note', text: 'Stopped.' });
  current?.end();
  current = undefined;
  running.value = false;
}

function send(sandbox: Sandbox, message: ToScript): void {
  sandbox.port.postMessage(message);
}

function add(line: Line): void {
  output.value = [...output.peek(), line].slice(-MOST_LINES);
}

function take(sandbox: Sandbox, message: FromScript): void {
  if (sandbox !== current) return;
  switch (message.kind) {
    case 'print':
      add({ kind: 'printed', printed: message.printed });
      break;
    case 'layer':
      addLayer({ ...message.layer, ofScript: true });
      break;
    case 'clear-layers':
      clearScriptLayers();
      break;
    case 'center':
      destination.value = { ...message, kind: 'place', zoom: fromTiles(message.zoom) };
      break;
    case 'center-object':
      void centerObject(message);
      break;
    case 'task':
      addDraft(message.method, message.body);
      break;
    case 'request':
      void relay(message.request).then((reply) => send(sandbox, { kind: 'reply', id: message.id, reply }));
      break;
    case 'failed':
      running.value = false;
      add(message);
      break;
    case 'done':
      running.value = false;
      break;
    case 'ready':
      break;
  }
}

/** Zoom levels of scripts count tiles of 256 pixels, those of the map tiles of 512. */
function fromTiles(zoom: number | undefined): number | undefined {
  return zoom === undefined ? undefined : Math.max(0, zoom - 1);
}

async function centerObject({ expression, zoom }: Extract<FromScript, { kind: 'center-object' }>): Promise<void> {
  try {
    const bounds = boundsOfGeometry(await compute(expression));
    if (!bounds) throw new Error('Map.centerObject: the object has no bounds.');
    const [west, south, east, north] = bounds;
    destination.value =
      zoom === undefined
        ? { kind: 'bounds', bounds }
        : { kind: 'place', longitude: (west + east) / 2, latitude: (south + north) / 2, zoom: fromTiles(zoom) };
  } catch (error) {
    add({ kind: 'failed', message: (error as Error).message, line: undefined, syntax: false });
  }
}

/** Makes a request of a script, which may be one of the API only, with the user's token: the script never has it. */
async function relay({ method, url, headers, body }: RelayedRequest): Promise<RelayedReply> {
  const { pathname, search, origin } = new URL(url, location.origin);
  if (origin !== location.origin || !/^\/(v1\/|v1alpha\/|v1beta\/|batch$)/.test(pathname)) {
    return refused(`Scripts reach this server's API only, not ${url.slice(0, 200)}`);
  }
  try {
    const contentType = headers['content-type'];
    const response = await fetch(pathname + search, {
      method,
      headers: { ...credentials(), ...(contentType ? { 'content-type': contentType } : {}) },
      ...(body === undefined || method === 'GET' ? {} : { body }),
    });
    return { status: response.status, headers: Object.fromEntries(response.headers), text: await response.text() };
  } catch {
    return refused('The server does not answer. Is it running?');
  }
}

function refused(message: string): RelayedReply {
  return { status: 403, headers: { 'content-type': 'application/json' }, text: JSON.stringify({ error: { message } }) };
}

function makeSandbox(): Sandbox {
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts');
  // So that a script can wait for a value in memory that it shares with its frame.
  frame.allow = 'cross-origin-isolated';
  frame.hidden = true;
  frame.title = 'The frame in which the script runs';
  frame.src = '/sandbox.html';
  const calls = new MessageChannel();
  const waiting = new MessageChannel();
  waiting.port1.onmessage = async ({ data }: MessageEvent<RelayedRequest>) =>
    waiting.port1.postMessage(await relay(data));
  let handler: ((message: FromScript) => void) | undefined;
  const { promise: ready, resolve, reject } = Promise.withResolvers<void>();
  calls.port1.onmessage = ({ data }: MessageEvent<FromScript>) => (data.kind === 'ready' ? resolve() : handler?.(data));
  const greet = ({ source, data }: MessageEvent) => {
    if (source !== frame.contentWindow) return;
    if (data.kind === 'frame') frame.contentWindow?.postMessage('ports', '*', [calls.port2, waiting.port2]);
    if (data.kind === 'broken') reject(new Error(`The sandbox could not start: ${data.message}`));
  };
  addEventListener('message', greet);
  document.body.append(frame);
  // A spare frame that fails is told of when it is used.
  ready.catch(() => {});
  return {
    port: calls.port1,
    ready,
    take(taker) {
      handler = taker;
    },
    end() {
      removeEventListener('message', greet);
      calls.port1.close();
      waiting.port1.close();
      frame.remove();
    },
  };
}
