import type { TableRow } from '../../../table/row.ts';

/** A file format that tables are written in. */
export interface TableEncoder {
  /** Of files' names. */
  readonly extension: string;
  readonly contentType: string;
  /**
   * The file, piece by piece.
   * @param columns the names of the columns, for formats that have them in front; none if they are to be taken from the first row
   */
  encode(rows: AsyncIterable<TableRow>, columns: readonly string[]): AsyncIterable<Uint8Array>;
}

/** Text as bytes. */
export async function* utf8(text: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const piece of text) yield Buffer.from(piece);
}
