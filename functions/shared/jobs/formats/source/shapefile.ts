import { invalid } from '../../../errors.ts';
import { openShapefile, type ShapefileParts } from '../../../table/shapefile/shapefile.ts';
import type { SourceFile } from '../../../table/source-file.ts';
import { openZip } from '../../../table/zip/zip.ts';
import type { TableFile, TableReader } from './reader.ts';

/** An Esri shapefile: an archive of its files, or objects beside that of the geometries. */
export const SHAPEFILE_SOURCE: TableReader = {
  title: 'shapefiles (.zip, .shp)',
  names: /\.(?:zip|shp)$/i,
  takesColumnTypes: false,
  async open(table) {
    const { file, source, geometry } = table;
    const parts = /\.zip$/i.test(file.name) ? partsInZip(file.name, await openZip(file)) : await partsBeside(table);
    // Edges of shapefiles are straight unless it is said.
    return openShapefile(parts, { ...geometry, geodesic: source.geodesic ?? false, charset: source.charset });
  },
};

function partsInZip(archive: string, files: ReadonlyMap<string, SourceFile>): ShapefileParts {
  // Archives of macOS have shadows of their files.
  const names = [...files.keys()].filter((name) => !/(?:^|\/)(?:__MACOSX\/|\._)/.test(name));
  const shapes = names.filter((name) => /\.shp$/i.test(name));
  if (shapes.length !== 1)
    throw invalid(`${archive}: One .shp file is expected in the archive. Found ${shapes.length}.`);
  const [shape] = shapes;
  const stem = shape.slice(0, -4).toLowerCase();
  const part = (extension: string) => {
    const name = names.find((candidate) => candidate.toLowerCase() === `${stem}.${extension}`);
    return name === undefined ? undefined : files.get(name);
  };
  const dbf = part('dbf');
  if (!dbf) throw withoutAttributes(`${archive}: There is no .dbf file beside ${shape} in the archive`);
  return { shp: files.get(shape) as SourceFile, dbf, prj: part('prj'), cpg: part('cpg') };
}

async function partsBeside({ file: shp, beside }: TableFile): Promise<ShapefileParts> {
  const upper = shp.name.endsWith('.SHP');
  const part = (extension: string) => beside(shp.name.slice(0, -3) + (upper ? extension.toUpperCase() : extension));
  const [dbf, prj, cpg] = await Promise.all(['dbf', 'prj', 'cpg'].map(part));
  if (!dbf) throw withoutAttributes(`${shp.name.slice(0, -4)}.dbf does not exist`);
  return { shp, dbf, prj, cpg };
}

/** A shapefile is several files, of which one is easily left behind. Its index, the .shx, is not read. */
function withoutAttributes(what: string): Error {
  return invalid(
    `${what}: a shapefile is at least .shp, .dbf and .prj. Give all of them, or make one file of them: ogr2ogr -f GeoJSON out.geojson in.shp.`,
  );
}
