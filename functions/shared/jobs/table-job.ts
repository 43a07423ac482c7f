import { z } from 'zod';
import { assetContent } from '../catalog/asset.ts';
import { storedColumns } from '../catalog/columns.ts';
import { featureViewOptions } from '../catalog/feature-view.ts';
import { objectReference } from '../google/object-reference.ts';
import type { StoredOf } from '../google/stored.ts';
import type { StoredText } from '../google/stored-text.ts';
import type { ObjectPlace } from '../storage-names.ts';
import type { Caller } from './caller.ts';
import type { PageAsked } from './collection-page.ts';
import type { ExportSource } from './export-job.ts';
import { type TableFormat, tableFormat } from './formats/table-formats.ts';

/** How a table is to be written. */
export const tableOptions = z.object({
  /** The format of a file; without one it becomes an asset. */
  format: tableFormat.optional(),
  /** The properties to write, in their order; all if there is none. */
  selectors: z.array(z.string()),
  /** Most vertices of a geometry; 0 for any number. */
  maxVertices: z.number(),
  /** How features are chosen and ordered, if it becomes a feature view. */
  featureView: featureViewOptions.optional(),
  /** How far edges may be off in metres where the reference system changes. */
  maxErrorMeters: z.number().optional(),
});
export type TableOptions = StoredOf<typeof tableOptions>;

/** Whether a table can be made: nothing is read of its features. Result: the JSON text of Pins. */
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
  /** The JSON text of Pins. */
  readonly pins: StoredText;
  readonly options: TableOptions;
  readonly folder: ObjectPlace;
  /** Whether it is stopped before long. */
  readonly isBrief: boolean;
}

/** The objects that put together are the table's file, or files, and what is known of it. */
export const writtenTable = assetContent.pick({ properties: true, startTime: true, endTime: true }).extend({
  parts: z.array(objectReference),
  /** Those of each file by the end of its name, where a format has several. */
  files: z.array(z.object({ extension: z.string(), parts: z.array(objectReference) })).optional(),
  /** Those of the files of a feature view. */
  featureView: z
    .object({
      cutoffs: z.array(z.number()).optional(),
      levels: z.array(z.object({ fromZoom: z.number(), parts: z.array(objectReference) })),
    })
    .optional(),
  /** What the user should know of an import. */
  note: z.string().optional(),
  table: z.object({ columns: storedColumns, count: z.number() }),
});
export type WrittenTable = StoredOf<typeof writtenTable>;

/** The features of an expression as a file, for a download. Result: RenderedFile. */
export interface TableFileJob {
  readonly kind: 'table-file';
  readonly caller: Caller;
  readonly expression: string;
  readonly format: TableFormat;
  readonly selectors: readonly string[];
  /** What the names of files in an archive begin with. */
  readonly filename: string;
}

/** One page of the features of an expression. Result: the JSON text of the reply in UTF-8. */
export interface FeaturesJob extends PageAsked {
  readonly kind: 'features';
  readonly caller: Caller;
  readonly expression: string;
  /** Whether geometries stay in their own reference systems; else they are in degrees, with straight edges. */
  readonly native: boolean;
}
