import { storage } from '../../functions/shared/google/storage.ts';

/** Makes a bucket that is not there yet. */
export async function makeBucket(name: string): Promise<void> {
  const bucket = storage().bucket(name);
  const [exists] = await bucket.exists();
  if (!exists) await bucket.create();
}
