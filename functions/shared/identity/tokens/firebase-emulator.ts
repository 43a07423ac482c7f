import { decodeProtectedHeader } from 'jose';
import { readClaims } from './json-web-token.ts';
import type { TokenVerifier } from './verifier.ts';

/**
 * Unsigned ID tokens of the Firebase Auth emulator. Only where FIREBASE_AUTH_EMULATOR_HOST is set: anybody can make one.
 * @param issuer the `iss` of the project's tokens
 */
export function firebaseEmulatorTokens(issuer: string, project: string): TokenVerifier {
  const ours = (token: string) => readClaims(token)?.iss === issuer && decodeProtectedHeader(token).alg === 'none';
  return {
    recognizes: ours,
    async verify(token) {
      const claims = readClaims(token);
      if (!claims || !ours(token) || claims.aud !== project) throw new Error('The token is for another project.');
      if (!(Number(claims.exp) * 1000 > Date.now())) throw new Error('The token has expired.');
      const { email, email_verified: verified, sub } = claims;
      if (typeof email === 'string' && verified === true)
        return { user: email.toLowerCase(), email: email.toLowerCase() };
      return { user: `${issuer}#${sub}` };
    },
  };
}
