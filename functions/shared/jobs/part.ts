import type { TileEntry } from './export-job.ts';

/** Tiles put one after the other. */
export class Part {
  readonly #pieces: Uint8Array[] = [];
  readonly #entries: TileEntry[] = [];

  /** Adds a tile; one without bytes is listed only. */
  add(place: Omit<TileEntry, 'bytes'>, bytes: Uint8Array): void {
    this.#entries.push({ ...place, bytes: bytes.length });
    if (bytes.length > 0) this.#pieces.push(bytes);
  }

  get entries(): readonly TileEntry[] {
    return this.#entries;
  }

  /** All tiles' bytes. */
  bytes(): Uint8Array {
    const whole = new Uint8Array(this.#pieces.reduce((sum, piece) => sum + piece.length, 0));
    let at = 0;
    for (const piece of this.#pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    return whole;
  }

  /** Bytes and entries under the names that a result has for them. */
  result<B extends string, E extends string>(
    bytes: B,
    entries: E,
  ): Record<B, Uint8Array> & Record<E, readonly TileEntry[]> {
    return { [bytes]: this.bytes(), [entries]: this.#entries } as Record<B, Uint8Array> &
      Record<E, readonly TileEntry[]>;
  }
}
