import { Builder } from 'flatbuffers';
import type { Box } from '../../geometry/bounds.ts';
import type { Column, ColumnType } from '../column.ts';
import { FlatTable } from './flat-table.ts';
import { COLUMN, COLUMN_TYPES, CRS, EDGES_COLUMN, EDGES_PLACE, EDGES_TYPE, HEADER, MAGIC } from './format.ts';
import { NODE_SIZE } from './packed-tree.ts';

/** A column as the format has it; without a type, it is that of the geometries' edges. */
export type StoredColumn = Column | { readonly name: typeof EDGES_COLUMN; readonly type: undefined };

export interface TableHeader {
  readonly columns: readonly StoredColumn[];
  readonly count: number;
  /** Children of a node of the tree; 0 if there is no tree. */
  readonly nodeSize: number;
}

/** The bytes before the tree. */
export function encodeHeader(columns: readonly StoredColumn[], count: number, extent: Box): Uint8Array {
  const builder = new Builder();
  const offsets = columns.map(({ name, type }) => {
    const text = builder.createString(name);
    builder.startObject(11);
    builder.addFieldOffset(COLUMN.name, text, 0);
    builder.addFieldInt8(COLUMN.type, type === undefined ? EDGES_TYPE : COLUMN_TYPES[type], 0);
    return builder.endObject();
  });
  builder.startVector(4, offsets.length, 4);
  for (let i = offsets.length - 1; i >= 0; i--) builder.addOffset(offsets[i]);
  const vector = builder.endVector();
  const bounded = extent.every(Number.isFinite);
  builder.startVector(8, bounded ? 4 : 0, 8);
  if (bounded) for (let i = 3; i >= 0; i--) builder.addFloat64(extent[i]);
  const envelope = builder.endVector();
  const org = builder.createString('EPSG');
  builder.startObject(7);
  builder.addFieldOffset(CRS.org, org, 0);
  builder.addFieldInt32(CRS.code, 4326, 0);
  const crs = builder.endObject();
  const name = builder.createString('table');
  builder.startObject(14);
  builder.addFieldOffset(HEADER.name, name, 0);
  if (bounded) builder.addFieldOffset(HEADER.envelope, envelope, 0);
  builder.addFieldOffset(HEADER.columns, vector, 0);
  builder.addFieldInt64(HEADER.featuresCount, BigInt(count), 0n);
  builder.addFieldInt16(HEADER.indexNodeSize, count === 0 ? 0 : NODE_SIZE, 16);
  builder.addFieldOffset(HEADER.crs, crs, 0);
  builder.finishSizePrefixed(builder.endObject());
  const header = builder.asUint8Array();
  const bytes = new Uint8Array(MAGIC.length + header.length);
  bytes.set(MAGIC);
  bytes.set(header, MAGIC.length);
  return bytes;
}

const TYPES = new Map(Object.entries(COLUMN_TYPES).map(([type, code]) => [code, type as ColumnType]));

/** Reads a header out of its FlatBuffer. */
export function decodeHeader(view: DataView, start: number): TableHeader {
  const table = FlatTable.root(view, start);
  const columns = table.tables(HEADER.columns).map((column, place): StoredColumn => {
    const name = column.text(COLUMN.name) ?? '';
    if (name === EDGES_COLUMN && place === EDGES_PLACE) return { name, type: undefined };
    const type = TYPES.get(column.byte(COLUMN.type, 0));
    if (type === undefined) throw new Error(`A table has a column '${name}' of an unknown type.`);
    return { name, type };
  });
  return { columns, count: table.long(HEADER.featuresCount, 0), nodeSize: table.short(HEADER.indexNodeSize, 16) };
}
