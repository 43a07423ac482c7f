import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
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
    await pipeline(Readable.from(gathered(bytes), { objectMode: false, highWaterMark: PIECE }), target);
  } catch (error) {
    throw bucketRefusal(bucket, error) ?? error;
  }
  return { bucket, object, generation: String(file.metadata.generation), size: Number(file.metadata.size) };
}

/** Gathers bytes into pieces that are large enough to be sent. */
async function* gathered(bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of bytes) {
    pieces.push(piece);
    size += piece.length;
    if (size < PIECE) continue;
    yield Buffer.concat(pieces);
    pieces = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(pieces);
}
