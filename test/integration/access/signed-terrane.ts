import { setTimeout as sleep } from 'node:timers/promises';
import { startProvider, type TestProvider } from '../../../functions/shared/identity/identity.testing.ts';
import { ApiClient, type Operation } from '../../../infra/local/api-client.ts';
import { BUCKET, startWithSamples } from '../terrane.ts';

/** Longer than what an instance knows of policies may be old, in milliseconds. */
export const STALE = 500;

/** The secret of the tests' server, which owns it. */
export const SECRET = 'the-secret-of-these-tests';

/** A reply, whatever its status. */
export interface Reply {
  readonly status: number;
  readonly body: { readonly [field: string]: unknown };
  /** The message of an error; empty if it is none. */
  readonly message: string;
}

/** Terrane with its samples, which takes ID tokens of a provider and the secret. */
export interface SignedTerrane {
  readonly url: string;
  readonly provider: TestProvider;
  /** Calls as somebody with an address, or without a token. */
  call(user: string | undefined, verb: string, path: string, body?: object): Promise<Reply>;
  /** Calls with whatever stands for a token. */
  callWith(token: string | undefined, verb: string, path: string, body?: object): Promise<Reply>;
  /** Calls as the server's owner, who must succeed. */
  owner: ApiClient;
  /** Gives roles on an asset, or in a project by the root of its assets: members by role; instead of those that were there. */
  share(resource: string, roles: { readonly [role: string]: readonly string[] }): Promise<void>;
  /** The value of a node of an expression, computed as somebody in a project. */
  compute(user: string, project: string, node: object): Promise<Reply>;
  /** Waits for the end of an operation. */
  ended(name: string): Promise<Operation & { readonly error?: { readonly code: number; readonly message: string } }>;
}

let started: Promise<SignedTerrane> | undefined;

/**
 * The signed Terrane of this process, with its samples. The files of tests that a process runs share it, one after the other: what a file makes
 * is in projects that no other file uses. It ends with the process.
 */
export function signedTerrane(): Promise<SignedTerrane> {
  started ??= startSigned();
  return started;
}

async function startSigned(): Promise<SignedTerrane> {
  const provider = await startProvider();
  Object.assign(process.env, {
    TERRANE_AUTH: 'oidc,token,key',
    TERRANE_TOKEN: SECRET,
    TERRANE_OIDC_ISSUER: provider.issuer,
    TERRANE_OIDC_AUDIENCE: 'terrane',
    TERRANE_USERS: '@example.org',
    TERRANE_OWNERS: 'boss@example.com',
    TERRANE_FRESH_SECONDS: '0.4',
    TERRANE_BUCKETS: `*/${BUCKET}`,
  });
  const terrane = await startWithSamples();
  const owner = new ApiClient(terrane.url, 'terrane-demo');
  const callWith: SignedTerrane['callWith'] = async (token, verb, path, body) => {
    const response = await fetch(`${terrane.url}/v1/${path}`, {
      method: verb,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json');
    const reply = (isJson ? JSON.parse(text) : {}) as { error?: { message: string } };
    return { status: response.status, body: reply, message: reply.error?.message ?? '' };
  };
  const call: SignedTerrane['call'] = async (user, verb, path, body) =>
    callWith(user === undefined ? undefined : await provider.signed({ sub: user, email: user }), verb, path, body);
  return {
    url: terrane.url,
    provider,
    call,
    callWith,
    owner,
    async share(resource, roles) {
      const bindings = Object.entries(roles).map(([role, members]) => ({ role: `roles/${role}`, members }));
      await owner.post(`${resource}:setIamPolicy`, { policy: { bindings } });
    },
    compute: (user, project, node) =>
      call(user, 'POST', `projects/${project}/value:compute`, { expression: { result: '0', values: { 0: node } } }),
    async ended(name) {
      for (;;) {
        const operation = await owner.find<Operation & { error?: { code: number; message: string } }>(name);
        if (operation === undefined) throw new Error(`There is no operation ${name}.`);
        if (operation.done) return operation;
        await sleep(20);
      }
    },
  };
}
