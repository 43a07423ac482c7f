import { readCrs } from '../catalog/grid-message.ts';
import { invalid, notFound } from '../errors.ts';
import { objectFile } from '../google/object-file.ts';
import type { Override } from '../table/csv/columns.ts';
import type { GeometryOptions } from '../table/placed-geometry.ts';
import type { RangeFile } from '../table/zip/zip.ts';
import type { JobContext } from './context.ts';
import { isArchive, openArchive } from './formats/archive.ts';
import type { TableRows } from './formats/source/reader.ts';
import { tableSourceOf } from './formats/table-sources.ts';
import { checkColumnTypes, parseTableManifest, type TableManifest } from './table-manifest.ts';
import type { TableSource } from './table-source.ts';

const MAX_ERROR_METERS = 1;
const OVERRIDES: readonly string[] = ['STRING', 'NUMERIC', 'LONG'] satisfies Override[];

/** The object of a manifest. */
export async function manifestFile({ uri }: TableManifest, context: JobContext): Promise<RangeFile> {
  const file = await fileOf(uri, context);
  if (file === undefined) throw notFound(`${uri} does not exist.`);
  return file;
}

/** The features of a TableManifest's file. */
export async function importedRows(text: string, context: JobContext): Promise<TableRows> {
  const manifest = parseTableManifest(text);
  const { source, uri, columnTypes } = manifest;
  const object = await manifestFile(manifest, context);
  const { name, ...table } = isArchive(uri) ? await openArchive(object) : objectTable(uri, object, context);
  const reader = tableSourceOf(name);
  checkColumnTypes(reader, columnTypes);
  const overrides = overridesOf(manifest);
  return reader.open({ ...table, source, geometry: geometryOptions(source), columnTypes: overrides });
}

/** An object that is a table, or the main one of its files. */
function objectTable(uri: string, file: RangeFile, context: JobContext) {
  const stem = uri.slice(0, uri.lastIndexOf('.') + 1);
  const isUpper = /\.[A-Z]+$/.test(uri);
  const beside = (extension: string) => fileOf(stem + (isUpper ? extension.toUpperCase() : extension), context);
  return { name: uri, file, beside };
}

async function fileOf(uri: string, context: JobContext): Promise<RangeFile | undefined> {
  const object = await context.inputs.objectNow(uri);
  return object && counted(objectFile(uri, object), context);
}

/** Reading is work, however the file is made. */
function counted(file: RangeFile, context: JobContext): RangeFile {
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

function overridesOf({ columnTypes }: TableManifest): Map<string, Override> {
  const overrides = new Map<string, Override>();
  for (const [name, type] of columnTypes) {
    if (type === 'UNSPECIFIED') continue;
    if (!OVERRIDES.includes(type)) throw invalid(`Column '${name}' cannot be of the type '${type.slice(0, 100)}'.`);
    overrides.set(name, type as Override);
  }
  return overrides;
}
