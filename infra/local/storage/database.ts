import { DatabaseSync, type StatementSync } from 'node:sqlite';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS buckets (
    name TEXT PRIMARY KEY, project TEXT NOT NULL, created TEXT NOT NULL, updated TEXT NOT NULL,
    metageneration INTEGER NOT NULL, settings TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS objects (
    bucket TEXT NOT NULL, name TEXT NOT NULL, generation INTEGER NOT NULL UNIQUE, metageneration INTEGER NOT NULL,
    size INTEGER NOT NULL, crc32c INTEGER NOT NULL, md5 TEXT, components INTEGER,
    created TEXT NOT NULL, updated TEXT NOT NULL, metadata TEXT NOT NULL,
    PRIMARY KEY (bucket, name)
  ) WITHOUT ROWID;
  -- The contents of a generation are its pieces in order; a piece is a whole blob file, shared by copies and composites.
  CREATE TABLE IF NOT EXISTS pieces (
    generation INTEGER NOT NULL, start INTEGER NOT NULL, length INTEGER NOT NULL, blob TEXT NOT NULL,
    PRIMARY KEY (generation, start)
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS pieces_by_blob ON pieces (blob);
  -- A resumable upload: answer is set once the object is there, so that a client that lost it can ask again.
  CREATE TABLE IF NOT EXISTS uploads (
    id TEXT PRIMARY KEY, bucket TEXT NOT NULL, name TEXT NOT NULL, metadata TEXT NOT NULL, query TEXT NOT NULL,
    declared_size INTEGER, blob TEXT NOT NULL, received INTEGER NOT NULL, created INTEGER NOT NULL, answer TEXT
  ) WITHOUT ROWID;
  -- The page that a resumable upload was begun for.
  CREATE TABLE IF NOT EXISTS upload_origins (id TEXT PRIMARY KEY, origin TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS clock (id INTEGER PRIMARY KEY CHECK (id = 1), generation INTEGER NOT NULL);
  INSERT OR IGNORE INTO clock VALUES (1, 0);
`;

/** The metadata tables: prepared statements are kept, and transactions are one call. */
export class StorageDatabase {
  readonly #connection: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  /** `path` is a file or `:memory:`. Throws where another process has the file open. */
  constructor(path: string) {
    this.#connection = new DatabaseSync(path);
    // Exclusive: two servers on one folder would each hold half of the truth.
    this.#connection.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
    this.#connection.exec(SCHEMA);
  }

  /** The prepared statement of a text, made once. */
  sql(text: string): StatementSync {
    let statement = this.#statements.get(text);
    if (!statement) {
      statement = this.#connection.prepare(text);
      this.#statements.set(text, statement);
    }
    return statement;
  }

  /** Runs `work` (synchronous) as one transaction: all of it is kept, or, if it throws, nothing. */
  transaction<T>(work: () => T): T {
    this.#connection.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.#connection.exec('COMMIT');
      return result;
    } catch (error) {
      this.#connection.exec('ROLLBACK');
      throw error;
    }
  }

  close(): void {
    this.#connection.close();
  }
}
