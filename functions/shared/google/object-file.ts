import { z } from 'zod';
import { invalid, ServiceError } from '../errors.ts';
import type { ObjectPlace } from '../storage-names.ts';
import type { RangeFile } from '../table/zip/zip.ts';
import { type ObjectReference, objectReference } from './object-reference.ts';
import { openObject, readObject } from './read-object.ts';
import { storage } from './storage.ts';
import { storageStatus } from './storage-errors.ts';
import type { StoredOf } from './stored.ts';

/** The state of an object at the time that it was read. */
export const objectState = objectReference.extend({
  /** Bytes. */
  size: z.number(),
  /** When it was written, in milliseconds since 1970. */
  written: z.number(),
});
export type ObjectState = StoredOf<typeof objectState>;

/**
 * The present state of an object; undefined if there is none.
 * @throws INVALID_ARGUMENT for one that is stored compressed: it has no bytes to be read by ranges, and could be inflated to any size
 */
export async function findObject({ bucket, object }: ObjectPlace): Promise<ObjectState | undefined> {
  try {
    const [{ generation, size, timeCreated, contentEncoding }] = await storage()
      .bucket(bucket)
      .file(object)
      .getMetadata();
    checkEncoding(bucket, object, contentEncoding);
    return {
      bucket,
      object,
      generation: String(generation),
      size: Number(size),
      written: Date.parse(timeCreated ?? ''),
    };
  } catch (error) {
    if (storageStatus(error) === 404) return undefined;
    throw error;
  }
}

function checkEncoding(bucket: string, object: string, encoding: string | undefined): void {
  if (!encoding || encoding === 'identity') return;
  throw invalid(
    `gs://${bucket}/${object} is stored with Content-Encoding: ${encoding}, and cannot be read. Upload the file as it is, without 'gzip' options (gsutil -z, -Z, -j, -J).`,
  );
}

/** An object in one state of it, as a file to be read from its beginning or in parts. */
export function objectFile(name: string, state: ObjectState): RangeFile {
  return {
    name,
    size: state.size,
    // Large files would spend more time on their checksums than on being read.
    open: () => pieces(state, openObject(state, state.size > 0 ? { start: 0, end: state.size } : undefined)),
    openRange: (start, end) => pieces(state, openObject(state, { start, end })),
  };
}

/** All bytes of an object that is small. */
export async function objectBytes(reference: ObjectReference): Promise<Uint8Array> {
  try {
    return await readObject(reference);
  } catch (error) {
    throw goneMeanwhile(reference, error) ?? error;
  }
}

async function* pieces(reference: ObjectReference, stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* stream;
  } catch (error) {
    throw goneMeanwhile(reference, error) ?? error;
  }
}

/** The error for an object whose pinned state no longer exists: FAILED_PRECONDITION; undefined for other errors. */
export function goneMeanwhile({ bucket, object }: ObjectPlace, error: unknown): ServiceError | undefined {
  if (storageStatus(error) !== 404) return undefined;
  const message = `gs://${bucket}/${object} was overwritten or deleted while it was read. Start again to read it as it is now.`;
  return new ServiceError('FAILED_PRECONDITION', message, { cause: error });
}
