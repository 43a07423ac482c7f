import { closeSync, createReadStream, openSync, readFileSync, readSync } from 'node:fs';
import type { ByteRange } from '../../../functions/shared/api/http/byte-range.ts';
import type { BlobFolder } from './blob-folder.ts';
import type { Piece } from './object-store.ts';

/** Up to this many bytes are read at once: an answer of one write is quicker than a stream. */
const AT_ONCE = 1 << 20;

/** Bytes of an object, at once or as a stream; `release` is to be called when they are sent. */
export interface Contents {
  body: Buffer | AsyncIterable<Uint8Array>;
  release: () => void;
}

/** Reads a range of an object from the pieces that cover it. The blobs are held until released. */
export function readContents(blobs: BlobFolder, pieces: readonly Piece[], range: ByteRange): Contents {
  const release = blobs.hold(pieces.map((piece) => piece.blob));
  if (range.end - range.begin > AT_ONCE) return { body: streamPieces(blobs, pieces, range), release };
  try {
    return { body: readPieces(blobs, pieces, range), release };
  } catch (error) {
    release();
    throw error;
  }
}

function readPieces(blobs: BlobFolder, pieces: readonly Piece[], range: ByteRange): Buffer {
  const buffer = Buffer.allocUnsafe(range.end - range.begin);
  for (const { blob, begin, end, at } of cuts(pieces, range)) {
    const file = openSync(blobs.path(blob), 'r');
    try {
      for (let done = begin; done < end; ) {
        const read = readSync(file, buffer, at + done - begin, end - done, done);
        if (read === 0) throw new Error(`The content file ${blob} is shorter than recorded`);
        done += read;
      }
    } finally {
      closeSync(file);
    }
  }
  return buffer;
}

async function* streamPieces(blobs: BlobFolder, pieces: readonly Piece[], range: ByteRange): AsyncGenerator<Buffer> {
  for (const { blob, begin, end } of cuts(pieces, range)) {
    const path = blobs.path(blob);
    // A composite of many small parts: a file read whole costs less than a stream set up.
    if (begin === 0 && end - begin <= AT_ONCE) {
      const whole = readFileSync(path);
      yield whole.length === end ? whole : whole.subarray(0, end);
    } else {
      yield* createReadStream(path, { start: begin, end: end - 1, highWaterMark: 1 << 18 });
    }
  }
}

/** The part of each blob that falls into the range: from `begin` to `end` of the blob, `at` bytes into the range. */
function* cuts(pieces: readonly Piece[], range: ByteRange) {
  for (const { blob, start, length } of pieces) {
    const begin = Math.max(range.begin - start, 0);
    const end = Math.min(range.end - start, length);
    if (begin < end) yield { blob, begin, end, at: start + begin - range.begin };
  }
}
