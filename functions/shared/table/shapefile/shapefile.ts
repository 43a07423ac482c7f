import { invalid } from '../../errors.ts';
import { CrsError, parseCrs } from '../../raster/crs/crs.ts';
import type { Value } from '../../values/value.ts';
import type { Column } from '../column.ts';
import { INDEX_COLUMN } from '../flatgeobuf/format.ts';
import { fileCrs, type GeometryOptions, placed } from '../placed-geometry.ts';
import type { TableRow } from '../row.ts';
import { at, type SourceFile, textOf } from '../source-file.ts';
import { openAttributes } from './attributes.ts';
import { charsetOfName } from './code-page.ts';
import { shapesOf } from './shapes.ts';

/** The files of a shapefile: geometries, attributes, reference system, charset. */
export interface ShapefileParts {
  readonly shp: SourceFile;
  readonly dbf?: SourceFile | undefined;
  readonly prj?: SourceFile | undefined;
  readonly cpg?: SourceFile | undefined;
}

export interface ShapefileTable {
  readonly columns: readonly Column[];
  readonly rows: AsyncGenerator<TableRow>;
}

const NO_PROPERTIES: ReadonlyMap<string, Value> = new Map();

/**
 * Opens a shapefile.
 * @param options what holds where the files do not say it; `charset` may be empty
 */
export async function openShapefile(
  { shp, dbf, prj, cpg }: ShapefileParts,
  options: GeometryOptions & { readonly charset: string },
): Promise<ShapefileTable> {
  const crs = prj === undefined ? options.crs : readPrj(prj.name, await smallText(prj), options);
  const charset = options.charset || (cpg && charsetOfName(await smallText(cpg)));
  const attributes = dbf && (await openAttributes(dbf, charset));
  async function* rows(): AsyncGenerator<TableRow> {
    let place = 0;
    try {
      for await (const geometry of shapesOf(shp, { ...options, crs })) {
        const properties = attributes === undefined ? NO_PROPERTIES : await attributes.next();
        if (properties === undefined) throw invalid(`${dbf?.name} has fewer records than ${shp.name}.`);
        if (properties !== null) {
          yield { id: undefined, geometry: geometry && placed(geometry, options), properties };
        }
        place++;
      }
    } catch (error) {
      throw at(`${shp.name}, record ${place + 1}`, error);
    } finally {
      await attributes?.close();
    }
  }
  const columns = attributes?.columns ?? [];
  checkColumns(dbf?.name ?? '', columns);
  return { columns, rows: rows() };
}

function checkColumns(file: string, columns: readonly Column[]): void {
  const names = new Set([INDEX_COLUMN]);
  for (const { name } of columns) {
    if (name === '' || names.has(name)) throw invalid(`${file}: There are two columns '${name}', or it is no name.`);
    names.add(name);
  }
}

function readPrj(name: string, text: string, options: GeometryOptions) {
  try {
    return fileCrs(() => parseCrs(text.trim()), options);
  } catch (error) {
    if (error instanceof CrsError) throw invalid(`${name}: ${error.message} Or give the source's 'crs'.`);
    throw error;
  }
}

async function smallText(file: SourceFile): Promise<string> {
  let text = '';
  for await (const piece of textOf(file, 'utf-8')) {
    text += piece;
    if (text.length > 100_000) throw invalid(`${file.name} is too long.`);
  }
  return text;
}
