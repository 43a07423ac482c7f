/** Somebody who calls, as far as Terrane knows. */
export interface Principal {
  /** A stable name for records and quotas: an email address, else the issuer's subject, else a digest of the token. */
  readonly user: string;
  /** A verified email address. */
  readonly email?: string;
}

/** An email address; the names of those who have none (`ISSUER#SUBJECT`, `token-…`) are none, whatever the subject is. */
const ADDRESS = /^[^\s@#:/]+@[^\s@#:/]+$/;

/** Who has the name that a record or a job holds: an address in it is a verified one. */
export function principalOf(user: string): Principal {
  return ADDRESS.test(user) ? { user, email: user } : { user };
}
