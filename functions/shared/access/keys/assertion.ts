import { compactVerify, decodeProtectedHeader, importSPKI } from 'jose';
import { z } from 'zod';
import { isMakerAdmitted } from './admission.ts';
import { KEY_ID, type KeyRecord, keyNow } from './records.ts';

/** Why an assertion is refused, in words for whoever sent it. */
export class AssertionError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'AssertionError';
  }
}

/** Whom Google's client libraries make their assertions for, wherever they send them. */
const GOOGLE_AUDIENCE = 'https://oauth2.googleapis.com/token';

/** Seconds for which an assertion is taken after it was made: who has got hold of one later cannot use it. Clocks may differ by as much, too. */
const WINDOW = 300;

/** The longest life that an assertion may give itself, in seconds: as with Google. */
const MAX_LIFE = 3_600;

/** What is looked at before the signature is checked: nobody vouches for it yet, not for its types either. */
const header = z.object({ kid: z.string().optional() });

/** The claims of an assertion that are looked at. What it asks for (`scope`) is all that the account may. */
const claims = z.object({
  iss: z.string().optional(),
  aud: z.union([z.string(), z.array(z.string())]).optional(),
  sub: z.string().optional(),
  iat: z.number().optional(),
  exp: z.number().optional(),
  target_audience: z.unknown().optional(),
});

const WRONG_TIMES =
  'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.';

/**
 * Checks what a program has signed in order to get a token (RFC 7523, 3): the signature by a key of this server, whose account must be the issuer;
 * the audience; the times. The same assertion may come again within the window: Google's libraries send it again when a reply was lost, and two processes
 * that start in the same second make the same one.
 * @param ownAudience the address that it was sent to
 * @returns the key
 * @throws AssertionError
 */
export async function verifyAssertion(assertion: string, ownAudience: string): Promise<KeyRecord> {
  const key = await signerOf(assertion);
  const { iss, aud, sub, iat, exp, target_audience } = await claimsOf(assertion, key);
  if (iss !== key.account || (sub !== undefined && sub !== iss)) {
    throw new AssertionError('Invalid JWT: iss must be the account of the key, and sub, if there is one, the same.');
  }
  if (![aud ?? []].flat().some((one) => one === GOOGLE_AUDIENCE || one === ownAudience)) {
    throw new AssertionError(`Invalid JWT: Failed audience check. aud must be ${ownAudience} or ${GOOGLE_AUDIENCE}.`);
  }
  const now = Math.floor(Date.now() / 1_000);
  const sound =
    iat !== undefined && exp !== undefined && Math.abs(now - iat) <= WINDOW && exp > now && exp - iat <= MAX_LIFE;
  if (!sound) throw new AssertionError(WRONG_TIMES);
  if (target_audience !== undefined)
    throw new AssertionError('Invalid JWT: this server gives access tokens only, no ID tokens.');
  return key;
}

/** The claims of an assertion that its key has signed. @throws AssertionError */
async function claimsOf(assertion: string, { publicKey }: KeyRecord): Promise<z.output<typeof claims>> {
  const verified = await compactVerify(assertion, await importSPKI(publicKey, 'RS256'), {
    algorithms: ['RS256'],
  }).catch((cause: unknown) => {
    throw new AssertionError('Invalid JWT Signature.', { cause });
  });
  try {
    return claims.parse(JSON.parse(new TextDecoder().decode(verified.payload)));
  } catch (cause) {
    throw new AssertionError('Invalid JWT: its claims cannot be read.', { cause });
  }
}

/** The key that an assertion names. One that is not there is told by the words for a wrong signature. */
async function signerOf(assertion: string): Promise<KeyRecord> {
  let kid: string | undefined;
  try {
    ({ kid } = header.parse(decodeProtectedHeader(assertion)));
  } catch (cause) {
    throw new AssertionError('Invalid JWT: it cannot be read.', { cause });
  }
  const key = kid !== undefined && KEY_ID.test(kid) ? await keyNow(kid) : undefined;
  if (key && isMakerAdmitted(key)) return key;
  throw new AssertionError('Invalid JWT Signature.');
}
