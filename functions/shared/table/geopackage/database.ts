import { DatabaseSync } from 'node:sqlite';
import { invalid } from '../../errors.ts';

/** Values of SQLite's rows; integers are big. */
export type SqlValue = null | number | bigint | string | Uint8Array;
export type SqlRow = { readonly [column: string]: SqlValue };

/** A SQLite database whose makers are not trusted: nothing but plain tables is read of it, so that no code of theirs runs. */
export class Database {
  readonly #database: DatabaseSync;

  /** @throws Error of `node:sqlite` for a file that is no database */
  constructor(path: string) {
    this.#database = new DatabaseSync(path, { readOnly: true, allowExtension: false });
    this.#database.exec('PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;');
  }

  /** Whether there is a table or a view of a name. */
  has(name: string): boolean {
    return this.#kindOf(name) !== undefined;
  }

  /** The columns of a plain table: their names, types and whether they are its key. Computed ones are left out. */
  columns(table: string): readonly { readonly name: string; readonly type: string; readonly isKey: boolean }[] {
    this.#checkPlain(table);
    const rows = this.#all(`PRAGMA table_xinfo(${quoted(table)})`);
    return rows
      .filter(({ hidden }) => Number(hidden) === 0)
      .map(({ name, type, pk }) => ({ name: String(name), type: String(type).toUpperCase(), isKey: Number(pk) > 0 }));
  }

  /** Some columns of a plain table, row by row, in the order of the table. */
  *rows(table: string, columns: readonly string[]): Generator<SqlRow> {
    this.#checkPlain(table);
    const statement = this.#database.prepare(`SELECT ${columns.map(quoted).join(', ')} FROM ${quoted(table)}`);
    statement.setReadBigInts(true);
    yield* statement.iterate() as Iterable<SqlRow>;
  }

  close(): void {
    this.#database.close();
  }

  #checkPlain(table: string): void {
    const kind = this.#kindOf(table);
    if (kind === undefined) throw invalid(`There is no table '${table}'.`);
    if (kind !== 'plain') {
      throw invalid(`'${table}' is no plain table. Rewrite the file: ogr2ogr -f GPKG out.gpkg in.gpkg.`);
    }
  }

  #kindOf(name: string): 'plain' | 'other' | undefined {
    const [row] = this.#all('SELECT type, sql FROM sqlite_master WHERE name = ? COLLATE NOCASE', name);
    if (row === undefined) return undefined;
    return row['type'] === 'table' && !/^\s*CREATE\s+VIRTUAL\b/i.test(String(row['sql'])) ? 'plain' : 'other';
  }

  #all(sql: string, ...values: string[]): readonly SqlRow[] {
    return this.#database.prepare(sql).all(...values) as unknown as SqlRow[];
  }
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
