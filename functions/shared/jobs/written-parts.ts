import { GrowingPart } from '../google/growing-part.ts';
import type { ObjectPlace } from '../storage-names.ts';
import type { WrittenChunk, WrittenPart } from './export-job.ts';
import type { ChunkParts, TileSink } from './part.ts';
import type { TilePlace } from './tile-order.ts';

/**
 * Writes the parts of a chunk while it is being computed: from the thread that has the bytes.
 * @param compute adds the chunk's tiles to its parts
 */
export async function writeChunk(
  place: ObjectPlace,
  compute: (parts: ChunkParts) => Promise<void>,
): Promise<WrittenChunk> {
  const overviews = new TilePart({ ...place, object: `${place.object}.o` });
  const tiles = new TilePart({ ...place, object: `${place.object}.t` });
  try {
    await compute({ overviews, tiles });
  } catch (error) {
    await Promise.all([overviews.giveUp(), tiles.giveUp()]);
    throw error;
  }
  const [o, t] = await Promise.all([overviews.finish(), tiles.finish()]);
  return { overviews: o, tiles: t };
}

/** Tiles that are written to a part of a file, one after the other. */
class TilePart implements TileSink {
  readonly #place: ObjectPlace;
  readonly #part: GrowingPart;
  readonly #counts: number[] = [];

  constructor(place: ObjectPlace) {
    this.#place = place;
    this.#part = new GrowingPart(place);
  }

  add(_: TilePlace, bytes: Uint8Array): void {
    this.#counts.push(bytes.length);
    if (bytes.length > 0) this.#part.add(bytes);
  }

  async finish(): Promise<WrittenPart> {
    return { ...this.#place, generation: await this.#part.finish(), counts: this.#counts };
  }

  giveUp(): Promise<void> {
    return this.#part.giveUp();
  }
}
