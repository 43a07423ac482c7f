/** Somebody who calls, as far as Terrane knows. */
export interface Principal {
  /** A stable name for records and quotas: an email address, else the issuer's subject, else a digest of the token. */
  readonly user: string;
  /** A verified email address. */
  readonly email?: string;
}

/** An email address. `ISSUER#SUBJECT` does not match, whatever the subject is. */
const ADDRESS = /^[^\s@#:/]+@[^\s@#:/]+$/;

/** The principal of the `user` of a record or a job. A user name that is an email address has been verified. */
export function principalOf(user: string): Principal {
  return ADDRESS.test(user) ? { user, email: user } : { user };
}
