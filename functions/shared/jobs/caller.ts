/** The caller of a request: the account and the project. */
export interface Caller {
  readonly project: string;
  /** The account's email or id; undefined for calls without credentials. */
  readonly user?: string;
}
