import { storage } from '../../google/clients.ts';
import type { ObjectReference } from '../../google/object-reference.ts';
import { bucketRefusal, storageStatus } from '../../google/storage-errors.ts';
import type { ObjectPlace } from '../../storage-names.ts';

/** Most sources of one call of Cloud Storage. */
const MAX_SOURCES = 32;

/** An object that has been put together. */
export interface Composed extends ObjectReference {
  /** Bytes. */
  readonly size: number;
}

/**
 * Puts objects of one bucket together, in their order, without moving their bytes: groups of 32 first, then groups of
 * groups. May be repeated as long as the sources are there.
 * @param folder where objects between the sources and the destination are put
 */
export async function composeObjects(
  sources: readonly ObjectReference[],
  destination: ObjectPlace,
  { folder, contentType }: { readonly folder: ObjectPlace; readonly contentType: string },
): Promise<Composed> {
  let level: readonly ObjectReference[] = sources;
  for (let depth = 0; level.length > MAX_SOURCES; depth++) {
    const next: ObjectReference[] = [];
    for (let start = 0; start < level.length; start += MAX_SOURCES) {
      const object = `${folder.object}compose-${depth}-${start / MAX_SOURCES}`;
      next.push(
        await compose(level.slice(start, start + MAX_SOURCES), { ...folder, object }, 'application/octet-stream'),
      );
    }
    level = next;
  }
  return compose(level, destination, contentType);
}

async function compose(
  sources: readonly ObjectReference[],
  { bucket, object }: ObjectPlace,
  contentType: string,
): Promise<Composed> {
  const target = storage()
    .bucket(bucket)
    .file(object, { metadata: { contentType } } as object);
  target.metadata.contentType = contentType;
  const files = sources.map((source) =>
    storage().bucket(bucket).file(source.object, { generation: source.generation }),
  );
  try {
    // What is there now may be replaced; what somebody else puts there in the meantime may not.
    await storage()
      .bucket(bucket)
      .combine(files, target, { ifGenerationMatch: await generationOf({ bucket, object }) });
  } catch (error) {
    throw bucketRefusal(bucket, error) ?? error;
  }
  const [{ generation, size }] = await target.getMetadata();
  return { bucket, object, generation: String(generation), size: Number(size) };
}

/** The generation of an object; 0 if there is none, as preconditions have it. */
async function generationOf({ bucket, object }: ObjectPlace): Promise<number | string> {
  try {
    const [{ generation }] = await storage().bucket(bucket).file(object).getMetadata();
    return generation ?? 0;
  } catch (error) {
    if (storageStatus(error) === 404) return 0;
    throw error;
  }
}
