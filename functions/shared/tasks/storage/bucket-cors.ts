import { storage } from '../../google/storage.ts';
import { bucketRefusal, storageStatus } from '../../google/storage-errors.ts';

/** A rule of a bucket for pages of other sites. */
interface CorsRule {
  readonly origin?: string[];
  readonly method?: string[];
}

/** Seconds for which a browser remembers what it may. */
const MAX_AGE = 3600;

/** Attempts where others change the bucket at the same time. */
const ATTEMPTS = 5;

/**
 * Lets pages of some sites read the files of a bucket by JavaScript: what the bucket allows already stays.
 * @param origins as `https://example.org`, or `*` for all
 * @throws NOT_FOUND and PERMISSION_DENIED for a bucket that cannot be changed
 */
export async function allowOrigins(bucket: string, origins: readonly string[]): Promise<void> {
  if (origins.length === 0) return;
  for (let attempt = 1; ; attempt++) {
    try {
      const [{ cors = [], metageneration }] = await storage().bucket(bucket).getMetadata();
      const missing = origins.filter((origin) => !cors.some((rule) => allows(rule, origin)));
      if (missing.length === 0) return;
      const rule = {
        origin: missing,
        method: ['GET', 'HEAD'],
        responseHeader: ['Content-Type'],
        maxAgeSeconds: MAX_AGE,
      };
      await storage()
        .bucket(bucket)
        .setMetadata({ cors: [...cors, rule] }, { ifMetagenerationMatch: metageneration });
      return;
    } catch (error) {
      if (storageStatus(error) !== 412 || attempt === ATTEMPTS) throw bucketRefusal(bucket, error) ?? error;
    }
  }
}

function allows({ origin = [], method = [] }: CorsRule, wanted: string): boolean {
  return method.includes('GET') && (origin.includes(wanted) || origin.includes('*'));
}
