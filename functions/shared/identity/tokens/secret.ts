import { createHash, timingSafeEqual } from 'node:crypto';
import type { Principal } from '../principal.ts';
import type { TokenVerifier } from './verifier.ts';

/** A secret of one's own, for a server that few people share: whoever has it is its owner. */
export function secretToken(secret: string, owner: Principal): TokenVerifier {
  const known = digest(secret);
  const matches = (token: string) => timingSafeEqual(digest(token), known);
  return {
    recognizes: matches,
    async verify(token) {
      if (!matches(token)) throw new Error('Another secret.');
      return owner;
    },
  };
}

/** Digests have one length, and comparing them tells nothing of the secret. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
