import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { ServiceError } from '../../errors.ts';
import { isOpen } from '../auth-mode.ts';

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
 * Which pages may call: those of TERRANE_ALLOWED_ORIGINS (a list with commas, or `*`). Without it all pages may where callers
 * prove who they are; in open mode only those of this machine, for any page that a browser visits could call otherwise.
 */
function mayCall(origin: string): boolean {
  const allowed = process.env['TERRANE_ALLOWED_ORIGINS'];
  if (allowed) return allowed === '*' || allowed.split(',').some((one) => one.trim() === origin);
  return !isOpen() || /^https?:\/\/(localhost|[\w-]+\.localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/.test(origin);
}

/**
 * Lets browsers read the reply, for pages that may.
 * @throws PERMISSION_DENIED for a call from another page: not all calls are asked for before they are made
 */
export function admitOrigin(headers: IncomingHttpHeaders, response: ServerResponse): void {
  const { origin } = headers;
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

/** Answers a browser's question whether a page may make a call. */
export function answerPreflight(response: ServerResponse): void {
  response.setHeader('access-control-allow-methods', 'GET, POST, PATCH, DELETE');
  response.setHeader('access-control-allow-headers', ALLOWED_HEADERS);
  response.setHeader('access-control-max-age', '3600');
  response.statusCode = 204;
  response.end();
}
