import type { Collection } from '../algorithms/collection/collection.ts';
import { invalid } from '../errors.ts';
import { INDEX_COLUMN } from '../table/flatgeobuf/format.ts';
import { GEOMETRY_COLUMN } from '../table/text/csv.ts';
import type { JobContext } from './context.ts';
import { TABLE_FORMATS } from './formats/table-formats.ts';
import type { ObservedInputs } from './inputs/observed-inputs.ts';
import type { RenderedFile } from './job.ts';
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

/** The features of an expression as a file. */
export async function tableDownload(
  { expression, format, selectors }: TableFileJob,
  context: JobContext<ObservedInputs>,
): Promise<RenderedFile> {
  const { encode, contentType, extension } = TABLE_FORMATS[format];
  const collection = await evaluateCollection(expression, context);
  const rows = collectionRows(collection, { selectors, maxVertices: 0 }, context);
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of encode(rows, shownColumns(collection, selectors))) {
    size += piece.length;
    if (size > MAX_DOWNLOAD) {
      throw invalid(`The table has more than ${MAX_DOWNLOAD} bytes: export it to Cloud Storage, or filter it.`);
    }
    pieces.push(piece);
  }
  return { bytes: Buffer.concat(pieces), contentType, extension, inputs: await context.inputs.digest() };
}
