import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from './local-server.ts';

/** A server with the samples that is there for one thing. */
export interface FreshServer {
  readonly url: string;
  /** Where it keeps everything; files of one's own may be put there, too. */
  readonly folder: string;
}

/**
 * Starts a server that takes everybody on this machine, and removes it with all that it kept when the work is done.
 * @param meanwhile is started when the server answers, before its samples are there
 */
export async function withFreshServer<T, M>(
  meanwhile: (server: FreshServer) => Promise<M>,
  work: (server: FreshServer, before: M) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'terrane-fresh-'));
  try {
    const server = await startServer({
      PORT: '0',
      HIGH_VOLUME_PORT: '',
      HOST: '127.0.0.1',
      TERRANE_DATA: folder,
      TERRANE_AUTH: 'open',
      // Whatever runs beside this: nothing of it is used.
      FIRESTORE_EMULATOR_HOST: '',
    });
    const fresh = { url: server.url, folder };
    try {
      const [before] = await Promise.all([
        meanwhile(fresh),
        Promise.race([server.samples, once(server.process, 'exit')]),
      ]);
      return await work(fresh, before);
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
