import { z } from 'zod';
import { formatNamed } from './format-named.ts';
import { CSV } from './table/csv.ts';
import type { TableEncoder } from './table/encoder.ts';
import { GEO_JSON } from './table/geojson.ts';
import { KML } from './table/kml.ts';
import { KMZ } from './table/kmz.ts';
import { TF_RECORD_TABLE } from './table/tf-record.ts';

/** The file formats that tables are written in, by the names that requests call them: exports and downloads alike. */
export const TABLE_FORMATS = { CSV, GEO_JSON, KML, KMZ, TF_RECORD_TABLE } as const satisfies {
  readonly [name: string]: TableEncoder;
};

export const tableFormat = z.enum(Object.keys(TABLE_FORMATS) as [TableFormat, ...TableFormat[]]);
export type TableFormat = keyof typeof TABLE_FORMATS;

/** The format that a request names, CSV by default; UNIMPLEMENTED if tables are not written so. */
export function readTableFormat(name?: string): TableFormat {
  return formatNamed(TABLE_FORMATS, name, { unspecified: 'TABLE_FILE_FORMAT_UNSPECIFIED', byDefault: 'CSV' });
}
