/** Somebody who calls, as far as Terrane knows. */
export interface Principal {
  /** A stable name for records and quotas: an email address, else the issuer's subject, else a digest of the token. */
  readonly user: string;
  /** A verified email address. */
  readonly email?: string;
}
