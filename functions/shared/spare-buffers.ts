/** Sizes are rounded up to a multiple of this, so that few are told apart. */
const STEP = 256 * 1024;

/**
 * Buffers for bytes on their way, to be used again: new ones would have to be zeroed, and those thrown away make the collector of garbage
 * walk through all objects of the thread.
 */
export class SpareBuffers {
  readonly #buffers: Uint8Array[] = [];
  readonly #maxBytes: number;
  #bytes = 0;

  /** @param maxBytes to keep; what is more is left to the collector */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** A buffer of `size` bytes or some more, with whatever is in it. */
  take(size: number): Uint8Array {
    const wanted = Math.ceil(Math.max(1, size) / STEP) * STEP;
    const at = this.#buffers.findLastIndex(({ length }) => length === wanted);
    if (at < 0) return new Uint8Array(wanted);
    this.#bytes -= wanted;
    return this.#buffers.splice(at, 1)[0];
  }

  /** Gives a buffer back that nobody will look at, or write to, again. The oldest of others are thrown away for it. */
  give(buffer: Uint8Array): void {
    this.#buffers.push(buffer);
    this.#bytes += buffer.length;
    while (this.#bytes > this.#maxBytes) this.#bytes -= this.#buffers.shift()?.length ?? this.#bytes;
  }
}
