import type { StoredTable } from '../catalog/asset.ts';
import type { ExportSource } from './export-job.ts';
import type { Caller } from './job.ts';
import type { TableFormat } from './table-format.ts';

/** How a table is to be written. */
export interface TableOptions {
  /** The format of a file; without one it becomes an asset. */
  readonly format?: TableFormat;
  /** The properties to write, in their order; all if there is none. */
  readonly selectors: readonly string[];
  /** Most vertices of a geometry; 0 for any number. */
  readonly maxVertices: number;
  /** How far edges may be off in metres where the reference system changes. */
  readonly maxErrorMeters?: number;
}

/** Whether a table can be made: nothing is read of its features. No result. */
export interface CheckTableJob {
  readonly kind: 'check-table';
  readonly caller: Caller;
  readonly source: ExportSource;
}

/** Writes the features of an expression, or of the file of a TableManifest, to objects in a folder. Result: WrittenTable. */
export interface WriteTableJob {
  readonly kind: 'write-table';
  readonly caller: Caller;
  readonly source: ExportSource;
  readonly options: TableOptions;
  readonly folder: { readonly bucket: string; readonly object: string };
}

/** The objects that put together are the table's file, and what is known of it. */
export interface WrittenTable {
  readonly parts: readonly { readonly bucket: string; readonly object: string; readonly generation: string }[];
  readonly table: Pick<StoredTable, 'columns' | 'count'>;
  /** Of an asset's record. */
  readonly properties: { readonly [name: string]: unknown };
  readonly startTime?: string;
  readonly endTime?: string;
}

/** The features of an expression as a file, for a download. Result: RenderedFile. */
export interface TableFileJob {
  readonly kind: 'table-file';
  readonly caller: Caller;
  readonly expression: string;
  readonly format: TableFormat;
  readonly selectors: readonly string[];
}

/** One page of the features of an expression. Result: FeaturePage. */
export interface FeaturesJob {
  readonly kind: 'features';
  readonly caller: Caller;
  readonly expression: string;
  /** Features before the page. */
  readonly offset: number;
  readonly pageSize: number;
  /** Whether geometries stay in their own reference systems; else they are in degrees, with straight edges. */
  readonly native: boolean;
}

export interface FeaturePage {
  /** The JSON texts of GeoJSON features. */
  readonly features: readonly string[];
  /** Whether there are features behind the page. */
  readonly more: boolean;
}
