import { ServiceError } from '../errors.ts';
import type { Credentials } from './credentials.ts';

/** Headers by which proxies say that a request came through them. */
const PROXY_HEADERS = ['forwarded', 'via', 'x-forwarded-host'] as const;

/**
 * Open mode is for one machine: the connection must be local, the address that was called too (else a page whose host name was made to
 * point here would be served), and no proxy may have passed the request on, except one on this machine that names a local caller.
 * @throws PERMISSION_DENIED for all others
 */
export function requireLoopback({ headers, remoteAddress }: Credentials): void {
  const forwarded = String(headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((address) => address.trim())
    .filter((address) => address !== '');
  const local =
    [remoteAddress ?? '', ...forwarded].every(isLoopback) &&
    isLocalName(String(headers['host'] ?? 'localhost')) &&
    PROXY_HEADERS.every((name) => headers[name] === undefined);
  if (local) return;
  throw new ServiceError(
    'PERMISSION_DENIED',
    'TERRANE_AUTH=open serves callers on the same machine only, by the loopback address.',
  );
}

function isLoopback(address: string): boolean {
  return /^(::ffff:)?127(\.\d+){3}$/.test(address) || address === '::1';
}

function isLocalName(host: string): boolean {
  return /^(localhost|[\w-]+\.localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/i.test(host);
}
