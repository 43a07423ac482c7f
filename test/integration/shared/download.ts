import { readObject } from '../../../functions/shared/google/read-object.ts';
import { storage } from '../../../functions/shared/google/storage.ts';

/**
 * The bytes of an object, checked against its checksum. The client's own `download` adds more listeners to the reply than Node expects, a fixed
 * number, and has it warn of a leak that there is not.
 */
export async function download(bucket: string, object: string): Promise<Buffer> {
  const [{ generation }] = await storage().bucket(bucket).file(object).getMetadata();
  return readObject({ bucket, object, generation: String(generation) });
}
