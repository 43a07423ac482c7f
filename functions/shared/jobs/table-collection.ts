import { Collection } from '../algorithms/collection/collection.ts';
import { type Cursor, deferred } from '../algorithms/collection/cursor.ts';
import { Feature } from '../algorithms/collection/feature.ts';
import type { AssetRecord } from '../catalog/asset.ts';
import { propertiesOf, versionOf } from '../catalog/image-asset.ts';
import type { TableReader } from '../table/flatgeobuf/table-reader.ts';
import type { RowCursor } from '../table/row.ts';
import { andThen } from '../values/value.ts';

/**
 * The features of a table asset, of which nothing is read before one is pulled.
 * @param id what the expression called it
 * @param open opens the table's file
 */
export function collectionOfTable(record: AssetRecord, id: string, open: () => Promise<TableReader>): Collection {
  const columns = (record.table?.columns ?? []).map(({ name, type }) => [name, type] as const);
  const features = (rows: (table: TableReader) => RowCursor) =>
    deferred(() => open().then((table) => featuresOf(rows(table))));
  return new Collection('FeatureCollection', () => features((table) => table.rows()), {
    id,
    version: versionOf(record),
    properties: propertiesOf(record),
    ...(record.table ? { size: record.table.count } : {}),
    columns: new Map([...columns, ['system:index', 'String'] as const].sort(([a], [b]) => (a < b ? -1 : 1))),
    near: (boxes) => features((table) => table.near(boxes)),
  });
}

function featuresOf(rows: RowCursor): Cursor<Feature> {
  return {
    next: () => andThen(rows.next(), (row) => row && new Feature(row.geometry, row.properties, row.id)),
  };
}
