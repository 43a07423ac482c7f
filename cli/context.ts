import type { Command } from 'commander';
import { Client, type Credentials } from './client.ts';
import { keyCredentials, readKeyFile } from './keys/key-file.ts';
import { Output } from './output.ts';

export const DEFAULT_URL = 'http://127.0.0.1:8080';
export const DEFAULT_PROJECT = 'terrane-demo';

/** What all commands that call a server have. */
export interface Context {
  readonly client: Client;
  readonly output: Output;
}

interface GlobalOptions {
  readonly url?: string;
  readonly project?: string;
  readonly token?: string;
  readonly key?: string;
  readonly json?: boolean;
}

/** The text of a variable; one that is empty counts as not set. */
function variable(name: string): string | undefined {
  return process.env[name] || undefined;
}

/**
 * The server and the form of the output that a command's global options name, the file of `--key` among them, else the environment, else the file of TERRANE_KEY.
 * @throws Failure for a file of a key that cannot be read
 */
export function contextOf(command: Command): Context {
  const options = command.optsWithGlobals<GlobalOptions>();
  const token = options.token ?? (options.key === undefined ? variable('TERRANE_TOKEN') : undefined);
  const file = options.key ?? (token === undefined ? variable('TERRANE_KEY') : undefined);
  const key = file === undefined ? undefined : readKeyFile(file);
  const credentials: Credentials | undefined = key
    ? keyCredentials(key)
    : token === undefined
      ? undefined
      : async () => token;
  // A key that the command names is for its own server, whatever the environment says: another one must not see its tokens.
  const named = options.key === undefined ? undefined : key;
  const url = options.url ?? named?.url ?? variable('TERRANE_URL') ?? key?.url ?? DEFAULT_URL;
  const project = options.project ?? named?.project ?? variable('TERRANE_PROJECT') ?? key?.project ?? DEFAULT_PROJECT;
  return {
    client: new Client({ url: url.replace(/\/+$/, ''), project, credentials }),
    output: new Output(options.json ?? false),
  };
}
