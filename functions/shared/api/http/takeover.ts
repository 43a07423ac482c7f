import diagnostics from 'node:diagnostics_channel';
import type { IncomingHttpHeaders, IncomingMessage, RequestListener, Server } from 'node:http';
import { noteServer } from './ending.ts';

/** A request as it came. */
export interface OriginalRequest {
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

const originals = new WeakMap<IncomingMessage, OriginalRequest>();
/** Whether a server is one of an Express application. */
const known = new WeakMap<Server, boolean>();
/** The server that a request came to. */
const servers = new WeakMap<IncomingMessage, Server>();

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
  servers.set(request, server);
  originals.set(request, { url: request.url ?? '/', headers: { ...request.headers } });
  for (const name of HIDDEN) delete request.headers[name];
  request.url = '/';
}

/**
 * Lets a server of the framework hand requests to its function, from the next one on: which function that is shows when the first one arrives there. Express,
 * the framework's body parsers, and the domain that it runs each request in take more of the processor's time than a small request itself.
 * @param request which has come by way of the framework; nothing is done for others
 */
export function leaveFramework(request: IncomingMessage, serve: RequestListener): void {
  const server = servers.get(request);
  if (!server || !isExpress(server)) return;
  for (const listener of server.listeners('request').filter(isApplication)) {
    server.off('request', listener as RequestListener);
  }
  server.on('request', serve);
  known.set(server, false);
}

/** Whether a server's requests go to an Express application. */
function isExpress(server: Server): boolean {
  let isOne = known.get(server);
  if (isOne === undefined) {
    isOne = server.listeners('request').some(isApplication);
    known.set(server, isOne);
    if (isOne) noteServer(server);
  }
  return isOne;
}

/** Whether a listener is an Express application: a function with a `handle` and `settings`. */
function isApplication(listener: object): boolean {
  return 'handle' in listener && 'settings' in listener;
}

/** The URL and headers that a request came with. */
export function originalRequest(request: IncomingMessage): OriginalRequest {
  return originals.get(request) ?? { url: request.url ?? '/', headers: request.headers };
}
