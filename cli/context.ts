import type { Command } from 'commander';
import { Client } from './client.ts';
import { Output } from './output.ts';

/** What all commands that call a server have. */
export interface Context {
  readonly client: Client;
  readonly output: Output;
}

interface GlobalOptions {
  readonly url: string;
  readonly project: string;
  readonly token?: string;
  readonly json?: boolean;
}

/** The server and the form of the output that a command's global options name. */
export function contextOf(command: Command): Context {
  // Not the option's default: that would be shown with the help.
  const { url, project, token = process.env['TERRANE_TOKEN'], json = false } = command.optsWithGlobals<GlobalOptions>();
  return { client: new Client({ url: url.replace(/\/+$/, ''), project, token }), output: new Output(json) };
}
