import { Storage, type StorageOptions } from '@google-cloud/storage';
import { startStorage } from '../../../infra/local/storage/server.ts';

/** The Cloud Storage under test, reached by the official client alone. */
export interface StorageSubject {
  storage: Storage;
  /** Without a slash at the end. */
  url: string;
  stop(): Promise<void>;
}

/** Starts our server, or takes the one that `STORAGE_EMULATOR_HOST` names. */
export async function storageSubject(options: StorageOptions = {}): Promise<StorageSubject> {
  const given = process.env['STORAGE_EMULATOR_HOST'];
  const server = given ? undefined : await startStorage();
  const url = given ?? server!.url;
  process.env['STORAGE_EMULATOR_HOST'] = url;
  const storage = new Storage({ projectId: 'terrane-test', ...options });
  return {
    storage,
    url,
    async stop() {
      if (!given) delete process.env['STORAGE_EMULATOR_HOST'];
      await server?.stop();
    },
  };
}

/** The status of a call that must fail (HTTP, as the client tells it). */
export async function statusOf(call: Promise<unknown>): Promise<number> {
  try {
    await call;
  } catch (error) {
    const { code } = error as { code?: number | string };
    return Number(code);
  }
  throw new Error('The call succeeded, though it had to fail');
}
