import { ServiceError } from '../errors.ts';
import type { Credentials } from './credentials.ts';

/**
 * Whether a browser fetches something for a page of another site without saying which: an image, a script, a link. It cannot be asked whether
 * that page may. Pages cannot write `Sec-Fetch-Site`, and other programs do not send it.
 */
export function isForUnnamedPage({ headers }: Pick<Credentials, 'headers'>): boolean {
  return headers['origin'] === undefined && headers['sec-fetch-site'] === 'cross-site';
}

/** The error for a page that may not call. */
export function pageRefusal(page: string, advice: string): ServiceError {
  return new ServiceError('PERMISSION_DENIED', `Pages of ${page.slice(0, 200)} may not call this server. ${advice}`);
}
