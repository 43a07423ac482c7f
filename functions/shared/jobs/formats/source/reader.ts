import type { Column } from '../../../table/column.ts';
import type { Override } from '../../../table/csv/columns.ts';
import type { GeometryOptions } from '../../../table/placed-geometry.ts';
import type { TableRow } from '../../../table/row.ts';
import type { SourceFile } from '../../../table/source-file.ts';
import type { TableSource } from '../../table-source.ts';

/** Features that are to be written. */
export interface TableRows {
  /** The columns, as far as they are known. */
  readonly columns: readonly Column[];
  readonly rows: AsyncIterable<TableRow>;
  /** What the user should know of the import. */
  readonly note?: string;
}

/** A file of features that is imported. */
export interface TableFile {
  readonly file: SourceFile;
  /** How the manifest describes it. */
  readonly source: TableSource;
  readonly geometry: GeometryOptions;
  /** The types that the manifest gives columns. */
  readonly columnTypes: ReadonlyMap<string, Override>;
  /** The file with another extension beside it, such as `dbf`; undefined if there is none. */
  beside(extension: string): Promise<SourceFile | undefined>;
}

/** A file format that tables are imported from. */
export interface TableReader {
  /** How messages call it, with the extensions. */
  readonly title: string;
  /** What its files' names look like. */
  readonly names: RegExp;
  /** Whether a manifest may say the types of columns; others say it themselves. */
  readonly takesColumnTypes: boolean;
  open(table: TableFile): Promise<TableRows> | TableRows;
}
