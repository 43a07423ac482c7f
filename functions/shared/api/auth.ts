import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { checkProject } from '../catalog/names.ts';
import { ServiceError } from '../errors.ts';
import type { Caller } from '../jobs/caller.ts';
import { checkMode } from './auth-mode.ts';

/** The parts of a request that authentication looks at. */
export interface Origin {
  readonly headers: IncomingHttpHeaders;
  /** The other end of the connection. */
  readonly remoteAddress: string | undefined;
}

/**
 * Returns the caller of a request. In open mode anyone on this machine may call, with any token or none.
 * @param project the project that the path names
 * @param accessToken a token in the query
 * @throws UNAUTHENTICATED, PERMISSION_DENIED
 */
export function authenticate(origin: Origin, project: string, accessToken: string | undefined): Caller {
  checkMode();
  checkLocal(origin);
  const token = /^Bearer\s+(\S+)$/i.exec(origin.headers.authorization ?? '')?.[1] ?? accessToken;
  return { project: checkProject(project), user: token ? userOfToken(token) : 'anonymous' };
}

/** A stable name for the owner of a token, from which the token cannot be told. */
function userOfToken(token: string): string {
  return `token-${createHash('sha256').update(token).digest('hex').slice(0, 16)}`;
}

/**
 * Checks that a request comes from this machine, as open mode demands: the connection, the address that was called (otherwise a page whose
 * host name points here would be served), and the caller that a proxy reports must all be local.
 * @throws PERMISSION_DENIED
 */
function checkLocal({ headers, remoteAddress }: Origin): void {
  const forwarded = String(headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((address) => address.trim())
    .filter((address) => address !== '');
  const local = [remoteAddress ?? '', ...forwarded].every(isLoopback) && isLocalName(headers.host ?? 'localhost');
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
