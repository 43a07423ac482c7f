import { ServiceError } from '../errors.ts';
import { SETTINGS } from '../settings.ts';
import { type Authenticator, openAuthenticator, tokenAuthenticator } from './authenticator.ts';
import { mayUseServer, SECRET_OWNER } from './server-owners.ts';
import { firebaseEmulatorTokens } from './tokens/firebase-emulator.ts';
import { googleAccessTokens } from './tokens/google-access-token.ts';
import { jsonWebTokens } from './tokens/json-web-token.ts';
import { secretToken } from './tokens/secret.ts';
import type { TokenVerifier } from './tokens/verifier.ts';

/** The `iss` of Google's ID tokens, in both spellings. */
export const GOOGLE_ISSUERS = ['https://accounts.google.com', 'accounts.google.com'];
export const GOOGLE_KEYS = 'https://www.googleapis.com/oauth2/v3/certs';
const GOOGLE_TOKEN_INFORMATION = 'https://oauth2.googleapis.com/tokeninfo';
const FIREBASE_KEYS = 'https://www.googleapis.com/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com';

/**
 * The kinds of tokens that TERRANE_AUTH may name, and what takes them, by the tokens that this server has issued itself. Those come first of which
 * nobody else needs to be asked: no secret is to be shown to Google.
 */
const KINDS: { readonly [kind: string]: (issued: TokenVerifier) => TokenVerifier[] } = {
  token: () => [secretToken(needed(SETTINGS.token), { user: SECRET_OWNER })],
  key: (issued) => [issued],
  google: () => {
    const audiences = listed(SETTINGS.audiences.read());
    const idTokens = jsonWebTokens({ issuers: GOOGLE_ISSUERS, keys: GOOGLE_KEYS, audiences });
    // An ID token for any audience is one that any other service could have got and passed on.
    return [
      googleAccessTokens({ url: GOOGLE_TOKEN_INFORMATION, audiences }),
      ...(audiences.length > 0 ? [idTokens] : []),
    ];
  },
  firebase: () => {
    const project = SETTINGS.firebaseProject.read();
    const issuer = `https://securetoken.google.com/${project}`;
    if (SETTINGS.firebaseAuthEmulator.read()) return [firebaseEmulatorTokens(issuer, project)];
    return [jsonWebTokens({ issuers: [issuer], keys: FIREBASE_KEYS, audiences: [project] })];
  },
  oidc: () => [
    jsonWebTokens({ issuers: [needed(SETTINGS.oidcIssuer)], audiences: listed(needed(SETTINGS.oidcAudience)) }),
  ],
};

/**
 * The authenticator that the environment asks for. Made once for each TERRANE_AUTH: verifiers keep keys and what they were told.
 * @param issued takes the tokens that this server has issued itself
 * @throws UNAUTHENTICATED where TERRANE_AUTH is not set: a server without a decision must not be open by accident
 */
export function configuredAuthenticator(issued: TokenVerifier): Authenticator {
  const mode = requiredMode();
  if (made?.mode !== mode || made.issued !== issued) made = { mode, issued, authenticator: make(mode, issued) };
  return made.authenticator;
}

/** Looks whether all is set that TERRANE_AUTH needs. @throws UNAUTHENTICATED as configuredAuthenticator does */
export function checkAuthentication(): void {
  make(requiredMode(), { recognizes: () => false, verify: () => Promise.reject(new Error('Nothing is verified.')) });
}

function requiredMode(): string {
  const mode = SETTINGS.auth.read();
  if (mode === undefined) {
    throw new ServiceError(
      'UNAUTHENTICATED',
      `This server does not say who may call it. Set TERRANE_AUTH=open to serve anyone on this machine, or to the tokens that it takes: ${Object.keys(KINDS).join(', ')}.`,
    );
  }
  return mode;
}

let made: { readonly mode: string; readonly issued: TokenVerifier; readonly authenticator: Authenticator } | undefined;

function make(mode: string, issued: TokenVerifier): Authenticator {
  if (mode === 'open') return openAuthenticator;
  const named = new Set(listed(mode));
  const verifiers = Object.entries(KINDS).flatMap(([kind, verifiersOf]) =>
    named.has(kind) ? verifiersOf(issued) : [],
  );
  return tokenAuthenticator(verifiers, mayUseServer);
}

function listed(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function needed({ variable, read }: { readonly variable: string; read(): string | undefined }): string {
  const value = read();
  if (value !== undefined) return value;
  throw new ServiceError(
    'UNAUTHENTICATED',
    `This server is not set up: ${variable} must be set with this TERRANE_AUTH.`,
  );
}
