import { SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { admittedUsers } from './admitted.ts';
import { tokenAuthenticator } from './authenticator.ts';
import { configuredAuthenticator } from './configured.ts';
import type { Credentials } from './credentials.ts';
import { CLAIMS, now, startProvider, type TestProvider } from './identity.testing.ts';
import { googleAccessTokens } from './tokens/google-access-token.ts';
import { jsonWebTokens } from './tokens/json-web-token.ts';
import type { TokenVerifier } from './tokens/verifier.ts';

/** The server has issued no tokens. */
const nobody: TokenVerifier = { recognizes: () => false, verify: () => Promise.reject(new Error('never')) };

let provider: TestProvider;
let issuer: string;

beforeAll(async () => {
  provider = await startProvider();
  ({ issuer } = provider);
});
afterAll(() => provider.stop());
beforeEach(() => {
  provider.asked.length = 0;
  vi.unstubAllEnvs();
});

const signed: TestProvider['signed'] = (...args) => provider.signed(...args);

const bearer = (token: string): Credentials => ({
  headers: { authorization: `Bearer ${token}` },
  remoteAddress: '10.0.0.9',
});
const INVALID = 'Request had invalid authentication credentials.';

describe('ID tokens', () => {
  const authenticate = (token: string) =>
    tokenAuthenticator([jsonWebTokens({ issuers: [issuer], audiences: ['terrane'] })], () => true)(bearer(token));

  it('say who calls', async () => {
    expect(await authenticate(await signed())).toEqual({ user: 'ana@example.org', email: 'ana@example.org' });
  });

  it('say no more than a subject where the address is not verified', async () => {
    expect(await authenticate(await signed({ email_verified: false }))).toEqual({ user: `${issuer}#12` });
  });

  it.each<[string, () => Promise<string>]>([
    ['has expired', () => signed({ exp: now() - 60 })],
    ['never expires', () => signed({ exp: undefined })],
    ['is not valid yet', () => signed({ nbf: now() + 600 })],
    ['is for another audience', () => signed({ aud: 'another' })],
    ['is of another issuer', () => signed({ iss: 'https://evil.example' })],
    ['is signed by another key', () => signed({}, { signer: provider.strangersKey })],
    ['names a key that there is not', () => signed({}, { header: { kid: 'two' } })],
    [
      'is not signed',
      async () => new UnsecuredJWT({ iss: issuer, aud: 'terrane', iat: now(), exp: now() + 60, ...CLAIMS }).encode(),
    ],
    [
      'is signed by a shared secret',
      () =>
        new SignJWT({ iss: issuer, aud: 'terrane', iat: now(), exp: now() + 60, ...CLAIMS })
          .setProtectedHeader({ alg: 'HS256', kid: 'one' })
          .sign(new TextEncoder().encode('the public key, taken for a secret')),
    ],
    ['has been changed', async () => (await signed()).replace(/\.([^.]+)\./, '.eyJpc3MiOiJ4In0.')],
    ['is none', async () => 'a.b.c'],
  ])('are refused if one %s', async (_, make) => {
    await expect(authenticate(await make())).rejects.toMatchObject({
      status: 'UNAUTHENTICATED',
      message: expect.stringContaining(INVALID),
    });
  });
});

describe('access tokens of Google', () => {
  const known = {
    scope: 'openid https://www.googleapis.com/auth/earthengine',
    expires_in: '600',
    email: 'Bo@example.org',
    email_verified: 'true',
    aud: 'client',
    sub: '7',
  };
  const authenticator = (audiences: string[] = []) =>
    tokenAuthenticator([googleAccessTokens({ url: `${issuer}/tokeninfo`, audiences })], () => true);

  it('are asked for once, and never in an address', async () => {
    provider.information = known;
    const authenticate = authenticator();
    for (let i = 0; i < 3; i++) expect((await authenticate(bearer('ya29.abc'))).user).toBe('bo@example.org');
    expect(provider.asked).toEqual(['POST /tokeninfo access_token=ya29.abc']);
  });

  it.each<[string, object | undefined, string[]?]>([
    ['Google does not know it', undefined],
    ['it has none of the scopes', { ...known, scope: 'openid email' }],
    ['it was made for another client', known, ['another']],
    ['it has expired', { ...known, expires_in: '0' }],
    ['it does not say whose it is', { ...known, email: undefined, sub: undefined }],
  ])('are refused if %s', async (_, told, audiences) => {
    provider.information = told;
    await expect(authenticator(audiences)(bearer('ya29.abc'))).rejects.toMatchObject({ status: 'UNAUTHENTICATED' });
  });
});

describe('a server', () => {
  const local = (headers: Credentials['headers'] = {}): Credentials => ({
    headers: { host: '127.0.0.1:8080', ...headers },
    remoteAddress: '127.0.0.1',
  });

  it('that says nothing of its callers has none', async () => {
    vi.stubEnv('TERRANE_AUTH', undefined);
    expect(() => configuredAuthenticator(nobody)).toThrow('Set TERRANE_AUTH=open');
  });

  it.each<[string, Credentials]>([
    ['from elsewhere', { headers: {}, remoteAddress: '10.0.0.9' }],
    ['for another host', local({ host: 'evil.example' })],
    ['through a proxy', local({ 'x-forwarded-for': '10.0.0.9' })],
    ['through a proxy that says so', local({ forwarded: 'for=127.0.0.1' })],
    ['through a proxy with a name', local({ via: '1.1 proxy' })],
    ['for a host that a proxy has', local({ 'x-forwarded-host': 'maps.example' })],
  ])('that is open refuses calls %s', async (_, credentials) => {
    vi.stubEnv('TERRANE_AUTH', 'open');
    await expect(configuredAuthenticator(nobody)(credentials)).rejects.toMatchObject({ status: 'PERMISSION_DENIED' });
    expect(await configuredAuthenticator(nobody)(local())).toEqual({ user: 'anonymous' });
  });

  it('with a secret takes it from wherever it comes, and nothing else', async () => {
    vi.stubEnv('TERRANE_AUTH', 'token');
    vi.stubEnv('TERRANE_TOKEN', 'a-secret-of-twenty-characters');
    const authenticate = configuredAuthenticator(nobody);
    expect(await authenticate(bearer('a-secret-of-twenty-characters'))).toEqual({ user: 'owner' });
    const inQuery = { headers: {}, remoteAddress: '10.0.0.9', accessToken: 'a-secret-of-twenty-characters' };
    expect(await authenticate(inQuery)).toEqual({ user: 'owner' });
    await expect(authenticate(bearer('another-secret-of-some-length'))).rejects.toThrow(INVALID);
    await expect(authenticate(local())).rejects.toThrow('Request is missing required authentication credential.');
    await expect(authenticate({ headers: { authorization: 'Basic eA==' }, remoteAddress: '' })).rejects.toThrow(
      INVALID,
    );
  });

  it('shows its secret, and tokens of its own, to nobody else', async () => {
    vi.stubEnv('TERRANE_AUTH', 'google,key,token');
    vi.stubEnv('TERRANE_TOKEN', 'a-secret-of-twenty-characters');
    const outside = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('There is no network here.'));
    const issued: TokenVerifier = {
      ofKeyAccounts: true,
      recognizes: (token) => token === 'issued',
      verify: async () => ({ user: 'ci@p.terrane.internal' }),
    };
    const authenticate = configuredAuthenticator(issued);
    expect(await authenticate(bearer('a-secret-of-twenty-characters'))).toEqual({ user: 'owner' });
    expect(await authenticate(bearer('issued'))).toEqual({ user: 'ci@p.terrane.internal' });
    expect(outside).not.toHaveBeenCalled();
    await expect(authenticate(bearer('of somebody else'.replaceAll(' ', '-')))).rejects.toThrow(INVALID);
    expect(outside).toHaveBeenCalledOnce();
    outside.mockRestore();
  });

  it('that trusts an issuer lets in those who are on its list', async () => {
    vi.stubEnv('TERRANE_AUTH', 'oidc');
    vi.stubEnv('TERRANE_OIDC_ISSUER', issuer);
    vi.stubEnv('TERRANE_OIDC_AUDIENCE', 'terrane');
    vi.stubEnv('TERRANE_USERS', 'bo@example.org, @example.net');
    const denied = 'The account ana@example.org may not use this server.';
    await expect(configuredAuthenticator(nobody)(bearer(await signed()))).rejects.toThrow(denied);
    const { user } = await configuredAuthenticator(nobody)(bearer(await signed({ email: 'cy@example.net' })));
    expect(user).toBe('cy@example.net');
    vi.stubEnv('TERRANE_OWNERS', 'ana@example.org');
    expect((await configuredAuthenticator(nobody)(bearer(await signed()))).user).toBe('ana@example.org');
  });

  it('takes tokens of the Firebase emulator only beside one', async () => {
    const token = new UnsecuredJWT({
      iss: 'https://securetoken.google.com/p',
      aud: 'p',
      iat: now(),
      exp: now() + 60,
      ...CLAIMS,
    }).encode();
    vi.stubEnv('TERRANE_USERS', '*');
    vi.stubEnv('TERRANE_FIREBASE_PROJECT', 'p');
    vi.stubEnv('TERRANE_AUTH', 'firebase,token');
    vi.stubEnv('TERRANE_TOKEN', 'a-secret-of-twenty-characters');
    await expect(configuredAuthenticator(nobody)(bearer(token))).rejects.toThrow(INVALID);
    vi.stubEnv('FIREBASE_AUTH_EMULATOR_HOST', '127.0.0.1:9099');
    vi.stubEnv('TERRANE_AUTH', 'firebase');
    expect((await configuredAuthenticator(nobody)(bearer(token))).user).toBe('ana@example.org');
  });
});

it('the list of users knows addresses, domains, and everybody', () => {
  const ana = { user: 'ana@example.org', email: 'ana@example.org' };
  expect(admittedUsers('')(ana)).toBe(false);
  expect(admittedUsers('ANA@example.org')(ana)).toBe(true);
  expect(admittedUsers('@example.org')(ana)).toBe(true);
  expect(admittedUsers('@ample.org')(ana)).toBe(false);
  // A subject that looks like an address of the domain is none.
  expect(admittedUsers('@example.org')({ user: 'https://issuer#x@example.org' })).toBe(false);
  expect(admittedUsers('*')({ user: 'https://issuer#12' })).toBe(true);
});
