import type { Context } from '../algorithms/context.ts';
import { parseDate } from '../algorithms/language/joda-parse.ts';
import { parsePattern } from '../algorithms/language/joda-pattern.ts';
import { timeZone } from '../algorithms/language/time-zone.ts';
import { readCrs } from '../catalog/grid-message.ts';
import { invalid, notFound, ServiceError } from '../errors.ts';
import { assetBucket } from '../google/clients.ts';
import { objectFile } from '../google/object-file.ts';
import type { Column } from '../table/column.ts';
import type { Override } from '../table/csv/columns.ts';
import { openCsv } from '../table/csv/csv-table.ts';
import { geoJsonRows } from '../table/geojson/geojson-table.ts';
import type { GeometryOptions } from '../table/placed-geometry.ts';
import type { TableRow } from '../table/row.ts';
import { openShapefile } from '../table/shapefile/shapefile.ts';
import { at } from '../table/source-file.ts';
import type { RangeFile } from '../table/zip/zip.ts';
import { shapefileParts } from './shapefile-parts.ts';
import { parseTableManifest, type TableManifest, type TableSource } from './table-manifest.ts';

const MAX_ERROR_METERS = 1;
const OVERRIDES: readonly string[] = ['STRING', 'NUMERIC', 'LONG'] satisfies Override[];

/** Features that are to be written. */
export interface TableRows {
  /** The columns, as far as they are known. */
  readonly columns: readonly Column[];
  readonly rows: AsyncIterable<TableRow>;
}

/** The object of a manifest, in its present state. */
export async function manifestFile({ uri }: TableManifest): Promise<RangeFile> {
  if (uri.startsWith(`gs://${assetBucket()}/`)) {
    throw new ServiceError('PERMISSION_DENIED', `${uri} is in the bucket of Terrane's own data.`);
  }
  const file = await objectFile(uri);
  if (file === undefined) throw notFound(`${uri} does not exist.`);
  return file;
}

/** The features of a TableManifest's file. */
export async function importedRows(text: string, context: Context): Promise<TableRows> {
  const manifest = parseTableManifest(text);
  const file = counted(await manifestFile(manifest), context);
  const options = geometryOptions(manifest.source);
  const charset = manifest.source.charset || 'utf-8';
  if (manifest.format === 'shp' || manifest.format === 'zip') {
    const parts = await shapefileParts(file, manifest.format);
    // Edges of shapefiles are straight unless it is said.
    const { geodesic = false } = manifest.source;
    return openShapefile(parts, { ...options, geodesic, charset: manifest.source.charset });
  }
  if (manifest.format === 'geojson') return { columns: [], rows: geoJsonRows(file, { ...options, charset }) };
  const { csvDelimiter, csvQualifier, dateFormat, primaryGeometryColumn, xColumn, yColumn } = manifest.source;
  const table = await openCsv(file, {
    ...options,
    charset,
    delimiter: csvDelimiter || ',',
    qualifier: csvQualifier || '"',
    primaryGeometryColumn,
    xColumn,
    yColumn,
    ...(dateFormat === '' ? {} : { parseDate: dateReader(dateFormat) }),
    types: overridesOf(manifest),
  });
  return { columns: table.columns, rows: table.rows() };
}

/** Reading is work, however the file is made. */
function counted(file: RangeFile, context: Context): RangeFile {
  async function* count(chunks: AsyncIterable<Uint8Array>) {
    for await (const bytes of chunks) {
      context.spend(1);
      yield bytes;
    }
  }
  return { ...file, open: () => count(file.open()), openRange: (start, end) => count(file.openRange(start, end)) };
}

function geometryOptions({ crs, geodesic, maxErrorMeters, maxVertices }: TableSource): GeometryOptions {
  const system = readCrs(crs || 'EPSG:4326');
  return {
    crs: system,
    hasCrs: Boolean(crs),
    geodesic,
    maxErrorMeters: maxErrorMeters || MAX_ERROR_METERS,
    maxVertices,
  };
}

function dateReader(pattern: string): (text: string) => number {
  const zone = timeZone(null);
  try {
    parsePattern(pattern);
  } catch (error) {
    throw at("Invalid value at 'dateFormat'", error);
  }
  return (text) => parseDate(text, pattern, zone);
}

/** The types of the newer field count. */
function overridesOf({ columnDataTypeOverrides, csvColumnDataTypeOverrides }: TableManifest): Map<string, Override> {
  const overrides = new Map<string, Override>();
  for (const [name, type] of Object.entries({ ...csvColumnDataTypeOverrides, ...columnDataTypeOverrides })) {
    if (type === 'UNSPECIFIED') continue;
    if (!OVERRIDES.includes(type)) throw invalid(`Column '${name}' cannot be of the type '${type.slice(0, 100)}'.`);
    overrides.set(name, type as Override);
  }
  return overrides;
}
