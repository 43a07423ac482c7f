import { parseDate } from '../../../algorithms/language/joda-parse.ts';
import { parsePattern } from '../../../algorithms/language/joda-pattern.ts';
import { timeZone } from '../../../algorithms/language/time-zone.ts';
import { openCsv } from '../../../table/csv/csv-table.ts';
import { at } from '../../../table/source-file.ts';
import type { TableReader } from './reader.ts';

/** Values separated by commas or other characters, with a geometry column or two of coordinates. */
export const CSV_SOURCE: TableReader = {
  title: 'CSV (.csv, .tsv)',
  names: /\.[ct]sv$/i,
  takesColumnTypes: true,
  async open({ file, source, geometry, columnTypes }) {
    const { csvDelimiter, csvQualifier, dateFormat, primaryGeometryColumn, xColumn, yColumn, charset } = source;
    const table = await openCsv(file, {
      ...geometry,
      charset: charset || 'utf-8',
      delimiter: csvDelimiter,
      qualifier: csvQualifier || '"',
      primaryGeometryColumn,
      xColumn,
      yColumn,
      ...(dateFormat === '' ? {} : { parseDate: dateReader(dateFormat) }),
      types: columnTypes,
    });
    return { columns: table.columns, rows: table.rows(), ...(table.note ? { note: table.note } : {}) };
  },
};

function dateReader(pattern: string): (text: string) => number {
  const zone = timeZone(null);
  try {
    parsePattern(pattern);
  } catch (error) {
    throw at("Invalid value at 'dateFormat'", error);
  }
  return (text) => parseDate(text, pattern, zone);
}
