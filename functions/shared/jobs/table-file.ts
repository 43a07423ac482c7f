import { randomUUID } from 'node:crypto';
import { invalid } from '../errors.ts';
import { objectSource } from '../google/object-source.ts';
import { type WrittenObject, writeObject } from '../google/write-object.ts';
import type { ObjectPlace } from '../storage-names.ts';
import { type Column, columnTypeOf } from '../table/column.ts';
import { TableReader } from '../table/flatgeobuf/table-reader.ts';
import { TableWriter } from '../table/flatgeobuf/table-writer.ts';
import { rowIndex, type TableRow } from '../table/row.ts';
import { Schema } from '../table/schema.ts';
import { firstOf } from './first-rows.ts';
import type { TableRows } from './formats/source/reader.ts';

const BYTES = 'application/octet-stream';

/** Bytes of the names and types of an asset's columns. */
const MAX_COLUMN_BYTES = 400_000;

/** The objects that put together are a table's file, and what is in it. */
export interface WrittenFile {
  readonly parts: readonly WrittenObject[];
  readonly table: { readonly columns: readonly Column[]; readonly count: number };
}

/** Writes a FlatGeobuf file: its features to one object, what comes before them to another. */
export async function writeTableFile({ columns, rows }: TableRows, folder: ObjectPlace): Promise<WrittenFile> {
  const { first, all } = await firstOf(rows);
  const writer = new TableWriter(new Schema(columns.length > 0 ? columns : columnsOf(first)));
  const features = await writeFeatures(all, writer, folder);
  const { schema } = writer;
  if (schema.isMixed) {
    // Values of some property did not fit into the column that it began with.
    const head = await writeHead(writer, folder);
    const provisional = await joined([head, features]);
    return writeTableFile({ columns: schema.settled(), rows: rowsOf(provisional) }, folder);
  }
  checkColumns(schema.columns);
  const parts = [await writeHead(writer, folder), features].filter(({ size }) => size > 0);
  return { parts, table: { columns: schema.columns, count: writer.count } };
}

/** The columns are in the asset's record, which has room for a megabyte. */
function checkColumns(columns: readonly Column[]): void {
  const bytes = Buffer.byteLength(JSON.stringify(columns));
  if (bytes > MAX_COLUMN_BYTES) {
    throw invalid(`The names of the ${columns.length} columns are too long for an asset: give fewer, or shorter ones.`);
  }
}

/** Columns with room for the values of some rows. */
function columnsOf(rows: readonly TableRow[]): Column[] {
  const schema = new Schema();
  for (const { properties } of rows) {
    for (const [name, value] of properties) schema.place(name, columnTypeOf(value));
  }
  return schema.settled();
}

function writeFeatures(
  rows: AsyncIterable<TableRow>,
  writer: TableWriter,
  folder: ObjectPlace,
): Promise<WrittenObject> {
  async function* bytes() {
    for await (const row of rows) yield writer.add({ ...row, id: row.id ?? rowIndex(writer.count) });
  }
  return writeObject(folder.bucket, `${folder.object}features-${randomUUID()}`, bytes(), BYTES);
}

function writeHead(writer: TableWriter, folder: ObjectPlace): Promise<WrittenObject> {
  return writeObject(folder.bucket, `${folder.object}head-${randomUUID()}`, writer.head(), BYTES);
}

/** The parts of a table's file as one file that does not exist. */
export async function joined([head, features]: readonly WrittenObject[]): Promise<TableReader> {
  const first = objectSource(head);
  // Without features there is but the head.
  if (features === undefined) return TableReader.open(first);
  const second = objectSource(features);
  return TableReader.open({
    url: `${first.url} ${second.url}`,
    async read(offset, length) {
      const start = offset < head.size ? await first.read(offset, length) : new ArrayBuffer(0);
      const left = length - start.byteLength;
      if (left <= 0) return start;
      const rest = await second.read(Math.max(0, offset - head.size), left);
      return new Uint8Array(Buffer.concat([Buffer.from(start), Buffer.from(rest)])).buffer;
    },
  });
}

/** The rows of a table, in order. */
export async function* rowsOf(table: TableReader): AsyncGenerator<TableRow> {
  const rows = table.rows();
  for (let row = await rows.next(); row !== undefined; row = await rows.next()) yield row;
}
