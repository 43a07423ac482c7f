import { z } from 'zod';
import { SHAPEFILE_PARTS } from '../../table/shapefile/shapefile-writer.ts';
import { formatNamed } from './format-named.ts';
import { CSV } from './table/csv.ts';
import type { TableEncoder } from './table/encoder.ts';
import { GEO_JSON } from './table/geojson.ts';
import { KML } from './table/kml.ts';
import { KMZ } from './table/kmz.ts';
import { TF_RECORD_TABLE } from './table/tf-record.ts';

/** The file formats of one file that tables are written in, by the names that requests call them: exports and downloads alike. */
export const TABLE_FORMATS = { CSV, GEO_JSON, KML, KMZ, TF_RECORD_TABLE } as const satisfies {
  readonly [name: string]: TableEncoder;
};

export type TableFormat = keyof typeof TABLE_FORMATS;

/** The format of a download, as it is stored. */
export const tableFormat = z.enum(Object.keys(TABLE_FORMATS) as [TableFormat, ...TableFormat[]]);

/** The format that has several files: exports write it, downloads do not. */
export const SHAPEFILE = 'SHP';

/** The formats of exports, and what their files are called and are: of several, the first one. */
export const EXPORT_FORMATS: {
  readonly [format in TableFormat | typeof SHAPEFILE]: Pick<TableEncoder, 'extension' | 'contentType'>;
} = { ...TABLE_FORMATS, [SHAPEFILE]: { extension: 'shp', contentType: 'application/vnd.shp' } };

export type ExportFormat = keyof typeof EXPORT_FORMATS;

/** The files that are beside the one that a result is called by: the ends of their names, for the end of its name. */
export function filesBeside(extension: string): readonly string[] {
  return extension === EXPORT_FORMATS.SHP.extension ? SHAPEFILE_PARTS.filter((part) => part !== extension) : [];
}

/** The format of an export, as it is stored. */
export const exportFormat = z.enum(Object.keys(EXPORT_FORMATS) as [ExportFormat, ...ExportFormat[]]);

const DEFAULT = { unspecified: 'TABLE_FILE_FORMAT_UNSPECIFIED', byDefault: 'CSV' } as const;

/** The format of a download that a request names, CSV by default; UNIMPLEMENTED if tables are not written so. */
export function readTableFormat(name?: string): TableFormat {
  return formatNamed(TABLE_FORMATS, name, DEFAULT);
}

/** The format of an export that a request names, CSV by default; UNIMPLEMENTED if tables are not written so. */
export function readExportFormat(name?: string): ExportFormat {
  return formatNamed(EXPORT_FORMATS, name, DEFAULT);
}
