import { unimplemented } from '../errors.ts';

/** File formats of tables: the extensions of their names, and their types. */
export const TABLE_FORMATS = {
  CSV: { extension: 'csv', contentType: 'text/csv; charset=utf-8' },
  GEO_JSON: { extension: 'geojson', contentType: 'application/geo+json' },
  KML: { extension: 'kml', contentType: 'application/vnd.google-earth.kml+xml' },
} as const;

export type TableFormat = keyof typeof TABLE_FORMATS;

/** The format that a request names, CSV by default; UNIMPLEMENTED if tables are not written so. */
export function tableFormat(name = 'TABLE_FILE_FORMAT_UNSPECIFIED'): TableFormat {
  if (name === 'TABLE_FILE_FORMAT_UNSPECIFIED') return 'CSV';
  if (Object.hasOwn(TABLE_FORMATS, name)) return name as TableFormat;
  const known = Object.keys(TABLE_FORMATS).join(', ');
  throw unimplemented(`The file format ${name} is not supported yet. Use one of ${known}.`);
}
