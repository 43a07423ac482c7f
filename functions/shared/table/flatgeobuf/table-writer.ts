import { Builder } from 'flatbuffers';
import { invalid } from '../../errors.ts';
import { columnTypeOf } from '../column.ts';
import { coveringBox } from '../covering-box.ts';
import type { TableRow } from '../row.ts';
import { Schema } from '../schema.ts';
import { EDGES_COLUMN, EDGES_PLACE, FEATURE, INDEX_COLUMN, INDEX_PLACE, USUAL_EDGES } from './format.ts';
import { edgesOf, encodeGeometry } from './geometry-encode.ts';
import { encodeHeader, type StoredColumn } from './header.ts';
import { MAX_ITEMS, TreeItems } from './packed-tree.ts';
import { PropertyWriter } from './properties.ts';

/** Most columns: they are numbered by 16 bits, and one more is for edges. */
const MAX_COLUMNS = 10_000;

/** The columns that all tables have; properties come behind them. */
const FIRST_COLUMNS: readonly StoredColumn[] = [
  { name: INDEX_COLUMN, type: 'String' },
  { name: EDGES_COLUMN, type: undefined },
];

/** Writes a table: its features as they come, then what stands before them. Of each feature only the box is kept. */
export class TableWriter {
  readonly schema: Schema;
  readonly #items = new TreeItems();
  readonly #builder = new Builder(1024);
  readonly #properties = new PropertyWriter();
  #size = 0;

  /** @param schema the columns, where they are known */
  constructor(schema: Schema = new Schema()) {
    this.schema = schema;
  }

  /** Features written so far. */
  get count(): number {
    return this.#items.count;
  }

  /** Bytes of them. */
  get size(): number {
    return this.#size;
  }

  /** The bytes of a feature; its geometry must be in degrees. */
  add(row: TableRow): Uint8Array {
    if (this.#items.count === MAX_ITEMS) throw invalid(`A table may have at most ${MAX_ITEMS} features.`);
    this.#writeProperties(row);
    const builder = this.#builder;
    builder.clear();
    const properties = builder.createByteVector(this.#properties.bytes);
    const geometry = row.geometry === null ? 0 : encodeGeometry(builder, row.geometry.shape);
    builder.startObject(3);
    builder.addFieldOffset(FEATURE.geometry, geometry, 0);
    builder.addFieldOffset(FEATURE.properties, properties, 0);
    builder.finishSizePrefixed(builder.endObject());
    this.#items.add(coveringBox(row.geometry), this.#size);
    const bytes = builder.asUint8Array().slice();
    this.#size += bytes.length;
    return bytes;
  }

  #writeProperties({ id, geometry, properties }: TableRow): void {
    this.#properties.clear();
    if (id !== undefined) this.#properties.add(INDEX_PLACE, 'String', id);
    const edges = geometry === null ? USUAL_EDGES : edgesOf(geometry);
    if (edges !== USUAL_EDGES) this.#properties.addByte(EDGES_PLACE, edges);
    for (const [name, value] of properties) {
      if (name === INDEX_COLUMN) continue;
      const place = this.schema.place(name, columnTypeOf(value));
      if (place >= MAX_COLUMNS) throw invalid(`A table may have at most ${MAX_COLUMNS} columns.`);
      this.#properties.add(FIRST_COLUMNS.length + place, this.schema.columns[place].type, value);
    }
  }

  /** The bytes before the features, piece by piece: the header, and the tree. */
  *head(): Generator<Uint8Array> {
    const columns = [...FIRST_COLUMNS, ...this.schema.columns];
    yield encodeHeader(columns, this.count, this.#items.extent());
    if (this.count > 0) yield* this.#items.tree();
  }
}
