import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { Principal } from '../principal.ts';
import { readClaims } from './json-web-token.ts';
import type { TokenVerifier } from './verifier.ts';

/** Any of these scopes lets a token call, as `image:export` and the other methods document. */
const SCOPES = [
  'https://www.googleapis.com/auth/earthengine',
  'https://www.googleapis.com/auth/cloud-platform',
  'https://www.googleapis.com/auth/devstorage.full_control',
];

/** Tokens whose information is kept. */
const MAX_TOKENS = 10_000;

/** Milliseconds that Google may take to answer. */
const DEADLINE = 10_000;

/** What Google says of an access token; numbers come as texts. */
const information = z.object({
  aud: z.string().optional(),
  azp: z.string().optional(),
  sub: z.string().optional(),
  scope: z.string(),
  expires_in: z.coerce.number().positive(),
  email: z.string().optional(),
  email_verified: z.union([z.string(), z.boolean()]).optional(),
});

export interface GoogleTokens {
  /** Google's token information, or what stands for it in a test. */
  readonly url: string;
  /** The OAuth clients that tokens may be made for; any if empty. */
  readonly audiences: readonly string[];
}

/** OAuth 2 access tokens of Google accounts and service accounts. What Google says of one is asked once, and kept by its digest until it expires. */
export function googleAccessTokens({ url, audiences }: GoogleTokens): TokenVerifier {
  const known = new LRUCache<string, Principal>({ max: MAX_TOKENS });
  return {
    recognizes: (token) => readClaims(token) === undefined,
    async verify(token) {
      const key = createHash('sha256').update(token).digest('base64');
      const found = known.get(key);
      if (found) return found;
      const { scope, expires_in: seconds, ...told } = await ask(url, token);
      if (!scope.split(' ').some((one) => SCOPES.includes(one))) throw new Error('The token has none of the scopes.');
      if (audiences.length > 0 && ![told.aud, told.azp].some((one) => one !== undefined && audiences.includes(one))) {
        throw new Error('The token was made for another client.');
      }
      const principal = principalOf(told);
      known.set(key, principal, { ttl: seconds * 1000 });
      return principal;
    },
  };
}

async function ask(url: string, token: string): Promise<z.output<typeof information>> {
  // In the body: addresses end up in logs.
  const response = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams({ access_token: token }),
    redirect: 'error',
    signal: AbortSignal.timeout(DEADLINE),
  });
  if (!response.ok) throw new Error(`Google answers ${response.status}.`);
  return information.parse(await response.json());
}

function principalOf({ email, email_verified: verified, sub }: Partial<z.output<typeof information>>): Principal {
  if (email !== undefined && String(verified) === 'true')
    return { user: email.toLowerCase(), email: email.toLowerCase() };
  if (sub === undefined) throw new Error('The token does not say whose it is.');
  return { user: `https://accounts.google.com#${sub}` };
}
