import { closeSync, createReadStream, openSync, readFileSync, readSync } from 'node:fs';
import type { ByteRange } from '../../../functions/shared/api/http/byte-range.ts';
import type { BlobFolder } from './blob-folder.ts';
import type { Piece } from './object-store.ts';

/** Files up to this size are read at once. */
const AT_ONCE = 1 << 20;

/** A stretch of a blob. */
interface Cut {
  readonly blob: string;
  readonly begin: number;
  readonly end: number;
}

/** The bytes of a range of an object, which are read one buffer after the other. The blobs are held until it is closed. */
export class RangeReader {
  readonly #blobs: BlobFolder;
  readonly #cuts: Iterator<Cut>;
  readonly #release: () => void;
  #open: { readonly file: number; readonly end: number; readonly blob: string; at: number } | undefined;

  constructor(blobs: BlobFolder, pieces: readonly Piece[], range: ByteRange) {
    this.#blobs = blobs;
    this.#cuts = cuts(pieces, range);
    this.#release = blobs.hold(pieces.map((piece) => piece.blob));
  }

  /**
   * Fills a buffer from its beginning. Synchronous: what is read is mostly in the page cache, and takes less time than a turn through the
   * thread pool.
   * @returns how many bytes it has now, 0 at the end
   */
  read(buffer: Buffer): number {
    let filled = 0;
    while (filled < buffer.length) {
      this.#open ??= this.#next();
      if (!this.#open) break;
      const { file, end, blob, at } = this.#open;
      const read = readSync(file, buffer, filled, Math.min(end - at, buffer.length - filled), at);
      if (read === 0) throw new Error(`The content file ${blob} is shorter than recorded`);
      filled += read;
      this.#open.at += read;
      if (this.#open.at === end) this.#closeFile();
    }
    return filled;
  }

  close(): void {
    this.#closeFile();
    this.#release();
  }

  #next() {
    const { value, done } = this.#cuts.next();
    if (done) return undefined;
    const { blob, begin, end } = value;
    return { file: openSync(this.#blobs.path(blob), 'r'), blob, end, at: begin };
  }

  #closeFile(): void {
    if (this.#open) closeSync(this.#open.file);
    this.#open = undefined;
  }
}

/** All bytes of an object, as a stream; `release` is to be called when they are sent. */
export function streamContents(
  blobs: BlobFolder,
  pieces: readonly Piece[],
  size: number,
): { body: AsyncIterable<Uint8Array>; release: () => void } {
  const release = blobs.hold(pieces.map((piece) => piece.blob));
  return { body: streamPieces(blobs, pieces, { begin: 0, end: size }), release };
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

/** The part of each blob that falls into the range. */
function* cuts(pieces: readonly Piece[], range: ByteRange): Generator<Cut, undefined> {
  for (const { blob, start, length } of pieces) {
    const begin = Math.max(range.begin - start, 0);
    const end = Math.min(range.end - start, length);
    if (begin < end) yield { blob, begin, end };
  }
  return undefined;
}
