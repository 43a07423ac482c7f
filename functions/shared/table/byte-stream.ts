import { invalid } from '../errors.ts';

/** Reads a stream of bytes in portions of one's own choice. */
export class ByteStream {
  readonly #name: string;
  readonly #chunks: AsyncIterator<Uint8Array>;
  #bytes: Buffer = Buffer.alloc(0);
  #at = 0;

  /** @param name what messages call it */
  constructor(name: string, chunks: AsyncIterable<Uint8Array>) {
    this.#name = name;
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** The next bytes, valid until the next call; undefined if there are none left. Fewer than asked for are an error. */
  async read(length: number): Promise<Buffer | undefined> {
    if (this.#bytes.length - this.#at < length) await this.#fill(length);
    const left = this.#bytes.length - this.#at;
    if (left === 0 && length > 0) return undefined;
    if (left < length) throw invalid(`${this.#name} ends too early.`);
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  /** The next bytes, which must be there. */
  async need(length: number): Promise<Buffer> {
    const bytes = await this.read(length);
    if (bytes === undefined) throw invalid(`${this.#name} ends too early.`);
    return bytes;
  }

  /** Ends the stream, read to its end or not. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  async #fill(length: number): Promise<void> {
    const pieces: Uint8Array[] = [this.#bytes.subarray(this.#at)];
    let size = this.#bytes.length - this.#at;
    while (size < length) {
      const { value, done } = await this.#chunks.next();
      if (done) break;
      pieces.push(value);
      size += value.length;
    }
    this.#bytes = Buffer.concat(pieces);
    this.#at = 0;
  }
}
