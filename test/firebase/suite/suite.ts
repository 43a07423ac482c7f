import { portOf } from '../../../infra/firebase/suite.ts';
import { PROJECT } from '../../../infra/firebase/tools.ts';

/** Terrane by way of Firebase Hosting. */
export const URL = `http://127.0.0.1:${portOf('hosting')}`;

const ACCOUNTS = `http://127.0.0.1:${portOf('auth')}/identitytoolkit.googleapis.com/v1`;
export const PASSWORD = 'a-password-of-the-tests';

/** A reply, whatever its status. */
export interface Reply {
  readonly status: number;
  readonly body: { readonly [field: string]: unknown };
}

/**
 * Makes a user of the Auth emulator, signs in as it, and gives its ID token.
 * @param verified whether the address counts
 */
export async function signIn(email: string, verified = true): Promise<string> {
  const credentials = { email, password: PASSWORD, returnSecureToken: true };
  const made = await post(`${ACCOUNTS}/accounts:signUp?key=any`, credentials);
  if (verified) {
    const change = { localId: made['localId'], emailVerified: true };
    await post(`${ACCOUNTS}/projects/${PROJECT}/accounts:update`, change, 'owner');
  }
  return String((await post(`${ACCOUNTS}/accounts:signInWithPassword?key=any`, credentials))['idToken']);
}

/** Calls Terrane with a token, or without one. */
export async function call(token: string | undefined, verb: string, path: string, body?: object): Promise<Reply> {
  const response = await fetch(`${URL}${path}`, {
    method: verb,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json');
  return { status: response.status, body: isJson ? (JSON.parse(text) as Reply['body']) : { text } };
}

async function post(url: string, body: object, token?: string): Promise<{ readonly [field: string]: unknown }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url}: ${await response.text()}`);
  return (await response.json()) as { readonly [field: string]: unknown };
}
