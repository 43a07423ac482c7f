import type { Collection } from '../algorithms/collection/collection.ts';
import { invalid } from '../errors.ts';
import { archivedName, encodeZip } from '../raster/encode/zip.ts';
import { INDEX_COLUMN } from '../table/flatgeobuf/format.ts';
import type { TableRow } from '../table/row.ts';
import { GEOMETRY_COLUMN } from '../table/text/csv.ts';
import type { JobContext } from './context.ts';
import { SHAPEFILE, TABLE_ENCODERS } from './formats/table-formats.ts';
import type { ObservedInputs } from './inputs/observed-inputs.ts';
import type { RenderedFile } from './job.ts';
import { shapefileOf } from './shapefile-write.ts';
import type { TableFileJob } from './table-job.ts';
import { collectionRows, evaluateCollection } from './table-rows.ts';

/** Bytes of a table that is downloaded: it is in memory as a whole. */
const MAX_DOWNLOAD = 100 * 1024 * 1024;

/** The columns of a collection as a text file has them: those asked for, or those known; none if they are to be taken from the first feature. */
export function shownColumns({ fields }: Collection, selectors: readonly string[]): readonly string[] {
  const known = [...(fields.columns?.keys() ?? [])].filter((name) => name !== INDEX_COLUMN);
  if (selectors.length > 0 || known.length === 0) return selectors;
  return [INDEX_COLUMN, ...known.sort(), GEOMETRY_COLUMN];
}

/** The features of an expression as a file; of a format of several files, as an archive of them. */
export async function tableDownload(
  { expression, format, selectors, filename }: TableFileJob,
  context: JobContext<ObservedInputs>,
): Promise<RenderedFile> {
  const collection = await evaluateCollection(expression, context);
  const rows = collectionRows(collection, { selectors, maxVertices: 0 }, context);
  const columns = shownColumns(collection, selectors);
  const file = format === SHAPEFILE ? await archived(rows, columns, filename) : await encoded(format, rows, columns);
  return { ...file, inputs: await context.inputs.digest() };
}

type File = Omit<RenderedFile, 'inputs'>;

async function encoded(
  format: keyof typeof TABLE_ENCODERS,
  rows: AsyncIterable<TableRow>,
  columns: readonly string[],
): Promise<File> {
  const { encode, contentType, extension } = TABLE_ENCODERS[format];
  const claim = limited();
  const pieces: Uint8Array[] = [];
  for await (const piece of encode(rows, columns)) {
    claim(piece.length);
    pieces.push(piece);
  }
  return { bytes: Buffer.concat(pieces), contentType, extension };
}

async function archived(rows: AsyncIterable<TableRow>, columns: readonly string[], filename: string): Promise<File> {
  const files = await shapefileOf(rows, columns, limited());
  const bytes = encodeZip(
    files.map((file) => ({ name: archivedName(`${filename}.${file.extension}`), bytes: file.bytes })),
  );
  return { bytes, contentType: 'application/zip', extension: 'zip' };
}

/** Counts bytes. @throws INVALID_ARGUMENT for too many */
function limited(): (bytes: number) => void {
  let size = 0;
  return (bytes) => {
    size += bytes;
    if (size <= MAX_DOWNLOAD) return;
    throw invalid(`The table has more than ${MAX_DOWNLOAD} bytes: export it to Cloud Storage, or filter it.`);
  };
}
