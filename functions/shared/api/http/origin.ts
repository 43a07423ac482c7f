import { isOpen } from '../../identity/auth-mode.ts';
import { isLocalOrigin, requireLoopback } from '../../identity/loopback.ts';
import { pageRefusal } from '../../identity/pages.ts';
import { SETTINGS } from '../../settings.ts';
import type { Exchange, Layer } from './exchange.ts';
import { noContent } from './reply.ts';

const ALLOWED_HEADERS = [
  'authorization',
  'content-type',
  'if-none-match',
  'if-range',
  'range',
  'x-earth-engine-app-id-token',
  'x-earth-engine-computation-profiling',
  'x-goog-api-client',
  'x-goog-user-project',
  'x-xsrf-token',
].join(', ');

const EXPOSED_HEADERS =
  'accept-ranges, content-disposition, content-range, etag, x-earth-engine-computation-profile, x-earth-engine-quota-status, x-earth-engine-init-message';

/**
 * Whether a page of this origin may call. TERRANE_ALLOWED_ORIGINS lists the allowed origins (separated by commas, or `*`). Without it, only
 * pages of this machine may, in open mode; none where callers have to prove who they are.
 */
function mayCall(origin: string): boolean {
  const allowed = SETTINGS.allowedOrigins.read();
  if (allowed) return allowed === '*' || allowed.split(',').some((one) => one.trim() === origin);
  return isOpen() && isLocalOrigin(origin);
}

/**
 * Lets browsers read the reply, for pages that may; answers a browser's question whether a page may make a call. In open mode it refuses
 * whatever comes from another machine, also what needs no caller.
 * @throws PERMISSION_DENIED for a call from another page: not all calls are asked for before they are made
 */
export const withOrigins: Layer = (inner) => async (exchange) => {
  const { request, headers } = exchange;
  if (isOpen()) requireLoopback({ headers, remoteAddress: request.socket.remoteAddress });
  admitOrigin(exchange);
  return request.method === 'OPTIONS' ? PREFLIGHT : inner(exchange);
};

function admitOrigin({ headers, response }: Exchange): void {
  const { origin } = headers;
  // The server's own pages: they read replies without being allowed to, and their browser says so.
  if (origin === undefined || headers['sec-fetch-site'] === 'same-origin') return;
  if (!mayCall(origin)) throw pageRefusal(origin, 'Name their origin in TERRANE_ALLOWED_ORIGINS.');
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-expose-headers', EXPOSED_HEADERS);
}

const PREFLIGHT = noContent(204, {
  'access-control-allow-methods': 'GET, POST, PATCH, DELETE',
  'access-control-allow-headers': ALLOWED_HEADERS,
  'access-control-max-age': '3600',
});
