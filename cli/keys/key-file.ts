import { readFileSync, writeFileSync } from 'node:fs';
import { importPKCS8, SignJWT } from 'jose';
import { z } from 'zod';
import type { Credentials } from '../client.ts';
import { Failure } from '../failure.ts';

/**
 * The file of a key: that of a service account, as Google's libraries read it (GOOGLE_APPLICATION_CREDENTIALS), with the server and the project beside it, which the
 * command `earthengine --service_account_file` reads, too.
 */
const keyFile = z.object({
  type: z.literal('service_account'),
  client_email: z.string(),
  private_key_id: z.string(),
  private_key: z.string(),
  token_uri: z.string(),
  url: z.string().optional(),
  project: z.string().optional(),
});
export type KeyFile = z.output<typeof keyFile>;

/** @throws Failure */
export function readKeyFile(path: string): KeyFile {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new Failure(`The key cannot be read: ${(error as Error).message}`);
  }
  try {
    return keyFile.parse(JSON.parse(text));
  } catch {
    throw new Failure(`${path} is no file of a key, as 'terrane key create' writes it.`);
  }
}

/** Writes a file that only its owner may read. @throws Failure if it is there already */
export function writePrivately(path: string, content: object): void {
  try {
    writeFileSync(path, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    throw new Failure(`The file cannot be written: ${(error as Error).message}`);
  }
}

/** Seconds of its life for which a token is not used any more. */
const MARGIN = 60;

const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/** Gets tokens for a key, each for as long as it counts. */
export function keyCredentials(key: KeyFile): Credentials {
  let token: Promise<{ readonly access_token: string; readonly until: number }> | undefined;
  return async () => {
    token ??= askForToken(key);
    const known = await token;
    if (known.until > Date.now()) return known.access_token;
    token = askForToken(key);
    return (await token).access_token;
  };
}

async function askForToken(key: KeyFile) {
  const assertion = await signed(key);
  const body = new URLSearchParams({ grant_type: GRANT, assertion });
  const reply = await fetch(key.token_uri, { method: 'POST', body }).catch(() => {
    throw new Failure(`There is no server at ${key.token_uri}, from which the key gets its tokens.`);
  });
  const answer = (await reply.json().catch(() => ({}))) as {
    readonly access_token?: string;
    readonly expires_in?: number;
    readonly error_description?: string;
  };
  if (!reply.ok || answer.access_token === undefined) {
    const reason = answer.error_description ?? `${key.token_uri} answers with ${reply.status}.`;
    throw new Failure(
      `The key is not taken: ${reason} It may have been deleted, or this machine's clock may be wrong.`,
    );
  }
  return {
    access_token: answer.access_token,
    until: Date.now() + ((answer.expires_in ?? 0) - MARGIN) * 1_000,
  };
}

async function signed({ client_email, private_key, private_key_id, token_uri }: KeyFile): Promise<string> {
  const key = await importPKCS8(private_key, 'RS256').catch(() => {
    throw new Failure('The private key of the file cannot be read.');
  });
  return new SignJWT({ scope: '' })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: private_key_id })
    .setIssuer(client_email)
    .setAudience(token_uri)
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(key);
}
