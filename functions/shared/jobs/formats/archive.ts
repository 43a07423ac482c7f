import { invalid } from '../../errors.ts';
import type { SourceFile } from '../../table/source-file.ts';
import { openZip, type RangeFile } from '../../table/zip/zip.ts';
import { isTableSource } from './table-sources.ts';

/** A table in an archive. */
export interface ArchivedTable {
  /** Its name in the archive. */
  readonly name: string;
  readonly file: SourceFile;
  /** The file of the archive with another extension; undefined if there is none. */
  beside(extension: string): Promise<SourceFile | undefined>;
}

/** Whether a file is an archive by its name: of any table, or of KML. */
export function isArchive(name: string): boolean {
  return /\.zip$/i.test(name) || isKmz(name);
}

function isKmz(name: string): boolean {
  return /\.kmz$/i.test(name);
}

/** Finds the one table in an archive: its shapefile, the main document of KML, or the one file of another format. */
export async function openArchive(archive: RangeFile): Promise<ArchivedTable> {
  const files = await openZip(archive);
  // Archives of macOS have shadows of their files.
  const names = [...files.keys()].filter((name) => !/(?:^|\/)(?:__MACOSX\/|\._)/.test(name));
  const tables = names.filter(isTableSource);
  // Other files of a shapefile's archive describe it.
  const shapes = tables.filter((name) => /\.shp$/i.test(name));
  const found = isKmz(archive.name) ? mainDocument(names) : shapes.length > 0 ? shapes : tables;
  const [name] = found;
  if (found.length !== 1) {
    const list = (found.length > 0 ? found : names).join(', ').slice(0, 200);
    throw invalid(
      `${archive.name}: One table is expected in the archive. Found ${found.length}${list && ` (${list})`}.`,
    );
  }
  const stem = name.slice(0, name.lastIndexOf('.') + 1).toLowerCase();
  return {
    name,
    file: files.get(name) as SourceFile,
    async beside(extension) {
      const other = names.find((candidate) => candidate.toLowerCase() === stem + extension);
      return other === undefined ? undefined : files.get(other);
    },
  };
}

/** The document that a KMZ file shows: the first one in its root, usually doc.kml. Others are linked to from there. */
function mainDocument(names: readonly string[]): string[] {
  const documents = names.filter((name) => /\.kml$/i.test(name));
  const inRoot = documents.filter((name) => !name.includes('/'));
  return (inRoot.length > 0 ? inRoot : documents).slice(0, 1);
}
