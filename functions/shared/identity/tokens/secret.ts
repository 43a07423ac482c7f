import { createHash, timingSafeEqual } from 'node:crypto';
import type { Principal } from '../principal.ts';
import type { TokenVerifier } from './verifier.ts';

/** A secret of one's own, for a server that few people share: whoever has it is its owner. */
export function secretToken(secret: string, owner: Principal): TokenVerifier {
  const matches = (token: string) => isSecret(token, secret);
  return {
    recognizes: matches,
    async verify(token) {
      if (!matches(token)) throw new Error('Another secret.');
      return owner;
    },
  };
}

/** Whether a token is a secret, found out in a time that does not depend on how much of it is right. */
export function isSecret(token: string, secret: string): boolean {
  return timingSafeEqual(digest(token), digest(secret));
}

/** Digests have one length, and comparing them tells nothing of the secret. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
