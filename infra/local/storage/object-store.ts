import type { BlobFolder } from './blob-folder.ts';
import type { StorageDatabase } from './database.ts';
import { noSuchBucket, noSuchObject } from './errors.ts';
import { nextGeneration } from './generation.ts';
import type { ObjectMetadata } from './object-metadata.ts';
import { objectFromRow, type StoredObject } from './object-row.ts';
import { checkWrite, type Preconditions } from './preconditions.ts';

/** A part of an object's contents: the whole of one blob, at `start` bytes into the object. */
export interface Piece {
  start: number;
  length: number;
  blob: string;
}

/** The contents and metadata of a new generation. */
export interface NewObject {
  bucket: string;
  name: string;
  metadata: ObjectMetadata;
  size: number;
  crc32c: number;
  md5: string | undefined;
  components?: number;
  /** The pieces in order, without gaps; none has length 0. */
  pieces: readonly Omit<Piece, 'start'>[];
}

/** Objects and their contents. Each change is one transaction: a generation is seen whole or not at all. */
export class ObjectStore {
  readonly #database: StorageDatabase;
  readonly #blobs: BlobFolder;
  /** Blobs that the transaction under way may leave without a piece. */
  #freed: Set<string> | undefined;

  constructor(database: StorageDatabase, blobs: BlobFolder) {
    this.#database = database;
    this.#blobs = blobs;
  }

  /** The live generation, or undefined. 404 without the bucket. */
  live(bucket: string, name: string): StoredObject | undefined {
    this.#requireBucket(bucket);
    const row = this.#database.sql('SELECT * FROM objects WHERE bucket = ? AND name = ?').get(bucket, name);
    return row ? objectFromRow(row) : undefined;
  }

  /** The live generation. 404 where there is none, or where `generation` is another: old ones are not kept. */
  get(bucket: string, name: string, generation?: number): StoredObject {
    const object = this.live(bucket, name);
    if (!object || (generation !== undefined && generation !== object.generation)) throw noSuchObject(bucket, name);
    return object;
  }

  /** Makes a new generation live if the conditions hold (412), in place of the one before. */
  put(object: NewObject, conditions: Preconditions): StoredObject {
    return this.change(() => {
      const live = this.live(object.bucket, object.name);
      checkWrite(conditions, live);
      if (live) this.#drop(live);
      const generation = nextGeneration(this.#database);
      const now = new Date().toISOString();
      this.#database
        .sql('INSERT INTO objects VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?)')
        .run(
          object.bucket,
          object.name,
          generation,
          object.size,
          object.crc32c,
          object.md5 ?? null,
          object.components ?? null,
          now,
          now,
          JSON.stringify(object.metadata),
        );
      let start = 0;
      for (const { blob, length } of object.pieces) {
        this.#database.sql('INSERT INTO pieces VALUES (?, ?, ?, ?)').run(generation, start, length, blob);
        start += length;
      }
      return this.get(object.bucket, object.name);
    });
  }

  /** Replaces the metadata of a version, which gets the next metageneration. */
  setMetadata(object: StoredObject, metadata: ObjectMetadata): StoredObject {
    this.#database
      .sql('UPDATE objects SET metadata = ?, metageneration = metageneration + 1, updated = ? WHERE generation = ?')
      .run(JSON.stringify(metadata), new Date().toISOString(), object.generation);
    return this.get(object.bucket, object.name);
  }

  /** Deletes the live generation if the conditions hold (412). 404 where there is none. */
  delete(bucket: string, name: string, generation: number | undefined, conditions: Preconditions): void {
    this.change(() => {
      const object = this.get(bucket, name, generation);
      checkWrite(conditions, object);
      this.#drop(object);
    });
  }

  /** The pieces of a generation that hold bytes from `begin` until before `end`, in order. */
  pieces(generation: number, begin = 0, end = Number.MAX_SAFE_INTEGER): Piece[] {
    return this.#database
      .sql(
        `SELECT start, length, blob FROM pieces WHERE generation = ?1 AND start < ?3
         AND start >= (SELECT max(start) FROM pieces WHERE generation = ?1 AND start <= ?2) ORDER BY start`,
      )
      .all(generation, begin, end) as unknown as Piece[];
  }

  /** Several changes as one transaction. What no piece refers to any more leaves the disk once it is committed. */
  change<T>(work: () => T): T {
    if (this.#freed) return work();
    const freed = new Set<string>();
    this.#freed = freed;
    try {
      const result = this.#database.transaction(work);
      for (const blob of freed) {
        if (!this.#database.sql('SELECT 1 FROM pieces WHERE blob = ?').get(blob)) this.#blobs.remove(blob);
      }
      return result;
    } finally {
      this.#freed = undefined;
    }
  }

  #requireBucket(bucket: string): void {
    if (!this.#database.sql('SELECT 1 FROM buckets WHERE name = ?').get(bucket)) throw noSuchBucket();
  }

  #drop(object: StoredObject): void {
    for (const piece of this.pieces(object.generation)) this.#freed?.add(piece.blob);
    this.#database.sql('DELETE FROM objects WHERE generation = ?').run(object.generation);
    this.#database.sql('DELETE FROM pieces WHERE generation = ?').run(object.generation);
  }
}
