import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import type { Client } from '../client.ts';
import type { KeyFile } from './key-file.ts';

/** A key as the API tells of it. */
export interface Key {
  readonly name: string;
  readonly account: string;
  readonly creator: string;
  readonly createTime: string;
  readonly expireTime?: string;
}

/** Bits of the modulus. */
const BITS = 2_048;

/**
 * Makes a key of an account, here: the server gets its public half.
 * @returns the content of its file
 */
export async function makeKey(client: Client, account: string, expireTime?: string): Promise<KeyFile> {
  const { url, project } = client.target;
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: BITS,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const body = { account, publicKey, ...(expireTime === undefined ? {} : { expireTime }) };
  const key = await client.post<Key>(`${client.parent}/keys`, body);
  return {
    type: 'service_account',
    client_email: key.account,
    private_key_id: keyId(key),
    private_key: privateKey,
    token_uri: `${url}/token`,
    url,
    project,
  };
}

export function keyId({ name }: Pick<Key, 'name'>): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

/** The configuration of the command `earthengine` (EE_CONFIG_FILE) for a key. @param file where the key's is */
export function earthengineConfiguration({ client_email, url, project }: KeyFile, file: string): object {
  return { account: client_email, private_key: file, url, project };
}
