import './window.ts';
import type { FromScript, RelayedReply, Run, ToScript } from '../../../scripting/messages.ts';
import { ee } from './client.ts';
import { scriptExport } from './exports.ts';
import { scriptMap } from './map.ts';
import { missing } from './missing.ts';
import { printedOf } from './print.ts';
import { relayedXmlHttpRequest, waitInFrame } from './relay.ts';
import { scriptUi } from './ui.ts';

/** The worker that runs a script, in a frame without an origin: with the official client, and what the Code Editor has beside it. */

let port: MessagePort;
let nextId = 0;
let isCapturing = false;
const waiting = new Map<number, (reply: RelayedReply) => void>();

function tell(message: FromScript): void {
  port.postMessage(message);
}

function capture(work: () => void): void {
  isCapturing = true;
  try {
    work();
  } finally {
    isCapturing = false;
  }
}

addEventListener('message', ({ data, ports }) => {
  if (data !== 'port' || !ports[0]) return;
  [port] = ports as [MessagePort];
  port.onmessage = ({ data: message }: MessageEvent<ToScript>) => {
    if (message.kind === 'run') start(message.run);
    else {
      waiting.get(message.id)?.(message.reply);
      waiting.delete(message.id);
    }
  };
  tell({ kind: 'ready' });
});

const XmlHttpRequest = relayedXmlHttpRequest(
  {
    ask(request, take) {
      nextId += 1;
      waiting.set(nextId, take);
      tell({ kind: 'request', id: nextId, request });
    },
    wait: waitInFrame,
  },
  () => isCapturing,
);

/** What a script finds, by name. Not in the global scope: the client needs the language's own `Map`. */
function scopeOf(run: Run): Record<string, unknown> {
  const print = (...values: unknown[]) => tell({ kind: 'print', printed: values.map(printedOf) });
  const ui = scriptUi();
  const geometries = Object.entries(run.geometries).map(([name, json]) => [name, ee.Geometry(json, undefined, false)]);
  return {
    ee,
    print,
    ui,
    Chart: ui.Chart,
    Map: scriptMap(tell, run),
    Export: scriptExport(tell, capture),
    require: missing('require', 'Paste what the module has into the script.'),
    console: { ...console, log: print, info: print, warn: print, error: print },
    ...Object.fromEntries(geometries),
  };
}

function start(run: Run): void {
  const list: RelayedReply = { status: 200, headers: { 'content-type': 'application/json' }, text: run.algorithms };
  Object.assign(self, { XMLHttpRequest: onceWith(list) });
  // The client reads the list of algorithms at once: the console has it.
  ee.initialize(run.url, run.url, null, null, null, run.project);
  Object.assign(self, { XMLHttpRequest: XmlHttpRequest });
  try {
    const scope = scopeOf(run);
    // In a block of its own, so that the script may use these names for something else; on the first line, so that lines keep their numbers.
    const code = `(function(${Object.keys(scope).join(',')}){{${run.source}\n}})\n//# sourceURL=script.js`;
    // biome-ignore lint/security/noGlobalEval: this is what the sandbox is for
    const evaluate = globalThis.eval;
    evaluate(code)(...Object.values(scope));
    tell({ kind: 'done' });
  } catch (error) {
    fail(error);
  }
}

/** An XMLHttpRequest that gets one reply, whatever is asked. */
function onceWith(reply: RelayedReply) {
  return relayedXmlHttpRequest({ ask: (_, take) => take(reply), wait: () => reply }, () => false);
}

function fail(error: unknown): void {
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  const [, line] = /script\.js:(\d+)/.exec(stack) ?? [];
  tell({
    kind: 'failed',
    message,
    line: line === undefined ? undefined : Number(line),
    syntax: error instanceof SyntaxError,
  });
}

// Errors in callbacks, such as those of evaluate().
addEventListener('error', (event) => {
  event.preventDefault();
  fail(event.error ?? event.message);
});
addEventListener('unhandledrejection', (event) => {
  event.preventDefault();
  fail(event.reason);
});
