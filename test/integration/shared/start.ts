import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { TestProject } from 'vitest/node';

/** Where the Terrane is that test files share: its address, and the environment that points the clients at its cloud. */
export interface SharedTerrane {
  readonly url: string;
  /** The address of the high-volume endpoint. */
  readonly highVolumeUrl: string;
  readonly env: Readonly<Record<string, string>>;
}

declare module 'vitest' {
  interface ProvidedContext {
    terrane: SharedTerrane;
  }
}

/**
 * Starts one Terrane with its samples for all files that do not need their own, in a process of its own; gives what ends it.
 * With TERRANE_TEST_BUILT it is the one that is deployed.
 */
export default async function start(project: TestProject): Promise<() => Promise<void>> {
  const server = fork(new URL(process.env['TERRANE_TEST_BUILT'] ? 'built.ts' : 'serve.ts', import.meta.url));
  const ended = once(server, 'exit');
  const shared = await Promise.race([
    once(server, 'message').then(([message]) => message as SharedTerrane),
    ended.then(([code]) => Promise.reject(new Error(`The Terrane of the tests ended with ${code}.`))),
  ]);
  project.provide('terrane', shared);
  return async () => {
    server.disconnect();
    await ended;
  };
}
