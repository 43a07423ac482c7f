import { ServiceError } from '../errors.ts';
import type { Credentials } from './credentials.ts';

/** Headers by which proxies say that a request came through them. */
const PROXY_HEADERS = ['forwarded', 'via', 'x-forwarded-host', 'x-forwarded-server', 'x-real-ip'] as const;

/** The names of this machine that no other has, with or without a port. */
const LOCAL_NAME = /^(localhost|[\w-]+\.localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/i;

/**
 * Whether a call comes from this machine: the connection must be local, the address that was called too (else a page whose host name was
 * made to point here would be served), and no proxy may have passed the call on, except one on this machine that names a local caller.
 */
export function isFromThisMachine({ headers, remoteAddress }: Credentials): boolean {
  const forwarded = String(headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((address) => address.trim())
    .filter((address) => address !== '');
  return (
    [remoteAddress ?? '', ...forwarded].every(isLoopback) &&
    LOCAL_NAME.test(String(headers['host'] ?? 'localhost')) &&
    PROXY_HEADERS.every((name) => headers[name] === undefined)
  );
}

/**
 * Open mode is for one machine.
 * @throws PERMISSION_DENIED for all calls that come from others
 */
export function requireLoopback(credentials: Credentials): void {
  if (isFromThisMachine(credentials)) return;
  throw new ServiceError(
    'PERMISSION_DENIED',
    'TERRANE_AUTH=open serves callers on the same machine only, by the loopback address.',
  );
}

/** Whether a page of this origin (`http://localhost:5173`) is one of this machine. */
export function isLocalOrigin(origin: string): boolean {
  const [, name = ''] = /^https?:\/\/(.*)$/.exec(origin) ?? [];
  return LOCAL_NAME.test(name);
}

/** Whether an address to listen at is for this machine alone. */
export function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || isLoopback(host);
}

function isLoopback(address: string): boolean {
  return /^(::ffff:)?127(\.\d+){3}$/.test(address) || address === '::1';
}
