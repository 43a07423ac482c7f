import { createHash } from 'node:crypto';
import { ServiceError } from '../errors.ts';
import { bearerToken, type Credentials, invalidCredentials, missingCredentials } from './credentials.ts';
import { isKeyAccount } from './key-accounts.ts';
import { requireLoopback } from './loopback.ts';
import type { Principal } from './principal.ts';
import type { TokenVerifier } from './tokens/verifier.ts';

/** Finds out who calls. */
export type Authenticator = (credentials: Credentials) => Promise<Principal>;

/** Everybody on this machine, with any token or none. A token only tells callers apart. */
export const openAuthenticator: Authenticator = async (credentials) => {
  requireLoopback(credentials);
  const token =
    /^Bearer\s+(\S+)$/i.exec(String(credentials.headers['authorization'] ?? ''))?.[1] ?? credentials.accessToken;
  return { user: token === undefined ? 'anonymous' : `token-${digest(token)}` };
};

/**
 * Those who bring a token that is valid and of a known kind.
 * @param admits whether they may use this server at all
 */
export function tokenAuthenticator(
  verifiers: readonly TokenVerifier[],
  admits: (principal: Principal) => boolean,
): Authenticator {
  return async (credentials) => {
    const token = bearerToken(credentials);
    if (token === undefined) throw missingCredentials();
    const verifier = verifiers.find((one) => one.recognizes(token));
    if (verifier === undefined) throw invalidCredentials();
    const principal = await verifier.verify(token).catch((error: unknown) => {
      throw invalidCredentials(error);
    });
    // They are made by owners of projects, who must be admitted themselves.
    if (verifier.ofKeyAccounts) return principal;
    if (isKeyAccount(principal.user)) throw invalidCredentials();
    if (admits(principal)) return principal;
    throw new ServiceError('PERMISSION_DENIED', `The account ${principal.user} may not use this server.`);
  };
}

/** A stable name for whoever has a token, which does not give the token away. */
function digest(token: string): string {
  return createHash('sha256').update(token).digest('hex').slice(0, 16);
}
