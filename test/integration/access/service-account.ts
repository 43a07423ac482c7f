import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportPKCS8, generateKeyPair, jwtVerify, SignJWT } from 'jose';

/** A service account with a key, and the server that gives tokens for what is signed by it (RFC 7523), as Google's does. */
export interface ServiceAccount {
  readonly email: string;
  /** The file that people download for such a key, as JSON. */
  readonly key: object;
  /** A token, got by the key. */
  token(): Promise<string>;
  stop(): void;
}

/** Whom the assertions are for, wherever they are sent: the Python library writes always this. */
const AUDIENCE = 'https://oauth2.googleapis.com/token';
const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/**
 * Makes a service account.
 * @param issue gives the tokens of an account
 */
export async function makeServiceAccount(
  email: string,
  issue: (email: string) => Promise<string>,
): Promise<ServiceAccount> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const form = new URLSearchParams(body);
    const valid =
      form.get('grant_type') === GRANT &&
      (await jwtVerify(form.get('assertion') ?? '', publicKey, { issuer: email, audience: AUDIENCE }).catch(
        () => undefined,
      ));
    response.writeHead(valid ? 200 : 400, { 'content-type': 'application/json' });
    const reply = valid
      ? { access_token: await issue(email), token_type: 'Bearer', expires_in: 600 }
      : { error: 'invalid_grant' };
    response.end(JSON.stringify(reply));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const uri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`;
  return {
    email,
    key: {
      type: 'service_account',
      client_email: email,
      private_key_id: 'one',
      private_key: await exportPKCS8(privateKey),
      token_uri: uri,
    },
    async token() {
      const assertion = await new SignJWT({ scope: 'https://www.googleapis.com/auth/earthengine' })
        .setProtectedHeader({ alg: 'RS256' })
        .setIssuer(email)
        .setAudience(AUDIENCE)
        .setIssuedAt()
        .setExpirationTime('5m')
        .sign(privateKey);
      const body = new URLSearchParams({ grant_type: GRANT, assertion });
      const response = await fetch(uri, { method: 'POST', body });
      return ((await response.json()) as { access_token: string }).access_token;
    },
    stop: () => server.close(),
  };
}
