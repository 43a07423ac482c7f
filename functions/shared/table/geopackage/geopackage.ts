import { invalid, isServiceError } from '../../errors.ts';
import type { Geometry } from '../../geometry/geometry.ts';
import { type Crs, CrsError, parseCrs } from '../../raster/crs/crs.ts';
import { float, longOf, numberOf, numberType, toDouble } from '../../values/number.ts';
import type { Value } from '../../values/value.ts';
import { INDEX_COLUMN } from '../flatgeobuf/format.ts';
import { fileCrs, type GeometryOptions, hasGeodesics, placed } from '../placed-geometry.ts';
import type { TableRow } from '../row.ts';
import { at, type SourceFile } from '../source-file.ts';
import { parseWkb } from '../wkb.ts';
import { Database, type SqlRow, type SqlValue } from './database.ts';
import { stageFile } from './staged.ts';

/** Bytes of a file that is copied to this machine. */
const MAX_BYTES = 512 * 1024 * 1024;

/** The features of a GeoPackage (OGC 12-128r19) with one layer, without an index. The file is copied to this machine meanwhile. */
export async function* geoPackageRows(file: SourceFile, options: GeometryOptions): AsyncGenerator<TableRow> {
  const staged = await stageFile(file, MAX_BYTES, 'Convert the file: ogr2ogr -f GeoJSON out.geojson in.gpkg.');
  try {
    yield* rowsOf(staged.path, options);
  } catch (error) {
    throw at(file.name, isServiceError(error) ? error : sqliteError(error));
  } finally {
    await staged.remove();
  }
}

/** What SQLite says of a file that is none of its own, or damaged. */
function sqliteError(error: unknown): unknown {
  if (!(error instanceof Error && 'code' in error && error.code === 'ERR_SQLITE_ERROR')) return error;
  return invalid(`The file is no GeoPackage that can be read: ${error.message}.`);
}

function* rowsOf(path: string, options: GeometryOptions): Generator<TableRow> {
  const database = new Database(path);
  try {
    const layer = layerOf(database);
    const { column, srs } = geometryColumn(database, layer);
    const crs = crsOf(database, srs, options);
    const wkb = { crs, geodesic: hasGeodesics(options, crs) };
    const columns = database
      .columns(layer)
      .filter(({ name, type, isKey }) => name !== column && name !== INDEX_COLUMN && !(isKey && type === 'INTEGER'));
    let place = 0;
    for (const row of database.rows(layer, [...columns.map(({ name }) => name), column])) {
      place++;
      try {
        const properties = new Map<string, Value>();
        for (const { name, type } of columns) {
          const value = propertyOf(row[name], type);
          if (value !== null) properties.set(name, value);
        }
        const geometry = geometryOf(row[column], wkb);
        yield { id: undefined, geometry: geometry && placed(geometry, options), properties };
      } catch (error) {
        throw at(`${layer.slice(0, 100)}, feature ${place}`, error);
      }
    }
  } finally {
    database.close();
  }
}

function layerOf(database: Database): string {
  if (!database.has('gpkg_contents')) throw invalid('The file is no GeoPackage: it has no gpkg_contents.');
  const layers = [...database.rows('gpkg_contents', ['table_name', 'data_type'])]
    .filter((row) => row['data_type'] === 'features')
    .map((row) => String(row['table_name']));
  const [layer] = layers;
  if (layers.length === 1) return layer;
  if (layers.length === 0) throw invalid('The GeoPackage has no features.');
  throw invalid(
    `One layer is expected. Found ${layers.length}: ${layers.join(', ').slice(0, 200)}. Take one of them: ogr2ogr -f GPKG out.gpkg in.gpkg ${layer}.`,
  );
}

function geometryColumn(database: Database, layer: string): { column: string; srs: number } {
  const rows = database.rows('gpkg_geometry_columns', ['table_name', 'column_name', 'srs_id']);
  for (const row of rows) {
    if (row['table_name'] === layer) return { column: String(row['column_name']), srs: Number(row['srs_id']) };
  }
  throw invalid(`The layer '${layer}' has no column of geometries.`);
}

/** The reference system of a layer: by its code, or its text. */
function crsOf(database: Database, srs: number, options: GeometryOptions): Crs {
  for (const row of database.rows('gpkg_spatial_ref_sys', [
    'srs_id',
    'organization',
    'organization_coordsys_id',
    'definition',
  ])) {
    if (Number(row['srs_id']) === srs && srs > 0) return parsedCrs(row, options);
  }
  // 0 is a geographic system that is not known, -1 another one.
  if (srs === 0 || options.hasCrs) return options.crs;
  throw invalid(
    "The layer does not say its CRS. Give the source's 'crs', or set it: ogr2ogr -a_srs EPSG:CODE out.gpkg in.gpkg.",
  );
}

function parsedCrs(row: SqlRow, options: GeometryOptions): Crs {
  const code = `${String(row['organization']).toUpperCase()}:${row['organization_coordsys_id']}`;
  try {
    return fileCrs(() => {
      try {
        return parseCrs(code);
      } catch (error) {
        if (error instanceof CrsError) return parseCrs(String(row['definition']));
        throw error;
      }
    }, options);
  } catch (error) {
    if (error instanceof CrsError) throw invalid(`${error.message} Or give the source's 'crs'.`);
    throw error;
  }
}

/** Bytes of the envelope before the geometry, by its kind. */
const ENVELOPES = [0, 32, 48, 48, 64];
const HEAD_BYTES = 8;

/** A geometry behind GeoPackage's header: "GP", version, flags, reference system, envelope. */
function geometryOf(value: SqlValue, options: Parameters<typeof parseWkb>[1]): Geometry | null {
  if (value === null) return null;
  if (!(value instanceof Uint8Array)) throw invalid('The geometry is no binary value.');
  const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  const envelope = ENVELOPES[(bytes[3] >> 1) & 7];
  if (bytes.length < HEAD_BYTES || bytes.toString('latin1', 0, 2) !== 'GP' || envelope === undefined) {
    throw invalid('The geometry has no header of GeoPackage.');
  }
  return parseWkb(bytes.subarray(HEAD_BYTES + envelope), options);
}

/** A value by the type of its column; dates are milliseconds since 1970, bytes are left out. */
function propertyOf(value: SqlValue, type: string): Value {
  if (value === null || value instanceof Uint8Array) return null;
  if (typeof value === 'string') return /^DATE(?:TIME)?$/.test(type) ? dateOf(value) : value;
  if (type === 'BOOLEAN') return Number(value) !== 0;
  if (typeof value === 'number') return Number.isFinite(value) ? float(value) : null;
  const long = longOf(value);
  if (/^(?:TINY|SMALL|MEDIUM)INT$/.test(type)) return toDouble(long);
  return numberType(long) === 'Long' ? long : numberOf(toDouble(long), 'Long');
}

function dateOf(text: string): Value {
  const millis = Date.parse(text);
  return Number.isNaN(millis) ? text : numberOf(millis, 'Long');
}
