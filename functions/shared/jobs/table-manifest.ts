import { invalid, unimplemented } from '../errors.ts';
import { TableManifest as TableManifestMessage } from '../messages/import.ts';
import type { Json } from '../values/value.ts';
import { isArchive } from './formats/archive.ts';
import type { TableReader } from './formats/source/reader.ts';
import { tableSourceOf } from './formats/table-sources.ts';
import { manifestProperties, readManifest } from './manifest-message.ts';
import { sourcePlace } from './source-uri.ts';
import { completedSource, type TableSource } from './table-source.ts';

/** What Terrane reads of a TableManifest, with its one source and the URI of that. */
export interface TableManifest {
  readonly source: TableSource;
  readonly uri: string;
  readonly startTime: string | undefined;
  readonly endTime: string | undefined;
  readonly properties: { readonly [name: string]: Json };
  /** The types of columns by their names, such as `NUMERIC`. */
  readonly columnTypes: ReadonlyMap<string, string>;
}

/**
 * Reads the JSON text of a TableManifest.
 * @throws INVALID_ARGUMENT, or UNIMPLEMENTED for what is not honoured
 */
export function parseTableManifest(text: string): TableManifest {
  const { sources = [], uriPrefix = '', startTime, endTime, ...fields } = readManifest(TableManifestMessage, text);
  if (sources.length === 0) throw invalid("Invalid value at 'table_manifest.sources': at least one is required.");
  if (sources.length > 1) throw unimplemented(`Terrane imports tables of one source so far. Got ${sources.length}.`);
  if (fields.policy) throw unimplemented("'policy' is not supported: set it on the asset.");
  const source = completedSource(sources[0]);
  checkSource(source);
  if (source.uris.length !== 1) {
    throw invalid(
      `Invalid value at 'table_manifest.sources.uris': exactly one URI is expected. Got ${source.uris.length}.`,
    );
  }
  const uri = uriPrefix + source.uris[0];
  sourcePlace(uri);
  // The types of the newer field count.
  const types = { ...fields.csvColumnDataTypeOverrides, ...fields.columnDataTypeOverrides };
  const columnTypes = new Map(Object.entries(types).map(([name, type]) => [name, typeName(type)]));
  // What is in an archive is seen when it is opened.
  if (!isArchive(uri)) checkColumnTypes(tableSourceOf(uri), columnTypes);
  const properties = manifestProperties('table_manifest', fields.properties);
  return { source, uri, startTime, endTime, properties, columnTypes };
}

/** Refuses types of columns for a format whose files say them. */
export function checkColumnTypes({ takesColumnTypes }: TableReader, columnTypes: ReadonlyMap<string, string>): void {
  if (takesColumnTypes || columnTypes.size === 0) return;
  throw invalid("'columnDataTypeOverrides' are for CSV files only: other files say the types of their columns.");
}

function typeName(type: string): string {
  return type.replace(/^(?:CSV_)?COLUMN_DATA_TYPE_/, '');
}

function checkSource({
  csvDelimiter,
  csvQualifier,
  maxErrorMeters,
  maxVertices,
  simplifyErrorMeters,
}: TableSource): void {
  for (const [name, text] of Object.entries({ csvDelimiter, csvQualifier })) {
    if ([...text].length > 1)
      throw invalid(`Invalid value at '${name}': it must be a single character. Got '${text}'.`);
  }
  if (csvDelimiter !== '' && csvDelimiter === (csvQualifier || '"')) {
    throw invalid("'csvDelimiter' and 'csvQualifier' must not be the same.");
  }
  if (!(maxErrorMeters >= 0) || !(maxVertices >= 0)) {
    throw invalid("'maxErrorMeters' and 'maxVertices' must not be negative.");
  }
  if (simplifyErrorMeters !== 0) {
    throw unimplemented("'simplifyErrorMeters' is not supported: simplify the features, and export them to an asset.");
  }
}
