import { setMaxListeners } from 'node:events';
import type { Readable } from 'node:stream';
import { Budget } from '../budget.ts';
import { meter } from '../measures/meter.ts';
import type { ObjectReference } from './object-reference.ts';
import { storage } from './storage.ts';

/** A part of an object: its first byte and the first one behind it. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** The client reads a reply through two pipelines, which add eleven listeners to it: a fixed number, so Node need not warn of a leak. */
const BODY_LISTENERS = 16;

/** The bytes of an object in one state of it, as they are stored. A whole one is checked against its checksum at its end; parts cannot be. */
export function openObject({ bucket, object, generation }: ObjectReference, range?: ByteRange): Readable {
  const file = storage().bucket(bucket).file(object, { generation });
  const options = range ? { start: range.start, end: range.end - 1, validation: false } : {};
  // Bytes are read as they are stored: a small object could be inflated to any size.
  const stream = file.createReadStream({ ...options, decompress: false });
  stream.once('response', (response: Readable) => setMaxListeners(BODY_LISTENERS, response));
  return stream;
}

/** The most reads that a thread has under way: each has a connection of its own. */
const READS = 32;

const reads = new Budget(READS);

/**
 * The bytes of a range of an object, written into an array that is as long as the range.
 * @returns their number: less, where the object ends before
 */
export function readObjectInto(reference: ObjectReference, range: ByteRange, target: Uint8Array): Promise<number> {
  return reads.hold(1, async () => {
    let at = 0;
    for await (const piece of openObject(reference, range) as AsyncIterable<Buffer>) {
      target.set(piece, at);
      at += piece.length;
    }
    meter.bytesRead += at;
    return at;
  });
}

/** The bytes of an object, or of a range of it, at once. */
export function readObject(reference: ObjectReference, range?: ByteRange): Promise<Buffer> {
  return reads.hold(1, async () => {
    const pieces: Buffer[] = [];
    for await (const piece of openObject(reference, range) as AsyncIterable<Buffer>) {
      pieces.push(piece);
      meter.bytesRead += piece.length;
    }
    return pieces.length === 1 ? pieces[0] : Buffer.concat(pieces);
  });
}
