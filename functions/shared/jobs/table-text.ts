import type { Collection } from '../algorithms/collection/collection.ts';
import type { Context } from '../algorithms/context.ts';
import { invalid } from '../errors.ts';
import { INDEX_COLUMN } from '../table/flatgeobuf/format.ts';
import type { TableRow } from '../table/row.ts';
import { csvText, GEOMETRY_COLUMN } from '../table/text/csv.ts';
import { geoJsonText } from '../table/text/geojson.ts';
import { kmlText } from '../table/text/kml.ts';
import type { RenderedFile } from './job.ts';
import { TABLE_FORMATS, type TableFormat } from './table-format.ts';
import type { TableFileJob } from './table-job.ts';
import { collectionRows, evaluateCollection } from './table-rows.ts';

/** Bytes of a table that is downloaded: it is in memory as a whole. */
const MAX_DOWNLOAD = 100 * 1024 * 1024;

/** The columns of a collection as CSV: those asked for, or those known; none if they are to be taken from the first feature. */
export function csvColumns({ fields }: Collection, selectors: readonly string[]): readonly string[] {
  const known = [...(fields.columns?.keys() ?? [])].filter((name) => name !== INDEX_COLUMN);
  if (selectors.length > 0 || known.length === 0) return selectors;
  return [INDEX_COLUMN, ...known.sort(), GEOMETRY_COLUMN];
}

/**
 * Rows as the text of a file.
 * @param columns those of CSV; none if they are to be taken from the first row
 */
export async function* tableText(
  rows: AsyncIterable<TableRow>,
  format: TableFormat,
  columns: readonly string[],
): AsyncGenerator<Uint8Array> {
  const text = format === 'CSV' ? csvText(rows, columns) : format === 'KML' ? kmlText(rows) : geoJsonText(rows);
  for await (const piece of text) yield Buffer.from(piece);
}

/** The features of an expression as a file. */
export async function tableDownload(
  { expression, format, selectors }: TableFileJob,
  context: Context,
): Promise<RenderedFile> {
  const collection = await evaluateCollection(expression, context);
  const rows = collectionRows(collection, { selectors, maxVertices: 0 }, context);
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of tableText(rows, format, csvColumns(collection, selectors))) {
    size += piece.length;
    if (size > MAX_DOWNLOAD) {
      throw invalid(`The table has more than ${MAX_DOWNLOAD} bytes: export it to Cloud Storage, or filter it.`);
    }
    pieces.push(piece);
  }
  return { bytes: Buffer.concat(pieces), contentType: TABLE_FORMATS[format].contentType };
}
