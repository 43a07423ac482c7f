import type { TilePlace } from './tile-order.ts';

/** A tile's place in the pyramid, and its length in bytes. Level 0 is the full size; columns and rows count tiles. */
export interface TileEntry extends TilePlace {
  readonly bytes: number;
}

/** Takes tiles one after the other; one without bytes is listed only. */
export interface TileSink {
  add(place: TilePlace, bytes: Uint8Array): void;
}

/** The two parts of a file that a chunk makes. */
export interface ChunkParts {
  readonly overviews: TileSink;
  readonly tiles: TileSink;
}

/** Tiles put one after the other. */
export class Part implements TileSink {
  readonly #pieces: Uint8Array[] = [];
  readonly #entries: TileEntry[] = [];

  add(place: TilePlace, bytes: Uint8Array): void {
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
}
