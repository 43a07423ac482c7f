import { z } from 'zod';
import { invalid, unimplemented } from '../errors.ts';
import { assetProperties, readManifest } from './manifest.ts';

const columnType = z.string().transform((name) => name.replace(/^(?:CSV_)?COLUMN_DATA_TYPE_/, ''));

const source = z.object({
  uris: z.array(z.string()).default([]),
  charset: z.string().default(''),
  crs: z.string().default(''),
  geodesic: z.boolean().optional(),
  maxErrorMeters: z.number().default(0),
  maxVertices: z.number().default(0),
  primaryGeometryColumn: z.string().default(''),
  xColumn: z.string().default(''),
  yColumn: z.string().default(''),
  dateFormat: z.string().default(''),
  csvDelimiter: z.string().default(''),
  csvQualifier: z.string().default(''),
  simplifyErrorMeters: z.number().default(0),
});

const manifest = z.object({
  name: z.string(),
  sources: z.array(source).default([]),
  uriPrefix: z.string().default(''),
  startTime: z.string().optional(),
  endTime: z.string().optional(),
  properties: assetProperties,
  columnDataTypeOverrides: z.record(z.string(), columnType).default({}),
  csvColumnDataTypeOverrides: z.record(z.string(), columnType).default({}),
  policy: z.unknown().optional(),
});

export type TableSource = z.infer<typeof source>;

/** What Terrane reads of a TableManifest, with its one source and the URI of that. */
export interface TableManifest extends Omit<z.infer<typeof manifest>, 'sources'> {
  readonly source: TableSource;
  readonly uri: string;
  readonly format: 'csv' | 'geojson' | 'shp' | 'zip';
}

/**
 * Reads the JSON text of a TableManifest.
 * @throws INVALID_ARGUMENT, or UNIMPLEMENTED for what is not honoured
 */
export function parseTableManifest(text: string): TableManifest {
  const { sources, ...fields } = readManifest(manifest, text, 'table_manifest');
  if (sources.length === 0) throw invalid("Invalid value at 'table_manifest.sources': at least one is required.");
  if (sources.length > 1) throw unimplemented(`Terrane imports tables of one source so far. Got ${sources.length}.`);
  if (fields.policy) throw unimplemented("'policy' is not supported: set it on the asset.");
  const [only] = sources;
  checkSource(only);
  if (only.uris.length !== 1) {
    throw invalid(
      `Invalid value at 'table_manifest.sources.uris': exactly one URI is expected. Got ${only.uris.length}.`,
    );
  }
  const uri = fields.uriPrefix + only.uris[0];
  const format = formatOf(uri);
  const overrides = { ...fields.columnDataTypeOverrides, ...fields.csvColumnDataTypeOverrides };
  if (format !== 'csv' && Object.keys(overrides).length > 0) {
    throw unimplemented(
      "'columnDataTypeOverrides' are for CSV files only: other files say the types of their columns.",
    );
  }
  return { ...fields, source: only, uri, format };
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

function formatOf(uri: string): TableManifest['format'] {
  if (!/^gs:\/\/[^/]+\/.+/.test(uri))
    throw invalid(`Invalid source URI '${uri.slice(0, 200)}': gs://BUCKET/OBJECT is expected.`);
  if (/\.csv$/i.test(uri)) return 'csv';
  if (/\.(?:geojson|json)$/i.test(uri)) return 'geojson';
  if (/\.shp$/i.test(uri)) return 'shp';
  if (/\.zip$/i.test(uri)) return 'zip';
  throw unimplemented(
    `'${uri.slice(0, 200)}' cannot be imported: Terrane imports CSV (.csv), GeoJSON (.geojson, .json) and shapefiles (.zip, .shp). Convert other files, for instance with ogr2ogr.`,
  );
}
