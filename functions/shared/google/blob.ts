import { invalid } from '../errors.ts';
import { storage } from './clients.ts';

/** Most bytes of an object that is read as a value. */
const MAX_BYTES = 10_485_760;

/** The contents of an object, which must not be large. */
export async function readBlob(url: string): Promise<Uint8Array> {
  const [, bucket, object] = /^gs:\/\/([^/]+)\/(.+)$/.exec(url) ?? [];
  const file = storage().bucket(bucket).file(object);
  try {
    const [{ size }] = await file.getMetadata();
    if (Number(size) > MAX_BYTES) throw invalid(`Blob: ${url} has ${size} bytes; at most ${MAX_BYTES} can be read.`);
    return (await file.download())[0];
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 404) throw invalid(`Blob: ${url} does not exist.`);
    throw error;
  }
}
