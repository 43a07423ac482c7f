import { storage, uploadBucket } from '../../functions/shared/google/storage.ts';

/** How long uploads are kept that nobody has imported, in milliseconds: a day. In the cloud a rule of the bucket deletes them. */
const KEPT = 24 * 3_600_000;

/** Deletes uploads that are older. */
export async function removeOldUploads(now = Date.now()): Promise<void> {
  const [files] = await storage().bucket(uploadBucket()).getFiles();
  const old = files.filter(({ metadata }) => Date.parse(metadata.timeCreated ?? '') < now - KEPT);
  await Promise.all(old.map((file) => file.delete({ ignoreNotFound: true })));
}
