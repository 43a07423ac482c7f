import { randomUUID } from 'node:crypto';
import { invalid } from '../errors.ts';
import { objectSource } from '../google/object-source.ts';
import { loadText } from '../google/stored-text.ts';
import { type WrittenObject, writeObject } from '../google/write-object.ts';
import { type Column, columnTypeOf } from '../table/column.ts';
import { TableReader } from '../table/flatgeobuf/table-reader.ts';
import { TableWriter } from '../table/flatgeobuf/table-writer.ts';
import { rowIndex, type TableRow } from '../table/row.ts';
import { Schema } from '../table/schema.ts';
import type { JobContext } from './context.ts';
import { firstOf } from './first-rows.ts';
import type { TableRows } from './formats/source/reader.ts';
import { SHAPEFILE, TABLE_FORMATS } from './formats/table-formats.ts';
import { type ObservedInputs, pinsText } from './inputs/observed-inputs.ts';
import { ownProperties } from './own-properties.ts';
import { writeShapefile } from './shapefile-write.ts';
import { shownColumns } from './table-download.ts';
import { importedRows, manifestFile } from './table-import.ts';
import type { CheckTableJob, WriteTableJob, WrittenTable } from './table-job.ts';
import { parseTableManifest } from './table-manifest.ts';
import { collectionRows, evaluateCollection } from './table-rows.ts';

const BYTES = 'application/octet-stream';

type Folder = WriteTableJob['folder'];

/** Bytes of the names and types of an asset's columns. */
const MAX_COLUMN_BYTES = 400_000;

/** Tells what is wrong with a table before it is written; notes what it is made of. */
export async function checkTable({ source }: CheckTableJob, context: JobContext<ObservedInputs>): Promise<string> {
  const text = await loadText(source.text);
  if (source.kind === 'manifest') await manifestFile(parseTableManifest(text), context);
  else await evaluateCollection(text, context);
  return pinsText(context.inputs);
}

/** Writes a table to objects in a folder. */
export async function writeTable(
  { source, folder, options }: WriteTableJob,
  context: JobContext,
): Promise<WrittenTable> {
  const text = await loadText(source.text);
  if (source.kind === 'manifest') {
    const { properties, startTime, endTime } = parseTableManifest(text);
    const imported = await importedRows(text, context);
    const written = await writeTableFile(imported, folder);
    return {
      ...written,
      properties,
      ...(startTime ? { startTime } : {}),
      ...(endTime ? { endTime } : {}),
      ...(imported.note ? { note: imported.note } : {}),
    };
  }
  const collection = await evaluateCollection(text, context);
  const rows = collectionRows(collection, options, context);
  if (options.format === undefined) {
    return {
      ...(await writeTableFile({ columns: [], rows }, folder)),
      ...(await ownProperties(collection.properties)),
    };
  }
  if (options.format === SHAPEFILE) {
    const files = await writeShapefile(rows, shownColumns(collection, options.selectors), folder);
    return { parts: [], files, table: { columns: [], count: 0 }, properties: {} };
  }
  const bytes = TABLE_FORMATS[options.format].encode(rows, shownColumns(collection, options.selectors));
  const { size: _, ...written } = await writeObject(
    folder.bucket,
    `${folder.object}text-${randomUUID()}`,
    bytes,
    BYTES,
  );
  return { parts: [written], table: { columns: [], count: 0 }, properties: {} };
}

/** Writes a FlatGeobuf file: its features to one object, what comes before them to another. */
async function writeTableFile(
  { columns, rows }: TableRows,
  folder: Folder,
): Promise<Pick<WrittenTable, 'parts' | 'table'>> {
  const { first, all } = await firstOf(rows);
  const writer = new TableWriter(new Schema(columns.length > 0 ? columns : columnsOf(first)));
  const features = await writeFeatures(all, writer, folder);
  const { schema } = writer;
  if (schema.isMixed) {
    // Values of some property did not fit into the column that it began with.
    const head = await writeHead(writer, folder);
    const provisional = await joined(head, features);
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

function writeFeatures(rows: AsyncIterable<TableRow>, writer: TableWriter, folder: Folder): Promise<WrittenObject> {
  async function* bytes() {
    for await (const row of rows) yield writer.add({ ...row, id: row.id ?? rowIndex(writer.count) });
  }
  return writeObject(folder.bucket, `${folder.object}features-${randomUUID()}`, bytes(), BYTES);
}

function writeHead(writer: TableWriter, folder: Folder): Promise<WrittenObject> {
  return writeObject(folder.bucket, `${folder.object}head-${randomUUID()}`, writer.head(), BYTES);
}

/** Two objects as one file that does not exist. */
async function joined(head: WrittenObject, features: WrittenObject): Promise<TableReader> {
  const sources = [objectSource(head), objectSource(features)];
  return TableReader.open({
    url: `${sources[0].url} ${sources[1].url}`,
    async read(offset, length) {
      const first = offset < head.size ? await sources[0].read(offset, length) : new ArrayBuffer(0);
      const left = length - first.byteLength;
      if (left <= 0) return first;
      const second = await sources[1].read(Math.max(0, offset - head.size), left);
      return new Uint8Array(Buffer.concat([Buffer.from(first), Buffer.from(second)])).buffer;
    },
  });
}

async function* rowsOf(table: TableReader): AsyncGenerator<TableRow> {
  const rows = table.rows();
  for (let row = await rows.next(); row !== undefined; row = await rows.next()) yield row;
}
