import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const HERE = fileURLToPath(new URL('.', import.meta.url));
const FIREBASE = fileURLToPath(new URL('node_modules/firebase-tools/lib/bin/firebase.js', import.meta.url));

/** A project whose name begins with `demo-`: the suite asks nothing of Google for it. */
export const PROJECT = 'demo-terrane';

/** Installs firebase-tools, if it is not there: as the lock file of this folder says. */
export function installTools(): void {
  if (existsSync(FIREBASE)) return;
  console.log('Installing the Firebase emulator suite in infra/firebase, once: two minutes, 600 MB.');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: HERE, stdio: 'inherit' });
  if (status !== 0) throw new Error('The Firebase emulator suite could not be installed.');
}

/** Runs a command of firebase-tools to its end, in the root of the repository; gives its exit code. */
export async function firebase(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<number> {
  const child = spawn(process.execPath, [FIREBASE, ...args, '--project', PROJECT], {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  // The terminal sends SIGINT to both. The suite needs some seconds to end, and its cloud must outlive it.
  const ignore = () => {};
  const pass = () => child.kill('SIGTERM');
  process.on('SIGINT', ignore).on('SIGTERM', pass);
  const [code] = (await once(child, 'exit')) as [number | null];
  process.off('SIGINT', ignore).off('SIGTERM', pass);
  return code ?? 1;
}
