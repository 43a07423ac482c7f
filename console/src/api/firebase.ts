import { effect, signal } from '@preact/signals';
import { keep, kept, refusal, signIn, token } from './session.ts';

/** How users of Firebase Auth sign in at this server, as it says. */
interface FirebaseSignIn {
  readonly key: string;
  readonly accounts: string;
  readonly tokens: string;
}

/** What the server offers; undefined until it is known, and where it offers nothing. */
export const firebase = signal<FirebaseSignIn | undefined>(undefined);

const REFRESH_KEY = 'terrane.refresh';

/** Milliseconds before its end at which a token is renewed. */
const MARGIN = 300_000;

let asked: Promise<void> | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Asks the server what it offers, once. */
export function askForOffer(): Promise<void> {
  asked ??= fetch('/sign-in.json')
    .then((reply) => reply.json() as Promise<{ firebase?: FirebaseSignIn }>)
    .then(({ firebase: offer }) => {
      firebase.value = offer;
    })
    .catch(() => {
      asked = undefined;
    });
  return asked;
}

/** What Firebase's errors mean for people. */
const MEANINGS: { readonly [code: string]: string } = {
  EMAIL_NOT_FOUND: 'The address or the password is wrong.',
  INVALID_PASSWORD: 'The address or the password is wrong.',
  INVALID_LOGIN_CREDENTIALS: 'The address or the password is wrong.',
  USER_DISABLED: 'This account has been disabled.',
  TOO_MANY_ATTEMPTS_TRY_LATER: 'There were too many attempts: try again later.',
};

interface Tokens {
  readonly idToken?: string;
  readonly refreshToken?: string;
  readonly expiresIn?: string;
}

/** Signs in with an address and a password, until the tab is closed. @throws Error in words for the user */
export async function signInWithPassword(email: string, password: string): Promise<void> {
  const { accounts, key } = firebase.peek() ?? {};
  const body = JSON.stringify({ email, password, returnSecureToken: true });
  const tokens = await post<Tokens>(
    `${accounts}/accounts:signInWithPassword?key=${encodeURIComponent(key ?? '')}`,
    body,
  );
  if (!tokens.idToken || !tokens.refreshToken) {
    throw new Error('This account needs a second factor, for which the console does not ask: enter a token instead.');
  }
  take(tokens.idToken, tokens.refreshToken, Number(tokens.expiresIn ?? 3600));
}

function take(idToken: string, refreshToken: string, seconds: number): void {
  keep(sessionStorage, REFRESH_KEY, refreshToken);
  signIn(idToken);
  clearTimeout(timer);
  timer = setTimeout(() => void renew(), Math.max(1_000, seconds * 1_000 - MARGIN));
}

/** Gets a new token for the one that ends; whoever cannot is asked again who they are. */
async function renew(): Promise<void> {
  const refreshToken = kept(sessionStorage, REFRESH_KEY);
  await askForOffer();
  const { tokens, key } = firebase.peek() ?? {};
  if (refreshToken === undefined || tokens === undefined) return;
  const form = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken });
  try {
    const reply = await post<{ id_token: string; refresh_token: string; expires_in: string }>(
      `${tokens}/token?key=${encodeURIComponent(key ?? '')}`,
      form,
    );
    take(reply.id_token, reply.refresh_token, Number(reply.expires_in));
  } catch (error) {
    keep(sessionStorage, REFRESH_KEY, '');
    refusal.value = (error as Error).message;
  }
}

async function post<T>(url: string, body: string | URLSearchParams): Promise<T> {
  const headers: Record<string, string> = typeof body === 'string' ? { 'content-type': 'application/json' } : {};
  const reply = await fetch(url, { method: 'POST', headers, body }).catch(() => {
    throw new Error('Firebase Auth does not answer.');
  });
  const json = (await reply.json().catch(() => ({}))) as T & { readonly error?: { readonly message?: string } };
  if (reply.ok) return json;
  const [code = ''] = (json.error?.message ?? '').split(' ');
  throw new Error(MEANINGS[code] ?? json.error?.message ?? `Firebase Auth answers with ${reply.status}.`);
}

// Of a tab that was loaded again, the token may be old. Who is asked who they are is shown what there is.
if (kept(sessionStorage, REFRESH_KEY) !== undefined) void renew();
effect(() => {
  if (refusal.value !== undefined) void askForOffer();
  if (token.value === '') {
    clearTimeout(timer);
    if (asked !== undefined) keep(sessionStorage, REFRESH_KEY, '');
  }
});
