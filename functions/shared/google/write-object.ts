import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { gathered } from '../table/gathered-bytes.ts';
import { storage } from './storage.ts';
import { bucketRefusal } from './storage-errors.ts';

/** An object that has been written. */
export interface WrittenObject {
  readonly bucket: string;
  readonly object: string;
  readonly generation: string;
  /** Bytes. */
  readonly size: number;
}

/** Bytes that are sent at a time. */
const PIECE = 262_144;

/** Writes an object piece by piece, as its bytes come: it is never in memory as a whole. */
export async function writeObject(
  bucket: string,
  object: string,
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  contentType: string,
): Promise<WrittenObject> {
  const file = storage().bucket(bucket).file(object);
  const target = file.createWriteStream({ resumable: false, contentType });
  try {
    await pipeline(Readable.from(gathered(bytes, PIECE), { objectMode: false, highWaterMark: PIECE }), target);
  } catch (error) {
    throw bucketRefusal(bucket, error) ?? error;
  }
  return { bucket, object, generation: String(file.metadata.generation), size: Number(file.metadata.size) };
}
