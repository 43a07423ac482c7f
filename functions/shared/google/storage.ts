import { IdempotencyStrategy, Storage } from '@google-cloud/storage';
import { SETTINGS } from '../settings.ts';
import { hostProject } from './host-project.ts';
import { once } from './once.ts';
import { RunningCrc32c } from './running-crc32c.ts';

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

/** The bucket of the files that users upload. */
export function uploadBucket(): string {
  return SETTINGS.uploads.read();
}

/** The bucket that holds the assets' rasters. */
export function assetBucket(): string {
  return SETTINGS.bucket.read();
}
