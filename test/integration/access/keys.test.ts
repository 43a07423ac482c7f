import { createPublicKey } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { exportPKCS8, exportSPKI, generateKeyPair, importPKCS8, SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { isAdmitted } from '../../../functions/shared/access/keys/admission.ts';
import { now } from '../../../functions/shared/identity/identity.testing.ts';
import { type Reply, type SignedTerrane, STALE, signedTerrane } from './signed-terrane.ts';

/** Keys by which programs sign in, and the tokens that they get. The forms are those that google-auth for Python sends. */

const PROJECT = 'keys-project';
const ROOT = `projects/${PROJECT}/assets`;
const KEYS = `projects/${PROJECT}/keys`;
const OWNER = 'owner@example.org';
const ACCOUNT = `robot@${PROJECT}.terrane.internal`;
const GOOGLE = 'https://oauth2.googleapis.com/token';

let terrane: SignedTerrane;
let pem: { readonly privateKey: string; readonly publicKey: string };
let name: string;

beforeAll(async () => {
  terrane = await signedTerrane();
  const pair = await generateKeyPair('RS256', { extractable: true });
  pem = { privateKey: await exportPKCS8(pair.privateKey), publicKey: await exportSPKI(pair.publicKey) };
  await terrane.share(ROOT, {
    owner: [`user:${OWNER}`],
    editor: ['user:writer@example.org'],
    viewer: [`serviceAccount:${ACCOUNT}`],
  });
  await sleep(STALE);
  name = (await create()).body['name'] as string;
});

const create = (body: object = {}, user = OWNER): Promise<Reply> =>
  terrane.call(user, 'POST', KEYS, { account: 'robot', publicKey: pem.publicKey, ...body });

const idOf = (key: string) => key.slice(key.lastIndexOf('/') + 1);

interface Made {
  readonly key?: string;
  readonly claims?: object;
  readonly header?: object;
  readonly signer?: string;
}

/** An assertion as google-auth makes it, or with other claims. */
async function assertion({
  key = name,
  claims = {},
  header = {},
  signer = pem.privateKey,
}: Made = {}): Promise<string> {
  const iat = now();
  const all = { iat, exp: iat + 3600, iss: ACCOUNT, aud: GOOGLE, scope: '', ...claims };
  return new SignJWT(all)
    .setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid: idOf(key), ...header })
    .sign(await importPKCS8(signer, 'RS256'));
}

async function ask(form: Record<string, string>, init: RequestInit = {}) {
  const response = await fetch(`${terrane.url}/token`, { method: 'POST', body: new URLSearchParams(form), ...init });
  const body = (await response.json()) as { access_token?: string; error?: string; error_description?: string };
  return { status: response.status, headers: response.headers, ...body, body };
}

