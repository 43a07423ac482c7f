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
export const TABLE_ENCODERS = { CSV, GEO_JSON, KML, KMZ, TF_RECORD_TABLE } as const satisfies {
  readonly [name: string]: TableEncoder;
};

/** The format that has several files: exports write them, downloads are an archive of them. */
export const SHAPEFILE = 'SHP';

/** The formats, and what their files are called and are: of several, the first one. */
export const TABLE_FORMATS: {
  readonly [format in keyof typeof TABLE_ENCODERS | typeof SHAPEFILE]: Pick<TableEncoder, 'extension' | 'contentType'>;
} = { ...TABLE_ENCODERS, [SHAPEFILE]: { extension: 'shp', contentType: 'application/vnd.shp' } };

export type TableFormat = keyof typeof TABLE_FORMATS;

/** The files that are beside the one that a result is called by: the ends of their names, for the end of its name. */
export function filesBeside(extension: string): readonly string[] {
  return extension === TABLE_FORMATS.SHP.extension ? SHAPEFILE_PARTS.filter((part) => part !== extension) : [];
}

/** A format, as it is stored. */
export const tableFormat = z.enum(Object.keys(TABLE_FORMATS) as [TableFormat, ...TableFormat[]]);

const DEFAULT = { unspecified: 'TABLE_FILE_FORMAT_UNSPECIFIED', byDefault: 'CSV' } as const;

/** The format that a request names, CSV by default; UNIMPLEMENTED if tables are not written so. */
export function readTableFormat(name?: string): TableFormat {
  return formatNamed(TABLE_FORMATS, name, DEFAULT);
}
