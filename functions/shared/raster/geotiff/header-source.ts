import type { Source } from '@cogeotiff/core';
import { GeoTiffError } from './geotiff-error.ts';
import type { RangeSource } from './range-source.ts';

/** What one request to Cloud Storage fetches of a header: cheap beside its latency, and enough for most files. */
const PAGE = 16 * 1024;
const PAGES_KEPT = 64;
/** No array of a header is longer than this, or the file is hostile: a million blocks take 16 MB. */
const MAX_READ = 64 * 1024 * 1024;

/**
 * The source of a file's header as `@cogeotiff/core` reads it, in pages that are kept: directories, their values and the
 * tables of blocks lie close together, and each is asked for in many small reads.
 */
export class HeaderSource implements Source {
  readonly url = new URL('terrane:geotiff');
  readonly #source: RangeSource;
  readonly #pages = new Map<number, Promise<Uint8Array>>();
  readonly #corrections = new Map<number, number>();
  /** What went wrong when reading, apart from what is wrong with the file. */
  failure: unknown;

  constructor(source: RangeSource) {
    this.#source = source;
  }

  /** Bytes from `offset`, fewer at the end of the file. */
  async fetch(offset: number, length = PAGE): Promise<ArrayBuffer> {
    if (!(offset >= 0 && length >= 0 && Number.isSafeInteger(offset))) {
      throw new GeoTiffError(`The file points to a place that cannot be (${offset}).`);
    }
    if (length > MAX_READ)
      throw new GeoTiffError(`A value of the TIFF header is ${length} bytes long, more than is read.`);
    const first = Math.floor(offset / PAGE);
    const last = Math.floor((offset + Math.max(length, 1) - 1) / PAGE);
    if (last - first >= PAGES_KEPT) return this.#read(offset, length);
    this.#load(first, last);
    // Taken hold of before waiting: another request may push pages out meanwhile.
    const pages: Promise<Uint8Array>[] = [];
    for (let page = first; page <= last; page++) pages.push(this.#pages.get(page)!);
    const joined = Buffer.concat(await Promise.all(pages));
    const from = offset - first * PAGE;
    const bytes = new Uint8Array(joined.subarray(from, from + length));
    for (const [at, byte] of this.#corrections) {
      if (at >= offset && at < offset + bytes.length) bytes[at - offset] = byte;
    }
    return bytes.buffer;
  }

  /** From now on the file has another byte at an offset: for what `@cogeotiff/core` does not read and means the same. */
  correct(offset: number, byte: number): void {
    this.#corrections.set(offset, byte);
  }

  async #read(offset: number, length: number): Promise<ArrayBuffer> {
    try {
      return await this.#source.read(offset, length);
    } catch (error) {
      this.failure = error;
      throw error;
    }
  }

  /** Starts to read the pages that are missing, with one request a gap. */
  #load(first: number, last: number): void {
    for (let page = first; page <= last; page++) {
      if (this.#pages.has(page)) continue;
      let end = page;
      while (end < last && !this.#pages.has(end + 1)) end++;
      const start = page;
      const read = this.#read(start * PAGE, (end - start + 1) * PAGE);
      for (; page <= end; page++) {
        const from = (page - start) * PAGE;
        const bytes = read.then((buffer) => new Uint8Array(buffer.slice(from, from + PAGE)));
        this.#pages.set(page, bytes);
        const failed = page;
        bytes.catch(() => this.#pages.delete(failed));
      }
    }
    // Pages of this request stay, however many.
    for (const page of this.#pages.keys()) {
      if (this.#pages.size <= PAGES_KEPT) break;
      if (page < first || page > last) this.#pages.delete(page);
    }
  }
}
