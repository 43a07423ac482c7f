import type { Geometry } from '../geometry/geometry.ts';
import type { MaybePromise, Value } from '../values/value.ts';

/** A feature as files have it. Values are plain: booleans, numbers, texts, and lists and dictionaries of them; never null. */
export interface TableRow {
  /** Its `system:index`; never among the properties. */
  readonly id: string | undefined;
  readonly geometry: Geometry | null;
  readonly properties: ReadonlyMap<string, Value>;
}

/** Rows that are pulled one by one; undefined at the end. Synchronous for as long as what has been read lasts. */
export interface RowCursor {
  next(): MaybePromise<TableRow | undefined>;
}

/** The `system:index` of the row at a place of an ingested table: twenty hexadecimal digits. */
export function rowIndex(place: number): string {
  return place.toString(16).padStart(20, '0');
}
