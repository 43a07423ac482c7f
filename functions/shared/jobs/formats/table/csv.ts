import { csvText } from '../../../table/text/csv.ts';
import { type TableEncoder, utf8 } from './encoder.ts';

/** Comma-separated values; geometries are GeoJSON in a column. */
export const CSV: TableEncoder = {
  extension: 'csv',
  contentType: 'text/csv; charset=utf-8',
  encode: (rows, columns) => utf8(csvText(rows, columns)),
};
