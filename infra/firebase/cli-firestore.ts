import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/**
 * Google's Firestore emulator as the Google Cloud CLI installs it (`gcloud components install cloud-firestore-emulator`): it runs on an older
 * Java than the one of the Firebase suite, and needs no download. It goes by the same rules.
 */

const RULES = fileURLToPath(new URL('../../firestore.rules', import.meta.url));
const MAIN = 'com.google.cloud.datastore.emulator.firestore.CloudFirestore';
const SECONDS_TO_START = 60;

/** The emulator's file; undefined if it is not installed. */
export function findCliFirestore(): string | undefined {
  const cli = (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'gcloud'))
    .find((file) => existsSync(file));
  if (cli === undefined) return undefined;
  const sdk = dirname(dirname(realpathSync(cli)));
  const file = join(sdk, 'platform/cloud-firestore-emulator/cloud-firestore-emulator.jar');
  return existsSync(file) ? file : undefined;
}

/** A Firestore with our rules, at the loopback address. */
export interface RuledFirestore {
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * Starts the emulator with `firestore.rules`.
 * @param file from `findCliFirestore`
 */
export async function startCliFirestore(file: string, port: number): Promise<RuledFirestore> {
  const options = ['--host=127.0.0.1', `--port=${port}`, `--rules=${RULES}`];
  const child = spawn('java', ['-Duser.language=en', '-cp', file, MAIN, ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (bytes) => (output = `${output}${bytes}`.slice(-10_000)));
  if (!(await answers(child, port))) {
    await end(child);
    throw new Error(`Google's Firestore emulator does not start:\n${output}`);
  }
  return { port, stop: () => end(child) };
}

async function answers(child: ChildProcess, port: number): Promise<boolean> {
  for (const until = Date.now() + SECONDS_TO_START * 1000; Date.now() < until && child.exitCode === null; ) {
    const reply = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined);
    if (reply?.ok) return true;
    await sleep(100);
  }
  return false;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
