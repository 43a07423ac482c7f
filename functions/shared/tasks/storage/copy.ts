import { goneMeanwhile } from '../../google/object-file.ts';
import type { ObjectReference } from '../../google/object-reference.ts';
import { storage } from '../../google/storage.ts';
import { bucketRefusal, storageStatus } from '../../google/storage-errors.ts';
import type { ObjectPlace } from '../../storage-names.ts';

/** What Cloud Storage answers to a part of a copy: a token for the next part, until all is copied. */
interface Rewritten {
  readonly rewriteToken?: string;
  readonly resource?: { readonly generation?: string };
}

/**
 * Copies one state of an object within Cloud Storage: its bytes do not come here. Where an earlier delivery of the same step has made the
 * copy, that is taken.
 * @param signal ends the copying between two of its parts, of which there are several only between distant buckets
 * @throws FAILED_PRECONDITION if that state is not there any more
 */
export async function copyObject(
  source: ObjectReference,
  { bucket, object }: ObjectPlace,
  { contentType, signal }: { readonly contentType: string; readonly signal: AbortSignal },
): Promise<ObjectReference> {
  let token: string | undefined;
  try {
    do {
      signal.throwIfAborted();
      // `File.copy` of the client asks for the rest of a copy without the conditions.
      const [answer] = await storage()
        .bucket(source.bucket)
        .request({
          method: 'POST',
          uri: `/o/${encodeURIComponent(source.object)}/rewriteTo/b/${bucket}/o/${encodeURIComponent(object)}`,
          qs: {
            sourceGeneration: source.generation,
            ifGenerationMatch: 0,
            ...(token === undefined ? {} : { rewriteToken: token }),
          },
          json: { contentType },
        });
      const { rewriteToken, resource } = answer as Rewritten;
      if (resource) return { bucket, object, generation: String(resource.generation) };
      token = rewriteToken;
    } while (token !== undefined);
    throw new TypeError(`Cloud Storage did not say how the copy to gs://${bucket}/${object} goes on.`);
  } catch (error) {
    if (storageStatus(error) !== 412) throw goneMeanwhile(source, error) ?? bucketRefusal(bucket, error) ?? error;
  }
  const [{ generation }] = await storage().bucket(bucket).file(object).getMetadata();
  return { bucket, object, generation: String(generation) };
}
