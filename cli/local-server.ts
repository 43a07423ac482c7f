import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Failure } from './failure.ts';

const EXTENSION = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
const START = fileURLToPath(new URL(`../infra/local/start.${EXTENSION}`, import.meta.url));

/** A server on this machine, in a process of its own. */
export interface LocalServer {
  readonly url: string;
  /** The address for many small requests. */
  readonly highVolumeUrl: string;
  readonly process: ChildProcess;
  /** Resolved when the samples are there. */
  readonly samples: Promise<void>;
  /** Ends it, and waits until it has ended. */
  stop(): Promise<void>;
}

/**
 * Starts a server, and waits until it is ready.
 * @param env the environment variables that it goes by, besides those of this process
 * @param report is called with each line that it writes
 * @throws Failure with what it wrote, if it ends before
 */
export async function startServer(
  env: Readonly<Record<string, string>>,
  report: (line: string) => void = () => {},
): Promise<LocalServer> {
  const child = spawn(process.execPath, [START], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let written = '';
  let haveSamples = () => {};
  const samples = new Promise<void>((resolve) => {
    haveSamples = resolve;
  });
  const [url, highVolumeUrl] = await new Promise<[string, string]>((resolve, reject) => {
    const take = (bytes: Buffer) => {
      written += bytes.toString();
      for (const line of bytes.toString().split('\n')) if (line !== '') report(line);
      const [, found, other] = /Terrane is ready at (\S+) \(high volume: (\S+)\)/.exec(written) ?? [];
      if (found && other) resolve([found, other]);
      if (written.includes('The samples are there.')) haveSamples();
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    void ended.then(() => reject(new Failure(written.trim() || 'The server did not start.')));
  });
  return {
    url,
    highVolumeUrl,
    process: child,
    samples,
    stop() {
      child.kill('SIGTERM');
      return ended;
    },
  };
}
