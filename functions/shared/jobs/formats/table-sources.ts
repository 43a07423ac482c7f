import { invalid } from '../../errors.ts';
import { CSV_SOURCE } from './source/csv.ts';
import { FLATGEOBUF_SOURCE } from './source/flatgeobuf.ts';
import { GEO_JSON_SOURCE } from './source/geojson.ts';
import { GEOPACKAGE_SOURCE } from './source/geopackage.ts';
import { KML_SOURCE } from './source/kml.ts';
import type { TableReader } from './source/reader.ts';
import { SHAPEFILE_SOURCE } from './source/shapefile.ts';

/** The file formats that tables are imported from. */
const TABLE_SOURCES: readonly TableReader[] = [
  CSV_SOURCE,
  GEO_JSON_SOURCE,
  KML_SOURCE,
  GEOPACKAGE_SOURCE,
  FLATGEOBUF_SOURCE,
  SHAPEFILE_SOURCE,
];

/** Whether tables are imported from files of such a name. */
export function isTableSource(name: string): boolean {
  return TABLE_SOURCES.some(({ names }) => names.test(name));
}

/** The format of a file by its name; INVALID_ARGUMENT if tables are not imported from such files. */
export function tableSourceOf(uri: string): TableReader {
  const format = TABLE_SOURCES.find(({ names }) => names.test(uri));
  if (format) return format;
  const shown = uri.slice(0, 200);
  if (/\.(?:dbf|shx|prj|cpg)$/i.test(uri)) {
    throw invalid(
      `'${shown}' is a part of a shapefile: give the .shp, with the others beside it, or all in an archive.`,
    );
  }
  const titles = TABLE_SOURCES.map(({ title }) => title);
  const known = `${titles.slice(0, -1).join(', ')} and ${titles.at(-1)}`;
  throw invalid(
    `'${shown}' cannot be imported: Terrane imports ${known}, alone or in an archive (.zip). Convert the file: ogr2ogr -f GPKG out.gpkg in.`,
  );
}
