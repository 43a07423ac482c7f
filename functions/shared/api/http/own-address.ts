import type { IncomingHttpHeaders } from 'node:http';

/** The address by which a caller has reached this server, through a proxy or not: `https://HOST`. */
export function ownAddress(headers: IncomingHttpHeaders): string {
  const scheme = headers['x-forwarded-proto'] === 'https' ? 'https' : 'http';
  return `${scheme}://${headers.host ?? 'localhost'}`;
}