const exchange = async (made: Made = {}) =>
  ask({ assertion: await assertion(made), grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer' });

describe('a key', () => {
  it('is made by owners of the project, and only its public half is kept', async () => {
    const { status, body } = await create({ account: 'other', expireTime: '2100-01-01T00:00:00Z' });
    expect([status, body]).toEqual([
      200,
      {
        name: expect.stringMatching(/^projects\/keys-project\/keys\/[0-9a-f]{40}$/),
        account: 'other@keys-project.terrane.internal',
        publicKey: pem.publicKey.endsWith('\n') ? pem.publicKey : `${pem.publicKey}\n`,
        creator: OWNER,
        createTime: expect.any(String),
        expireTime: '2100-01-01T00:00:00.000Z',
      },
    ]);
    const { body: listed } = await terrane.call(OWNER, 'GET', KEYS);
    expect(listed['keys']).toContainEqual(body);
    expect(JSON.stringify(listed)).not.toContain('PRIVATE');
  });

  it.each(['writer@example.org', 'stranger@example.org'])('is nothing for %s', async (user) => {
    for (const [verb, path, body] of [
      ['POST', KEYS, { account: 'x', publicKey: pem.publicKey }],
      ['GET', KEYS],
      ['DELETE', name],
    ] as const) {
      expect((await terrane.call(user, verb, path, body)).status, verb).toBe(403);
    }
  });

  it.each<[string, () => object, string]>([
    ['without a name of the account', () => ({ account: '' }), "Invalid value at 'account'"],
    ['for the address of somebody', () => ({ account: 'ana@example.org' }), "Invalid value at 'account'"],
    ['without a key', () => ({ publicKey: '' }), "Invalid value at 'publicKey': an RSA key of 2048"],
    ['with text', () => ({ publicKey: 'x'.repeat(100_000) }), 'an RSA key of 2048 to 4096 bits'],
    ['with a private key', () => ({ publicKey: pem.privateKey }), 'this is a private key'],
    ['that has expired', () => ({ expireTime: '2020-01-01T00:00:00Z' }), "Invalid value at 'expireTime'"],
  ])('is refused %s', async (_, body, message) => {
    const reply = await create(body());
    expect([reply.status, reply.message]).toEqual([400, expect.stringContaining(message)]);
  });

  it.each(['AQ', 'Ag', undefined])('with the exponent %s is refused', async (e) => {
    const { n, ...rest } = createPublicKey(pem.publicKey).export({ format: 'jwk' });
    const weak = createPublicKey({ key: { ...rest, n, e: e ?? n }, format: 'jwk' });
    const { status, message } = await create({ publicKey: weak.export({ type: 'spki', format: 'pem' }) });
    expect([status, message]).toEqual([400, expect.stringContaining('with the exponent 65537')]);
  });

  it('of another kind is refused', async () => {
    const { publicKey } = await generateKeyPair('ES256', { extractable: true });
    expect((await create({ publicKey: await exportSPKI(publicKey) })).status).toBe(400);
  });
});

describe('a token', () => {
  it('is given for an assertion, for an hour, and not to be kept by caches', async () => {
    const { status, body, headers } = await exchange();
    expect([status, body]).toEqual([
      200,
      { access_token: expect.stringMatching(/^terrane_[\w-]{43}$/), token_type: 'Bearer', expires_in: 3600 },
    ]);
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('is given for one that names this server', async () => {
    expect((await exchange({ claims: { aud: `${terrane.url}/token`, sub: ACCOUNT } })).status).toBe(200);
  });

  it('calls as the account, with the roles that policies give it', async () => {
    const token = (await exchange()).access_token;
    expect((await terrane.callWith(token, 'GET', `projects/${PROJECT}:listAssets`)).status).toBe(200);
    const folder = await terrane.callWith(token, 'POST', `${ROOT}?assetId=mine`, { type: 'FOLDER' });
    expect([folder.status, folder.message]).toEqual([403, expect.stringContaining('earthengine.assets.create')]);
    expect((await terrane.callWith(token, 'GET', KEYS)).status).toBe(403);
    expect((await terrane.callWith(`${token}x`, 'GET', `projects/${PROJECT}:listAssets`)).status).toBe(401);
    expect((await terrane.callWith(`terrane_${'x'.repeat(43)}`, 'GET', `${ROOT}:listAssets`)).status).toBe(401);
  });

  it('is not had by the address of an account in a token of somebody else', async () => {
    const claimed = await terrane.provider.signed({ sub: 'x', email: ACCOUNT });
    expect((await terrane.callWith(claimed, 'GET', `projects/${PROJECT}:listAssets`)).status).toBe(401);
  });

  it.each<[string, () => Promise<Made> | Made, string]>([
    ['signed by another key', async () => ({ signer: await otherKey() }), 'Invalid JWT Signature.'],
    ['of a key that there is not', () => ({ header: { kid: 'a'.repeat(40) } }), 'Invalid JWT Signature.'],
    ['whose key is no id', () => ({ header: { kid: '../policies' } }), 'Invalid JWT Signature.'],
    ['whose key is a list', () => ({ header: { kid: [idOf(name)] } }), 'it cannot be read'],
    ['of another account', () => ({ claims: { iss: 'owner@example.org' } }), 'iss must be the account of the key'],
    ['for somebody else', () => ({ claims: { sub: OWNER } }), 'iss must be the account of the key'],
    ['for another server', () => ({ claims: { aud: 'https://other.example/token' } }), 'audience'],
    ['without an audience', () => ({ claims: { aud: undefined } }), 'audience'],
    ['of six minutes ago', () => ({ claims: { iat: now() - 360 } }), 'short-lived'],
    ['of the future', () => ({ claims: { iat: now() + 360, exp: now() + 400 } }), 'short-lived'],
    ['that has expired', () => ({ claims: { iat: now() - 60, exp: now() - 1 } }), 'short-lived'],
    ['that lives for a day', () => ({ claims: { exp: now() + 86_400 } }), 'short-lived'],
    ['without times', () => ({ claims: { iat: undefined, exp: undefined } }), 'short-lived'],
    ['with a time that is none', () => ({ claims: { iat: 'now' } }), 'cannot be read'],
    ['for an ID token', () => ({ claims: { target_audience: 'x' } }), 'access tokens only'],
  ])('is not given for one %s', async (_, made, description) => {
    const reply = await exchange(await made());
    expect([reply.status, reply.error, reply.error_description]).toEqual([
      400,
      'invalid_grant',
      expect.stringContaining(description),
    ]);
  });

  it('is not given for one that is signed by no key, or with the public one as a secret', async () => {
    const [header, claims] = (await assertion()).split('.');
    const with_ = (alg: string) => Buffer.from(JSON.stringify({ alg, kid: idOf(name) })).toString('base64url');
    const secret = await new SignJWT({ iss: ACCOUNT, aud: GOOGLE, iat: now(), exp: now() + 60 })
      .setProtectedHeader({ alg: 'HS256', kid: idOf(name) })
      .sign(new TextEncoder().encode(pem.publicKey));
    for (const forged of [`${with_('none')}.${claims}.`, `${header}.${claims}.`, secret, 'a.b.c', '', 'x']) {
      const reply = await ask({ assertion: forged, grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer' });
      expect([reply.status, reply.access_token]).toEqual([400, undefined]);
      expect(reply.error).toBe(forged === '' ? 'invalid_request' : 'invalid_grant');
    }
  });

  it.each<[string, Record<string, string>, RequestInit, string]>([
    ['another grant', { grant_type: 'refresh_token', refresh_token: 'x' }, {}, 'unsupported_grant_type'],
    ['no grant', { assertion: 'x' }, {}, 'invalid_request'],
    ['JSON', {}, { body: '{}', headers: { 'content-type': 'application/json' } }, 'invalid_request'],
    ['a GET', {}, { method: 'GET', body: null }, 'invalid_request'],
    ['a form that is too long', { assertion: 'x'.repeat(20_000) }, {}, 'invalid_request'],
  ])('is not given for %s', async (_, form, init, error) => {
    const reply = await ask(form, init);
    expect([reply.status, reply.error]).toEqual([400, error]);
  });

  it('is not given to pages of other sites', async () => {
    const response = await fetch(`${terrane.url}/token`, {
      method: 'POST',
      headers: { origin: 'https://evil.example' },
    });
    expect(response.status).toBe(403);
  });

  it('ends with its key', async () => {
    const key = (await create()).body['name'] as string;
    const token = (await exchange({ key })).access_token;
    const use = async () => (await terrane.callWith(token, 'GET', `projects/${PROJECT}:listAssets`)).status;
    expect(await use()).toBe(200);
    // Not by owners of another project.
    await terrane.share('projects/keys-other/assets', { owner: ['user:stranger@example.org'] });
    await sleep(STALE);
    const other = await terrane.call('stranger@example.org', 'DELETE', `projects/keys-other/keys/${idOf(key)}`);
    expect(other.status).toBe(404);
    expect((await terrane.call(OWNER, 'DELETE', key)).status).toBe(200);
    await sleep(STALE);
    expect(await use()).toBe(401);
    expect((await exchange({ key })).error).toBe('invalid_grant');
    expect((await terrane.call(OWNER, 'DELETE', key)).status).toBe(404);
  });

  it('counts as long as the maker of its key may use the server', async () => {
    const token = (await exchange()).access_token;
    const users = process.env['TERRANE_USERS'];
    try {
      process.env['TERRANE_USERS'] = 'nobody@example.org';
      expect((await terrane.callWith(token, 'GET', `projects/${PROJECT}:listAssets`)).status).toBe(401);
      expect((await exchange()).error).toBe('invalid_grant');
    } finally {
      process.env['TERRANE_USERS'] = users;
    }
  });

  it('makes no keys, whatever its account may', async () => {
    const project = 'keys-chain';
    const account = `robot@${project}.terrane.internal`;
    await terrane.share(`projects/${project}/assets`, {
      owner: [`user:${OWNER}`, `serviceAccount:${account}`],
    });
    await sleep(STALE);
    const body = { account: 'robot', publicKey: pem.publicKey };
    const made = await terrane.call(OWNER, 'POST', `projects/${project}/keys`, body);
    const token = (await exchange({ key: made.body['name'] as string, claims: { iss: account } })).access_token;
    const other = await terrane.callWith(token, 'POST', `projects/${project}/keys`, body);
    expect([other.status, other.message]).toEqual([
      403,
      `The account ${account} signs in by a key itself, and cannot make others: they are made by people.`,
    ]);
    expect((await terrane.callWith(token, 'GET', `projects/${project}/keys`)).status).toBe(200);
  });

  it('makes schedules, which count as long as a key of its account does', async () => {
    const project = 'keys-schedules';
    const account = `robot@${project}.terrane.internal`;
    await terrane.share(`projects/${project}/assets`, {
      owner: [`user:${OWNER}`],
      editor: [`serviceAccount:${account}`],
    });
    await sleep(STALE);
    const made = await terrane.call(OWNER, 'POST', `projects/${project}/keys`, {
      account: 'robot',
      publicKey: pem.publicKey,
    });
    const key = made.body['name'] as string;
    const token = (await exchange({ key, claims: { iss: account } })).access_token;
    const image = {
      functionInvocationValue: { functionName: 'Image.constant', arguments: { value: { constantValue: 1 } } },
    };
    const schedule = await terrane.callWith(token, 'POST', `projects/${project}/schedules?scheduleId=own`, {
      cron: '0 0 1 1 *',
      method: 'image:export',
      request: {
        expression: { result: '0', values: { 0: image } },
        assetExportOptions: { earthEngineDestination: { name: `projects/${project}/assets/made-{millis}` } },
      },
    });
    expect([schedule.message, schedule.body['creator']]).toEqual(['', account]);
    expect(await isAdmitted(account)).toBe(true);
    expect((await terrane.call(OWNER, 'DELETE', key)).status).toBe(200);
    expect(await isAdmitted(account)).toBe(false);
  });

  it('is not given where keys are not taken', async () => {
    const auth = process.env['TERRANE_AUTH'];
    const token = (await exchange()).access_token;
    try {
      process.env['TERRANE_AUTH'] = 'oidc,token';
      const response = await fetch(`${terrane.url}/token`, { method: 'POST', body: new URLSearchParams({}) });
      expect(response.status).toBe(404);
      expect((await create()).message).toBe("This server takes no keys: its TERRANE_AUTH does not name 'key'.");
      expect((await terrane.callWith(token, 'GET', `projects/${PROJECT}:listAssets`)).status).toBe(401);
    } finally {
      process.env['TERRANE_AUTH'] = auth;
    }
  });
});

async function otherKey(): Promise<string> {
  return exportPKCS8((await generateKeyPair('RS256', { extractable: true })).privateKey);
}
