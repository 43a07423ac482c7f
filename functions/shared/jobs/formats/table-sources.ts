import { unimplemented } from '../../errors.ts';
import { CSV_SOURCE } from './source/csv.ts';
import { GEO_JSON_SOURCE } from './source/geojson.ts';
import type { TableReader } from './source/reader.ts';
import { SHAPEFILE_SOURCE } from './source/shapefile.ts';

/** The file formats that tables are imported from. */
const TABLE_SOURCES: readonly TableReader[] = [CSV_SOURCE, GEO_JSON_SOURCE, SHAPEFILE_SOURCE];

/** The format of a file by its name; UNIMPLEMENTED if tables are not imported from such files. */
export function tableSourceOf(uri: string): TableReader {
  const format = TABLE_SOURCES.find(({ names }) => names.test(uri));
  if (format) return format;
  const titles = TABLE_SOURCES.map(({ title }) => title);
  const known = `${titles.slice(0, -1).join(', ')} and ${titles.at(-1)}`;
  throw unimplemented(
    `'${uri.slice(0, 200)}' cannot be imported: Terrane imports ${known}. Convert other files, for instance with ogr2ogr.`,
  );
}
