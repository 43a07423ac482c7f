import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';

/** An identity provider on this machine: OpenID Connect with one key, and what Google says of access tokens. */
export interface TestProvider {
  readonly issuer: string;
  /** A key that nobody has published. */
  readonly strangersKey: CryptoKey;
  /** What was asked of it: verb, path and body. */
  readonly asked: string[];
  /** What it says of access tokens; it knows none without. */
  information: object | undefined;
  /** An ID token of Ana for the audience `terrane`, with other claims where they are given. */
  signed(claims?: object, options?: { readonly signer?: CryptoKey; readonly header?: object }): Promise<string>;
  stop(): void;
}

export const CLAIMS = { sub: '12', email: 'Ana@Example.org', email_verified: true };

/** Seconds since 1970. */
export const now = () => Math.floor(Date.now() / 1000);

export async function startProvider(): Promise<TestProvider> {
  const [own, strangers] = [await generateKeyPair('RS256'), await generateKeyPair('RS256')];
  const keys = [{ ...(await exportJWK(own.publicKey)), kid: 'one', alg: 'RS256' }];
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    asked.push(`${request.method} ${request.url} ${body}`);
    const replies: { [path: string]: object | undefined } = {
      '/.well-known/openid-configuration': { issuer, jwks_uri: `${issuer}/keys` },
      '/keys': { keys },
      '/tokeninfo': provider.information,
    };
    const reply = replies[request.url ?? ''];
    response.writeHead(reply ? 200 : 400, { 'content-type': 'application/json' }).end(JSON.stringify(reply ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider: TestProvider = {
    issuer,
    strangersKey: strangers.privateKey,
    asked,
    information: undefined,
    signed(claims = {}, { signer = own.privateKey, header = {} } = {}) {
      const all = { iss: issuer, aud: 'terrane', iat: now(), exp: now() + 600, ...CLAIMS, ...claims };
      return new SignJWT(all).setProtectedHeader({ alg: 'RS256', kid: 'one', ...header }).sign(signer);
    },
    stop: () => server.close(),
  };
  return provider;
}
