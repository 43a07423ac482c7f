import type { Principal } from '../principal.ts';

/** One kind of token that is taken. */
export interface TokenVerifier {
  /** Whether its tokens are those of accounts that Terrane has made: all others are refused under their names. */
  readonly ofKeyAccounts?: true;
  /** Looks at the token without checking it: whether it is of this kind. At most one verifier is asked to verify it. */
  recognizes(token: string): boolean;
  /**
   * Who the token says to be calling.
   * @throws Error if it is not valid; the reason is for nobody but the tests
   */
  verify(token: string): Promise<Principal>;
}
