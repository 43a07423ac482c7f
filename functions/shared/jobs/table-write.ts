import { randomUUID } from 'node:crypto';
import { loadText } from '../google/stored-text.ts';
import { writeObject } from '../google/write-object.ts';
import type { JobContext } from './context.ts';
import { writeFeatureView } from './feature-view/write.ts';
import { SHAPEFILE, TABLE_ENCODERS } from './formats/table-formats.ts';
import { type ObservedInputs, pinsText } from './inputs/observed-inputs.ts';
import { ownProperties } from './own-properties.ts';
import { writeShapefile } from './shapefile-write.ts';
import { shownColumns } from './table-download.ts';
import { writeTableFile } from './table-file.ts';
import { importedRows, manifestFile } from './table-import.ts';
import type { CheckTableJob, WriteTableJob, WrittenTable } from './table-job.ts';
import { parseTableManifest } from './table-manifest.ts';
import { collectionRows, evaluateCollection } from './table-rows.ts';

const BYTES = 'application/octet-stream';

/** Tells what is wrong with a table before it is written; notes what it is made of. */
export async function checkTable({ source }: CheckTableJob, context: JobContext<ObservedInputs>): Promise<string> {
  const text = await loadText(source.text);
  if (source.kind === 'manifest') await manifestFile(parseTableManifest(text), context);
  else await evaluateCollection(text, context);
  return pinsText(context.inputs);
}

/** Writes a table to objects in a folder. */
export async function writeTable(
  { source, folder, options }: WriteTableJob,
  context: JobContext,
): Promise<WrittenTable> {
  const text = await loadText(source.text);
  if (source.kind === 'manifest') {
    const { properties, startTime, endTime } = parseTableManifest(text);
    const imported = await importedRows(text, context);
    const { parts, table } = await writeTableFile(imported, folder);
    return {
      parts: [...parts],
      table,
      properties,
      ...(startTime ? { startTime } : {}),
      ...(endTime ? { endTime } : {}),
      ...(imported.note ? { note: imported.note } : {}),
    };
  }
  const collection = await evaluateCollection(text, context);
  const rows = collectionRows(collection, options, context);
  if (options.featureView) {
    return {
      ...(await writeFeatureView(rows, options.featureView, folder, context)),
      ...(await ownProperties(collection.properties)),
    };
  }
  if (options.format === undefined) {
    const { parts, table } = await writeTableFile({ columns: [], rows }, folder);
    return { parts: [...parts], table, ...(await ownProperties(collection.properties)) };
  }
  if (options.format === SHAPEFILE) {
    const files = await writeShapefile(rows, shownColumns(collection, options.selectors), folder);
    return { parts: [], files, table: { columns: [], count: 0 }, properties: {} };
  }
  const bytes = TABLE_ENCODERS[options.format].encode(rows, shownColumns(collection, options.selectors));
  const { size: _, ...written } = await writeObject(
    folder.bucket,
    `${folder.object}text-${randomUUID()}`,
    bytes,
    BYTES,
  );
  return { parts: [written], table: { columns: [], count: 0 }, properties: {} };
}
