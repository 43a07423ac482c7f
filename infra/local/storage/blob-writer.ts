import { createHash, type Hash } from 'node:crypto';
import { closeSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { crc32c } from '../../../functions/shared/crc32c.ts';

/** The summary of written contents: size in bytes, CRC32C as an unsigned integer, MD5 in base64. */
export interface ContentSummary {
  size: number;
  crc32c: number;
  md5: string;
}

/**
 * Appends to one blob file and keeps its checksums on the way.
 *
 * Writes are synchronous: they end in the page cache, and take less time than a turn through the thread pool.
 */
export class BlobWriter {
  readonly #file: number;
  readonly #md5: Hash = createHash('md5');
  #crc32c = 0;
  #size = 0;

  /** Creates the file, or takes up one of which the first `existing` bytes count: they are read again for the checksums. */
  constructor(path: string, existing = 0) {
    this.#file = openSync(path, existing > 0 ? 'r+' : 'w');
    if (existing === 0) return;
    ftruncateSync(this.#file, existing);
    const buffer = Buffer.allocUnsafe(1 << 20);
    while (this.#size < existing) {
      const read = readSync(this.#file, buffer, 0, Math.min(buffer.length, existing - this.#size), this.#size);
      if (read === 0) throw new Error(`${path} is shorter than the ${existing} bytes that were recorded`);
      this.#count(buffer.subarray(0, read));
    }
  }

  get size(): number {
    return this.#size;
  }

  write(bytes: Uint8Array): void {
    for (let done = 0; done < bytes.length; ) {
      done += writeSync(this.#file, bytes, done, bytes.length - done, this.#size + done);
    }
    this.#count(bytes);
  }

  /**
   * Closes the file.
   * @returns the summary of its content
   */
  finish(): ContentSummary {
    closeSync(this.#file);
    return { size: this.#size, crc32c: this.#crc32c, md5: this.#md5.digest('base64') };
  }

  /** Closes the file of an upload that is not going on. */
  close(): void {
    closeSync(this.#file);
  }

  #count(bytes: Uint8Array): void {
    this.#md5.update(bytes);
    this.#crc32c = crc32c(bytes, this.#crc32c);
    this.#size += bytes.length;
  }
}
