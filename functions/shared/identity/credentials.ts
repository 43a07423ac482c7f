import { ServiceError } from '../errors.ts';

/** What a request brings to say who makes it. */
export interface Credentials {
  /** By lower-case name. */
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined };
  /** The other end of the connection. */
  readonly remoteAddress: string | undefined;
  /** A token in the query: `access_token`. */
  readonly accessToken?: string;
}

/** Longest token that is looked at, in characters. */
const MAX_TOKEN = 16_384;

const EXPECTED = 'Expected OAuth 2 access token, login cookie or other valid authentication credential.';

/** The bearer token of a request, from the header or the query; undefined if it has none. */
export function bearerToken({ headers, accessToken }: Credentials): string | undefined {
  const authorization = headers['authorization']?.toString();
  const token = authorization === undefined ? accessToken : /^Bearer\s+(\S+)\s*$/i.exec(authorization)?.[1];
  if (authorization !== undefined && token === undefined) throw invalidCredentials();
  if (token !== undefined && token.length > MAX_TOKEN) throw invalidCredentials();
  return token;
}

/** No token where one is needed: 401. */
export function missingCredentials(): ServiceError {
  return new ServiceError('UNAUTHENTICATED', `Request is missing required authentication credential. ${EXPECTED}`);
}

/** A token that does not say who calls: 401. Why is not told: it would help those who try. */
export function invalidCredentials(cause?: unknown): ServiceError {
  const message = `Request had invalid authentication credentials. ${EXPECTED}`;
  return new ServiceError('UNAUTHENTICATED', message, { cause });
}
