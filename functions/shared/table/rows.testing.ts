import { memorySource } from '../raster/geotiff/range-source.ts';
import { TableReader } from './flatgeobuf/table-reader.ts';
import { TableWriter } from './flatgeobuf/table-writer.ts';
import type { RowCursor, TableRow } from './row.ts';
import type { Schema } from './schema.ts';

/** All rows of a cursor. */
export async function allRows(cursor: RowCursor): Promise<TableRow[]> {
  const rows: TableRow[] = [];
  for (let row = await cursor.next(); row !== undefined; row = await cursor.next()) rows.push(row);
  return rows;
}

/** The file that rows become. */
export function tableFile(rows: Iterable<TableRow>, schema?: Schema): Uint8Array {
  const writer = new TableWriter(schema);
  const features = [...rows].map((row) => writer.add(row));
  return Buffer.concat([...writer.head(), ...features]);
}

/** A table in memory, and how many bytes have been read of it. */
export async function openTable(file: Uint8Array): Promise<{ readonly table: TableReader; read(): number }> {
  const source = memorySource('memory', file);
  let bytes = 0;
  const table = await TableReader.open({
    url: source.url,
    async read(offset, length) {
      const result = await source.read(offset, length);
      bytes += result.byteLength;
      return result;
    },
  });
  return { table, read: () => bytes };
}
