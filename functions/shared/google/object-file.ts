import type { RangeFile } from '../table/zip/zip.ts';
import { storage } from './clients.ts';
import { storageStatus } from './storage-errors.ts';

/** An object of a gs:// URI in its present state, as a file to be read from its beginning; undefined if there is none. */
export async function objectFile(uri: string): Promise<RangeFile | undefined> {
  const [, bucket, object] = /^gs:\/\/([^/]+)\/(.+)$/.exec(uri) ?? [];
  try {
    const [{ generation, size }] = await storage().bucket(bucket).file(object).getMetadata();
    const file = storage()
      .bucket(bucket)
      .file(object, { ...(generation === undefined ? {} : { generation }) });
    return {
      name: uri,
      size: Number(size),
      open: () => file.createReadStream({ validation: false }),
      openRange: (start, end) => file.createReadStream({ start, end: end - 1, validation: false }),
    };
  } catch (error) {
    if (storageStatus(error) === 404) return undefined;
    throw error;
  }
}
