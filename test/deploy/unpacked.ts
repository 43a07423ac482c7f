import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import { makeArchive } from '../../infra/deploy/archive.ts';

const PACKAGES = fileURLToPath(new URL('../../node_modules', import.meta.url));

/** The archive in an empty folder, as Cloud Build has it; the packages are linked instead of installed, to be quick. */
export interface Unpacked {
  readonly folder: string;
  readonly names: readonly string[];
  /** Of the archive. */
  readonly digest: string;
  remove(): void;
}

export async function unpackArchive(): Promise<Unpacked> {
  const folder = mkdtempSync(join(tmpdir(), 'terrane-archive-'));
  const archive = await makeArchive();
  const files = unzipSync(archive);
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
  symlinkSync(PACKAGES, join(folder, 'node_modules'));
  return {
    folder,
    names: Object.keys(files),
    digest: digestOf(archive),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A digest of an archive. */
export function digestOf(archive: Uint8Array): string {
  return createHash('sha256').update(archive).digest('hex');
}

/** A function in a process of its own, started as Cloud Run starts it: by the Functions Framework, known by its port. */
export interface Started {
  readonly process: ChildProcess;
  /** What it has written so far. */
  output(): string;
  /** Resolved when it listens, which it does once the function is loaded. */
  ready(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts a function of the archive.
 * @param node the Node.js to run it with
 */
export function startFunction(
  folder: string,
  target: string,
  port: number,
  environment: Record<string, string>,
  node = process.execPath,
): Started {
  const framework = join(folder, 'node_modules/@google-cloud/functions-framework/build/src/main.js');
  const child = spawn(node, [framework, `--target=${target}`], {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', PORT: String(port), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (output += String(bytes)));
  return {
    process: child,
    output: () => output,
    async ready() {
      const end = Date.now() + 60_000;
      while (Date.now() < end && child.exitCode === null) {
        if (await listens(port)) return;
        await sleep(50);
      }
      throw new Error(`${target} does not listen: ${output}`);
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function listens(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect(port, '127.0.0.1', () => {
    socket.destroy();
    resolve(true);
  });
  socket.on('error', () => resolve(false));
  return promise;
}

/** A port of the loopback address that is free. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('There is no free port.');
  return address.port;
}
