import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Fields } from '../messages.ts';
import { collectionOf } from '../names.ts';
import { decodeDocument, encodeDocument } from '../protocol.ts';
import type { CommittedChanges, StoredDocument } from './document.ts';

const SCHEMA = `
  -- The documents are cached in memory: a second server on the same file would serve and write stale ones.
  PRAGMA locking_mode = EXCLUSIVE;
  PRAGMA journal_mode = WAL;
  -- In WAL mode NORMAL loses nothing when the process is killed; only a power cut could undo the last commits.
  PRAGMA synchronous = NORMAL;
  CREATE TABLE IF NOT EXISTS documents (
    name TEXT PRIMARY KEY, collection TEXT NOT NULL, create_time INTEGER NOT NULL, update_time INTEGER NOT NULL,
    size INTEGER NOT NULL, document BLOB NOT NULL);
  CREATE INDEX IF NOT EXISTS documents_by_collection ON documents (collection);
  CREATE TABLE IF NOT EXISTS clock (id INTEGER PRIMARY KEY CHECK (id = 1), time INTEGER NOT NULL);
`;

/** The documents on disk, in one SQLite file (or in memory): the current version of each, its fields as the wire has them. */
export class Journal {
  readonly #database: DatabaseSync;
  readonly #put;
  readonly #remove;
  readonly #tick;
  readonly #read;

  /**
   * Opens the journal; no other process can while it is open.
   *
   * @param dataDir the folder of the file `firestore.sqlite`, made if need be; none for a journal in memory
   */
  constructor(dataDir: string | undefined) {
    if (dataDir !== undefined) mkdirSync(dataDir, { recursive: true });
    this.#database = new DatabaseSync(dataDir === undefined ? ':memory:' : join(dataDir, 'firestore.sqlite'));
    try {
      this.#database.exec(SCHEMA);
    } catch (cause) {
      this.#database.close();
      throw new Error(`The local Firestore cannot open ${dataDir}: is another server running on this folder?`, {
        cause,
      });
    }
    this.#put = this.#database.prepare(`INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?, ?, ?)`);
    this.#remove = this.#database.prepare('DELETE FROM documents WHERE name = ?');
    this.#tick = this.#database.prepare('INSERT OR REPLACE INTO clock VALUES (1, ?)');
    this.#read = this.#database.prepare('SELECT * FROM documents WHERE collection = ?');
  }

  /** The time of the last commit, 0 if there was none. */
  lastCommitTime(): number {
    return Number(this.#database.prepare('SELECT time FROM clock').get()?.['time'] ?? 0);
  }

  /** The full names of the collections that have documents. */
  collections(): string[] {
    const rows = this.#database.prepare('SELECT DISTINCT collection FROM documents').all();
    return rows.map((row) => String(row['collection']));
  }

  readCollection(collection: string): StoredDocument[] {
    return this.#read.all(collection).map((row) => ({
      name: String(row['name']),
      fields: decodeDocument(row['document'] as Uint8Array).fields ?? ({} as Fields),
      createTime: Number(row['create_time']),
      updateTime: Number(row['update_time']),
      size: Number(row['size']),
    }));
  }

  /** Writes all changes or none. */
  write(commit: CommittedChanges): void {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      for (const { name, after } of commit.changes) {
        if (after) {
          const { fields, createTime, updateTime, size } = after;
          this.#put.run(name, collectionOf(name), createTime, updateTime, size, encodeDocument({ name, fields }));
        } else this.#remove.run(name);
      }
      this.#tick.run(commit.time);
      this.#database.exec('COMMIT');
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  close(): void {
    this.#database.close();
  }
}
