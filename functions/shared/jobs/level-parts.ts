import type { ObjectReference } from '../google/object-reference.ts';
import { writePart } from '../google/write-part.ts';
import type { ObjectPlace } from '../storage-names.ts';

/** Bytes of a level that are in memory before they are written. */
const PIECE = 32 * 1024 * 1024;

interface Level {
  readonly counts: number[];
  readonly objects: ObjectReference[];
  waiting: Uint8Array[];
  size: number;
}

/** The tiles of several levels, each level put one after the other: a level is one object, or several where there is much of it. */
export class LevelParts {
  readonly #place: ObjectPlace;
  readonly #levels = new Map<number, Level>();

  /** @param place what the objects' names begin with: nobody else's do */
  constructor(place: ObjectPlace) {
    this.#place = place;
  }

  /** Takes the next tile of a level; one without bytes is counted only. */
  async add(level: number, bytes: Uint8Array): Promise<void> {
    const own = this.#levels.get(level) ?? { counts: [], objects: [], waiting: [], size: 0 };
    this.#levels.set(level, own);
    own.counts.push(bytes.length);
    if (bytes.length === 0) return;
    own.waiting.push(bytes);
    own.size += bytes.length;
    if (own.size >= PIECE) await this.#write(level, own);
  }

  /** The objects and the lengths of the tiles, the coarsest level first. */
  async finish(): Promise<{ readonly objects: readonly ObjectReference[]; readonly counts: readonly number[] }> {
    const levels = [...this.#levels.entries()].sort(([one], [other]) => other - one);
    await Promise.all(levels.filter(([, { size }]) => size > 0).map(([level, own]) => this.#write(level, own)));
    return {
      objects: levels.flatMap(([, { objects }]) => objects),
      counts: levels.flatMap(([, { counts }]) => counts),
    };
  }

  async #write(level: number, own: Level): Promise<void> {
    const bytes = Buffer.concat(own.waiting);
    own.waiting = [];
    own.size = 0;
    const place = { ...this.#place, object: `${this.#place.object}.${level}.${own.objects.length}` };
    own.objects.push({ ...place, generation: await writePart(place, bytes) });
  }
}
