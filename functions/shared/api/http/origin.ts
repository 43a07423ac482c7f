import { ServiceError } from '../../errors.ts';
import { SETTINGS } from '../../settings.ts';
import { isOpen } from '../auth-mode.ts';
import type { Exchange, Layer } from './exchange.ts';
import { noContent } from './reply.ts';

const ALLOWED_HEADERS = [
  'authorization',
  'content-type',
  'if-none-match',
  'x-earth-engine-app-id-token',
  'x-earth-engine-computation-profiling',
  'x-goog-api-client',
  'x-goog-user-project',
  'x-xsrf-token',
].join(', ');

const EXPOSED_HEADERS =
  'content-disposition, etag, x-earth-engine-computation-profile, x-earth-engine-quota-status, x-earth-engine-init-message';

/**
 * Whether a page of this origin may call. TERRANE_ALLOWED_ORIGINS lists the allowed origins (separated by commas, or `*`). Without it, all
 * pages may call if callers have to authenticate; in open mode only pages of this machine may, because any page that a browser visits could
 * call otherwise.
 */
function mayCall(origin: string): boolean {
  const allowed = SETTINGS.allowedOrigins.read();
  if (allowed) return allowed === '*' || allowed.split(',').some((one) => one.trim() === origin);
  return !isOpen() || /^https?:\/\/(localhost|[\w-]+\.localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/.test(origin);
}

/**
 * Lets browsers read the reply, for pages that may; answers a browser's question whether a page may make a call.
 * @throws PERMISSION_DENIED for a call from another page: not all calls are asked for before they are made
 */
export const withOrigins: Layer = (inner) => async (exchange) => {
  admitOrigin(exchange);
  return exchange.request.method === 'OPTIONS' ? PREFLIGHT : inner(exchange);
};

function admitOrigin({ headers: { origin }, response }: Exchange): void {
  if (origin === undefined) return;
  if (!mayCall(origin)) {
    throw new ServiceError(
      'PERMISSION_DENIED',
      `Pages of ${origin.slice(0, 200)} may not call this server. Name their origin in TERRANE_ALLOWED_ORIGINS.`,
    );
  }
  response.appendHeader('vary', 'Origin');
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-expose-headers', EXPOSED_HEADERS);
}

const PREFLIGHT = noContent(204, {
  'access-control-allow-methods': 'GET, POST, PATCH, DELETE',
  'access-control-allow-headers': ALLOWED_HEADERS,
  'access-control-max-age': '3600',
});
