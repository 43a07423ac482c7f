import diagnostics from 'node:diagnostics_channel';
import type { IncomingHttpHeaders, IncomingMessage, Server } from 'node:http';
import { noteServer } from './ending.ts';

/** A request as it came. */
export interface OriginalRequest {
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

const originals = new WeakMap<IncomingMessage, OriginalRequest>();
const served = new WeakMap<Server, boolean>();

/** The headers that make Express and the functions framework answer by themselves, in HTML, before a function is called. */
const HIDDEN = ['content-length', 'transfer-encoding', 'content-type', 'content-encoding'] as const;

/**
 * Takes requests over from the functions framework: from here on its body parsers see no body (else they would read up to
 * 1 GB and answer malformed JSON with HTML), and Express sees the path `/` (else it would answer malformed escapes with
 * HTML and keep some paths to itself). Functions read requests with `originalRequest` and `readBody`.
 *
 * Node publishes each request before any listener of the server sees it. Only servers made of an Express application are
 * concerned, as those of the framework are: other servers may run in this process.
 */
export function takeRequestsOver(): void {
  // Once for all functions of this process.
  diagnostics.unsubscribe('http.server.request.start', take);
  diagnostics.subscribe('http.server.request.start', take);
}

function take(event: unknown): void {
  const { request, server } = event as { request: IncomingMessage; server: Server };
  if (!isExpress(server)) return;
  originals.set(request, { url: request.url ?? '/', headers: { ...request.headers } });
  for (const name of HIDDEN) delete request.headers[name];
  request.url = '/';
}

/** Whether a server's requests go to an Express application: a function with a `handle` and `settings`. */
function isExpress(server: Server): boolean {
  let known = served.get(server);
  if (known === undefined) {
    known = server.listeners('request').some((listener) => 'handle' in listener && 'settings' in listener);
    served.set(server, known);
    if (known) noteServer(server);
  }
  return known;
}

/** The URL and headers that a request came with. */
export function originalRequest(request: IncomingMessage): OriginalRequest {
  return originals.get(request) ?? { url: request.url ?? '/', headers: request.headers };
}
