import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { Client } from '../client.ts';
import { contextOf } from '../context.ts';
import { withFreshServer } from '../fresh-server.ts';
import { writePrivately } from '../keys/key-file.ts';
import { earthengineConfiguration, makeKey } from '../keys/make-key.ts';

/** `terrane exec -- COMMAND`: runs a command beside a fresh server with the samples, and ends with the command's exit code. */
export const EXEC = new Command('exec')
  .description(
    'run a command, such as tests of scripts, beside a fresh server with the samples; it ends with the command',
  )
  .argument('<command...>', 'the command and its arguments, behind --')
  .addHelpText(
    'after',
    '\nThe command finds TERRANE_URL and TERRANE_PROJECT in its environment, and credentials where the official clients look for them\n(EE_CONFIG_FILE, GOOGLE_APPLICATION_CREDENTIALS).\n\nExamples:\n  terrane exec -- pytest\n  terrane exec -- node --test\n  terrane exec -- earthengine ls',
  )
  .action(async ([command = '', ...args]: string[], _, self: Command) => {
    const { project } = contextOf(self).client.target;
    process.exitCode = await withFreshServer(
      ({ url, folder }) => signIn(url, project, folder),
      ({ url }, signedIn) => run(command, args, { TERRANE_URL: url, TERRANE_PROJECT: project, ...signedIn }),
    );
  });

/**
 * Makes a key, so that the official Python client and the command `earthengine` find credentials where they look for them: they do not go without.
 * @returns the variables that say where
 */
async function signIn(url: string, project: string, folder: string): Promise<Record<string, string>> {
  const key = await makeKey(new Client({ url, project, credentials: undefined }), 'exec');
  const [keyFile, configuration] = [join(folder, 'exec.key.json'), join(folder, 'earthengine.json')];
  writePrivately(keyFile, key);
  writePrivately(configuration, earthengineConfiguration(key, keyFile));
  return {
    TERRANE_KEY: keyFile,
    EE_CONFIG_FILE: configuration,
    GOOGLE_APPLICATION_CREDENTIALS: keyFile,
    GOOGLE_CLOUD_QUOTA_PROJECT: project,
  };
}

/** @returns the exit code; 127 if there is no such command, and 128 and the signal's number if one ended it, as shells have it */
function run(command: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<number> {
  const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  const pass = (signal: NodeJS.Signals) => child.kill(signal);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, pass);
  return new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(`terrane exec: ${error.message}`);
      resolve(127);
    });
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal ?? 'SIGTERM']));
  });
}
