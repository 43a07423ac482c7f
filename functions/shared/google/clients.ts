import { Firestore } from '@google-cloud/firestore';
import { IdempotencyStrategy, Storage } from '@google-cloud/storage';
import { CloudTasksClient } from '@google-cloud/tasks';
import { credentials } from '@grpc/grpc-js';
import { SETTINGS } from '../settings.ts';
import { RunningCrc32c } from './running-crc32c.ts';

/** Something made at its first use and kept. */
function once<T>(make: () => T): () => T {
  let value: T | undefined;
  return () => {
    value ??= make();
    return value;
  };
}

/**
 * The project whose Firestore, Storage and Tasks hold Terrane's state. The projects that requests name (`projects/P/…`)
 * are Terrane's own name spaces within it.
 */
export function hostProject(): string {
  return SETTINGS.hostProject.read();
}

/** Firestore; FIRESTORE_EMULATOR_HOST is understood by the client itself. */
export const firestore = once(() => new Firestore({ projectId: hostProject(), ignoreUndefinedProperties: true }));

/**
 * Cloud Storage; STORAGE_EMULATOR_HOST is understood by the client itself.
 *
 * All calls are repeated when they fail for a while: Terrane makes none that may not be carried out twice. By its own rule the client does not
 * repeat those without a precondition, and switches the repeating off for all calls that are made in the meantime; of two such calls at a
 * time the one that ends last leaves it off for good.
 */
export const storage = once(
  () =>
    new Storage({
      projectId: hostProject(),
      crc32cGenerator: () => new RunningCrc32c(),
      retryOptions: { idempotencyStrategy: IdempotencyStrategy.RetryAlways },
    }),
);

/** Cloud Tasks; its client knows no emulator, so CLOUD_TASKS_EMULATOR_HOST ("host:port") is applied here. */
export const cloudTasks = once(() => {
  const host = SETTINGS.tasksEmulator.read();
  if (!host) return new CloudTasksClient({ projectId: hostProject() });
  const [apiEndpoint, port] = host.split(':');
  return new CloudTasksClient({
    projectId: hostProject(),
    apiEndpoint,
    port: Number(port),
    sslCreds: credentials.createInsecure(),
    // Without this the client asks the metadata server of Google Cloud for credentials, only to learn their domain.
    clientOptions: { universeDomain: 'googleapis.com' },
  });
});

/** The bucket of the files that users upload. */
export function uploadBucket(): string {
  return SETTINGS.uploads.read();
}

/** The bucket that holds the assets' rasters. */
export function assetBucket(): string {
  return SETTINGS.bucket.read();
}
