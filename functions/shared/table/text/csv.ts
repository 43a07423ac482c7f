import { encodeValue } from '../../values/encode.ts';
import { isNumberValue, toDouble } from '../../values/number.ts';
import type { Value } from '../../values/value.ts';
import { INDEX_COLUMN } from '../flatgeobuf/format.ts';
import type { TableRow } from '../row.ts';

/** The column of a row's geometry, as GeoJSON. */
export const GEOMETRY_COLUMN = '.geo';

/**
 * Rows as CSV (RFC 4180), with a line of names first.
 * @param names the columns; without any, the index, the properties of the first row by their names, and the geometry
 */
export async function* csvText(rows: AsyncIterable<TableRow>, names: readonly string[]): AsyncGenerator<string> {
  let columns = names.length > 0 ? names : undefined;
  if (columns !== undefined) yield line(columns);
  for await (const row of rows) {
    if (columns === undefined) {
      columns = [INDEX_COLUMN, ...[...row.properties.keys()].sort(), GEOMETRY_COLUMN];
      yield line(columns);
    }
    yield line(columns.map((name) => cell(row, name)));
  }
}

function line(values: readonly string[]): string {
  return `${values.map(quoted).join()}\n`;
}

function quoted(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function cell({ id, geometry, properties }: TableRow, name: string): string {
  const own = properties.get(name);
  if (own !== undefined) return valueText(own);
  if (name === INDEX_COLUMN) return id ?? '';
  return name === GEOMETRY_COLUMN && geometry !== null ? JSON.stringify(geometry.encode()) : '';
}

/** A plain value as text; lists and dictionaries as JSON. */
export function valueText(value: Value): string {
  if (typeof value === 'string' || typeof value === 'bigint') return String(value);
  return isNumberValue(value) ? String(toDouble(value)) : JSON.stringify(encodeValue(value));
}
