import { isOpen } from '../../identity/auth-mode.ts';
import { requireLoopback } from '../../identity/loopback.ts';
import { isEnding } from './ending.ts';
import type { Layer } from './exchange.ts';
import { type FileReply, jsonText } from './reply.ts';

/** Paths that do not end in `z`: Cloud Run keeps some of those to itself. */
const LIVE = '/health/live';
const READY = '/health/ready';

/** Milliseconds for which it counts what was found. */
const FRESH = 5_000;

/**
 * Answers whoever watches over the process, at addresses that are for everybody: `/health/live` while it runs, and `/health/ready` whether requests should be sent to
 * it.
 * @param problem what keeps requests from being served, in words; undefined if nothing does. Asked every few seconds at most
 */
export function withHealth(problem: () => Promise<string | undefined>): Layer {
  let known: { readonly found: Promise<string | undefined>; readonly at: number } | undefined;
  const current = () => {
    const at = performance.now();
    if (!known || at - known.at > FRESH) known = { found: problem(), at };
    return known.found;
  };
  return (inner) => async (exchange) => {
    const { path, request, headers } = exchange;
    if (path !== LIVE && path !== READY) return inner(exchange);
    if (isOpen()) requireLoopback({ headers, remoteAddress: request.socket.remoteAddress });
    if (path === LIVE) return said({ live: true }, 200);
    const reason = isEnding() ? 'The server is ending.' : await current();
    return reason === undefined ? said({ ready: true }, 200) : said({ ready: false, reason }, 503);
  };
}

function said(message: object, status: number): FileReply {
  return { ...jsonText(JSON.stringify(message), { 'cache-control': 'no-store' }), status };
}
