import { invalid } from '../errors.ts';
import { objectFile } from '../google/object-file.ts';
import type { ShapefileParts } from '../table/shapefile/shapefile.ts';
import type { SourceFile } from '../table/source-file.ts';
import { openZip, type RangeFile } from '../table/zip/zip.ts';

/** The files of a shapefile: in an archive, or objects beside that of the geometries. */
export async function shapefileParts(file: RangeFile, format: 'shp' | 'zip'): Promise<ShapefileParts> {
  return format === 'zip' ? partsInZip(file.name, await openZip(file)) : partsBeside(file);
}

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
  return { shp: files.get(shape) as SourceFile, dbf: part('dbf'), prj: part('prj'), cpg: part('cpg') };
}

async function partsBeside(shp: RangeFile): Promise<ShapefileParts> {
  const upper = shp.name.endsWith('.SHP');
  const part = (extension: string) => objectFile(shp.name.slice(0, -3) + (upper ? extension.toUpperCase() : extension));
  const [dbf, prj, cpg] = await Promise.all(['dbf', 'prj', 'cpg'].map(part));
  return { shp, dbf, prj, cpg };
}
