import { invalid } from '../../errors.ts';
import { type Crs, CrsError, parseCrs } from '../../raster/crs/crs.ts';
import type { Value } from '../../values/value.ts';
import { ByteStream } from '../byte-stream.ts';
import { fileCrs, type GeometryOptions, hasGeodesics, placed } from '../placed-geometry.ts';
import type { TableRow } from '../row.ts';
import { at, type SourceFile } from '../source-file.ts';
import { FlatTable } from './flat-table.ts';
import { COLUMN, CRS, FEATURE, HEADER, INDEX_COLUMN, MAGIC, SIZE_PREFIX } from './format.ts';
import { type ImportedGeometry, importedGeometry } from './imported-geometry.ts';
import { importedProperty } from './imported-property.ts';
import { treeBytes } from './packed-tree.ts';

/** Bytes of the header, and of a feature. */
const MAX_HEADER = 16 * 1024 * 1024;
const MAX_FEATURE = 256 * 1024 * 1024;
/** Bytes of the index that are skipped at a time. */
const SKIP = 1024 * 1024;

interface ImportedColumn {
  readonly name: string;
  readonly type: number;
}

/** The features of a FlatGeobuf file that others have written, in the order of the file, without an index. */
export async function* flatGeobufRows(file: SourceFile, options: GeometryOptions): AsyncGenerator<TableRow> {
  const stream = new ByteStream(file.name, file.open());
  let place = 0;
  try {
    const magic = await stream.need(MAGIC.length);
    if (!MAGIC.every((byte, i) => i === 7 || magic[i] === byte))
      throw invalid('The file is no FlatGeobuf of version 3.');
    const head = await sized(stream, MAX_HEADER);
    if (!head) throw invalid('The file ends too early.');
    const { table } = rootOf(head);
    const columns = columnsOf(table, HEADER.columns);
    const crs = crsOf(table.table(HEADER.crs), options);
    const geometry = { crs, geodesic: hasGeodesics(options, crs), type: table.byte(HEADER.geometryType, 0) };
    await skipIndex(stream, table.long(HEADER.featuresCount, 0), table.short(HEADER.indexNodeSize, 16));
    for (let bytes = await sized(stream, MAX_FEATURE); bytes; bytes = await sized(stream, MAX_FEATURE)) {
      place++;
      yield rowOf(bytes, columns, geometry, options);
    }
  } catch (error) {
    const shown = error instanceof RangeError ? invalid('The FlatGeobuf file is damaged.') : error;
    throw at(place === 0 ? file.name : `${file.name}, feature ${place}`, shown);
  } finally {
    await stream.close();
  }
}

/** A FlatBuffer with its size before it, in memory of its own: offsets in it may lead anywhere. Undefined at the end. */
async function sized(stream: ByteStream, most: number): Promise<Uint8Array | undefined> {
  const size = (await stream.read(SIZE_PREFIX))?.readUInt32LE(0);
  if (size === undefined) return undefined;
  if (size < SIZE_PREFIX || size > most)
    throw invalid(`The FlatGeobuf file is damaged: a part of it has ${size} bytes.`);
  return new Uint8Array(await stream.need(size));
}

function rootOf(bytes: Uint8Array): { readonly view: DataView; readonly table: FlatTable } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { view, table: FlatTable.root(view, 0) };
}

function columnsOf(table: FlatTable, field: number): ImportedColumn[] {
  return table
    .tables(field)
    .map((column) => ({ name: column.text(COLUMN.name) ?? '', type: column.byte(COLUMN.type, 0) }));
}

async function skipIndex(stream: ByteStream, count: number, nodeSize: number): Promise<void> {
  if (nodeSize === 0 || count === 0) return;
  if (nodeSize < 2) throw invalid('The FlatGeobuf file is damaged: its index has nodes of one item.');
  for (let left = treeBytes(count, nodeSize); left > 0; left -= SKIP) await stream.need(Math.min(left, SKIP));
}

function crsOf(table: FlatTable | undefined, options: GeometryOptions): Crs {
  if (table === undefined) return options.crs;
  const code = table.int(CRS.code, 0);
  const text = code > 0 ? `${table.text(CRS.org) || 'EPSG'}:${code}` : table.text(CRS.wkt);
  if (!text) return options.crs;
  try {
    return fileCrs(() => parseCrs(text), options);
  } catch (error) {
    if (error instanceof CrsError) throw invalid(`${error.message} Or give the source's 'crs'.`);
    throw error;
  }
}

function rowOf(
  bytes: Uint8Array,
  shared: readonly ImportedColumn[],
  geometry: ImportedGeometry,
  options: GeometryOptions,
): TableRow {
  const { view, table } = rootOf(bytes);
  const own = columnsOf(table, FEATURE.columns);
  const columns = own.length > 0 ? own : shared;
  const properties = new Map<string, Value>();
  const { start, length } = table.vector(FEATURE.properties) ?? { start: 0, length: 0 };
  const values = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let place = start; place < start + length; ) {
    const column = columns[values.readUInt16LE(place)];
    if (column === undefined) throw new RangeError('There is no such column.');
    const { value, end } = importedProperty(values, place + 2, column.type);
    if (value !== null && column.name !== '' && column.name !== INDEX_COLUMN) properties.set(column.name, value);
    place = end;
  }
  const found = table.table(FEATURE.geometry);
  return {
    id: undefined,
    geometry: found ? placed(importedGeometry(view, found, geometry), options) : null,
    properties,
  };
}
