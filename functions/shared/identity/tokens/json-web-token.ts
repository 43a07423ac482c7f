import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, type JWTPayload, jwtVerify } from 'jose';
import type { Principal } from '../principal.ts';
import type { TokenVerifier } from './verifier.ts';

/** Signature algorithms of identity providers; shared secrets and unsigned tokens are none of them. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

/** Seconds that clocks may differ. */
const CLOCK_TOLERANCE = 30;

/** Who signs tokens, and for whom. */
export interface Issuer {
  /** The `iss` of its tokens; some issuers have two spellings. */
  readonly issuers: readonly string[];
  /** Where its keys are: a JSON Web Key Set. Found by OpenID Connect's discovery document if it is not said. */
  readonly keys?: string;
  /** Tokens must be for one of these; any if empty. */
  readonly audiences: readonly string[];
}

/** The claims of a token that is a JSON Web Token, not checked; undefined for other tokens. */
export function readClaims(token: string): JWTPayload | undefined {
  if (!/^[\w-]+\.[\w-]+\.[\w-]*$/.test(token)) return undefined;
  try {
    return decodeJwt(token);
  } catch {
    return undefined;
  }
}

/** ID tokens: JSON Web Tokens that an issuer has signed (OpenID Connect Core 1.0, 3.1.3.7). */
export function jsonWebTokens(issuer: Issuer): TokenVerifier {
  const { issuers, audiences } = issuer;
  let keys: Promise<ReturnType<typeof createRemoteJWKSet>> | undefined;
  return {
    recognizes: (token) => issuers.includes(readClaims(token)?.iss ?? ''),
    async verify(token) {
      const { alg } = decodeProtectedHeader(token);
      if (alg === undefined || !ALGORITHMS.includes(alg)) throw new Error(`Tokens are not signed by ${alg}.`);
      keys ??= keySetOf(issuer);
      keys.catch(() => {
        keys = undefined;
      });
      const { payload } = await jwtVerify(token, await keys, {
        issuer: [...issuers],
        ...(audiences.length > 0 ? { audience: [...audiences] } : {}),
        algorithms: ALGORITHMS,
        clockTolerance: CLOCK_TOLERANCE,
        requiredClaims: ['exp', 'iat', 'sub'],
      });
      return principalOf(payload);
    },
  };
}

async function keySetOf({ issuers: [issuer], keys }: Issuer): Promise<ReturnType<typeof createRemoteJWKSet>> {
  if (keys !== undefined) return createRemoteJWKSet(new URL(keys));
  const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, { redirect: 'error' });
  const { jwks_uri: found } = (await response.json()) as { jwks_uri?: unknown };
  if (!response.ok || typeof found !== 'string') throw new Error(`${issuer} does not say where its keys are.`);
  return createRemoteJWKSet(new URL(found));
}

/** An email address counts only if the issuer has verified it. */
function principalOf({ iss, sub, email, email_verified: verified }: JWTPayload): Principal {
  if (typeof email === 'string' && (verified === true || verified === 'true')) {
    const address = email.toLowerCase();
    return { user: address, email: address };
  }
  return { user: `${iss}#${sub}` };
}
