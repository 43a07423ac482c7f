import { describe, expect, it } from 'vitest';
import { parseCrs } from '../../raster/crs/crs.ts';
import { gridOf } from '../../raster/grid.ts';
import type { TableRow } from '../../table/row.ts';
import { collected, rangeFileOf } from '../../table/source-files.testing.ts';
import { openZip, type RangeFile } from '../../table/zip/zip.ts';
import { evaluateImage } from '../evaluate.ts';
import { newContext, ramp, textOf } from '../jobs.testing.ts';
import { computeImage } from '../mosaic.ts';
import { completedSource } from '../table-source.ts';
import { isArchive, openArchive } from './archive.ts';
import { IMAGE_FORMATS, type ImageFormat, readImageFormat } from './image-formats.ts';
import { readTableFormat, TABLE_ENCODERS } from './table-formats.ts';
import { tableSourceOf } from './table-sources.ts';

async function computed(filenamePrefix?: string) {
  const context = newContext();
  const image = await evaluateImage(textOf(ramp(3, 2)), context);
  const grid = gridOf(image.bands[0].projection, { column: 0, row: 0, width: 3, height: 2 });
  const tiles = await computeImage(image, grid, context.pixels);
  return { image, tiles, grid, ...(filenamePrefix ? { filenamePrefix } : {}) };
}

const ZIP = [0x50, 0x4b, 3, 4];
/** What files of a format begin with. */
const BEGINNINGS: { readonly [format in ImageFormat]: readonly number[] } = {
  AUTO_JPEG_PNG: [0xff, 0xd8, 0xff],
  PNG: [0x89, 0x50, 0x4e, 0x47],
  JPEG: [0xff, 0xd8, 0xff],
  NPY: [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59],
  GEO_TIFF: [0x49, 0x49, 0x2a, 0],
  ZIPPED_GEO_TIFF: ZIP,
  ZIPPED_GEO_TIFF_PER_BAND: ZIP,
};

describe('formats of images', () => {
  it.each(Object.entries(IMAGE_FORMATS))('%s begins as such files do', async (name, format) => {
    const { bytes } = await format.encode(await computed());
    const beginning = BEGINNINGS[name as ImageFormat];
    expect([...bytes.subarray(0, beginning.length)]).toEqual(beginning);
  });

  it('are PNG where pixels are masked and that is left open', async () => {
    const { tiles, ...opaque } = await computed();
    const masked = tiles.map((tile) => ({ ...tile, mask: new Uint8Array(tile.values.length) }));
    const { contentType } = await IMAGE_FORMATS.AUTO_JPEG_PNG.encode({ ...opaque, tiles: masked });
    expect(contentType).toBe('image/png');
  });

  it('have the name that is asked for in archives, and no folders', async () => {
    const whole = await IMAGE_FORMATS.ZIPPED_GEO_TIFF.encode(await computed('../up'));
    expect([...(await openZip(rangeFileOf(whole.bytes))).keys()]).toEqual(['.._up.tif']);
    const apart = await IMAGE_FORMATS.ZIPPED_GEO_TIFF_PER_BAND.encode(await computed());
    expect([...(await openZip(rangeFileOf(apart.bytes))).keys()]).toEqual(['download.longitude.tif']);
  });

  it('are found by their names', () => {
    expect(readImageFormat()).toBe('AUTO_JPEG_PNG');
    expect(readImageFormat('IMAGE_FILE_FORMAT_UNSPECIFIED')).toBe('AUTO_JPEG_PNG');
    expect(readImageFormat('NPY')).toBe('NPY');
    expect(() => readImageFormat('TF_RECORD_IMAGE')).toThrow('The file format TF_RECORD_IMAGE is not supported yet.');
    expect(() => readImageFormat('toString')).toThrow('The file format toString is not supported yet.');
  });
});

async function* rows(): AsyncGenerator<TableRow> {
  yield { id: '0', geometry: null, properties: new Map([['name', 'Olinda']]) };
}

async function bytesOf(file: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of file) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function fileOf(format: keyof typeof TABLE_ENCODERS): Promise<string> {
  return (await bytesOf(TABLE_ENCODERS[format].encode(rows(), ['name']))).toString();
}

describe('formats of tables', () => {
  it('write the same rows each in its way', async () => {
    expect(await fileOf('CSV')).toBe('name\nOlinda\n');
    expect(JSON.parse(await fileOf('GEO_JSON'))).toMatchObject({
      type: 'FeatureCollection',
      features: [{ id: '0', properties: { name: 'Olinda' } }],
    });
    expect(await fileOf('KML')).toContain('<Data name="name"><value>Olinda</value></Data>');
    const archive = await openZip(rangeFileOf(await bytesOf(TABLE_ENCODERS.KMZ.encode(rows(), ['name']))));
    const document = archive.get('doc.kml');
    expect((await bytesOf(document!.open())).toString()).toBe(await fileOf('KML'));
  });

  it('of TensorFlow are compressed', async () => {
    expect([...(await bytesOf(TABLE_ENCODERS.TF_RECORD_TABLE.encode(rows(), ['name']))).subarray(0, 2)]).toEqual([
      31, 139,
    ]);
  });

  it('are found by their names', () => {
    expect(readTableFormat()).toBe('CSV');
    expect(readTableFormat('KML')).toBe('KML');
    expect(readTableFormat('SHP')).toBe('SHP');
    expect(() => readTableFormat('XLSX')).toThrow(
      'The file format XLSX is not supported yet. Use one of CSV, GEO_JSON, KML, KMZ, TF_RECORD_TABLE, SHP.',
    );
  });

  it('of sources are found by the names of files', () => {
    const names = ['a.CSV', 'a.tsv', 'a.geojson', 'a.json', 'a.kml', 'a.gpkg', 'a.fgb', 'a.shp'];
    expect(names.map((name) => tableSourceOf(`gs://b/${name}`).title)).toEqual([
      'CSV (.csv, .tsv)',
      'CSV (.csv, .tsv)',
      'GeoJSON (.geojson, .json)',
      'GeoJSON (.geojson, .json)',
      'KML (.kml, .kmz)',
      'GeoPackage (.gpkg)',
      'FlatGeobuf (.fgb)',
      'shapefiles (.shp)',
    ]);
    expect(() => tableSourceOf('gs://b/a.xlsx')).toThrow(
      "'gs://b/a.xlsx' cannot be imported: Terrane imports CSV (.csv, .tsv), GeoJSON (.geojson, .json), KML (.kml, .kmz), GeoPackage (.gpkg), FlatGeobuf (.fgb) and shapefiles (.shp), alone or in an archive (.zip). Convert the file: ogr2ogr -f GPKG out.gpkg in.",
    );
    expect(() => tableSourceOf('gs://b/a.dbf')).toThrow("'gs://b/a.dbf' is a part of a shapefile: give the .shp");
  });
});

/** An archive of small files that are stored as they are. */
function archiveOf(files: { readonly [name: string]: string }): RangeFile {
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(files)) {
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50);
    local.writeUInt16LE(Buffer.byteLength(name), 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50);
    entry.writeUInt32LE(Buffer.byteLength(content), 20);
    entry.writeUInt32LE(Buffer.byteLength(content), 24);
    entry.writeUInt16LE(Buffer.byteLength(name), 28);
    entry.writeUInt32LE(at, 42);
    directory.push(entry, Buffer.from(name));
    const piece = Buffer.concat([local, Buffer.from(name), Buffer.from(content)]);
    pieces.push(piece);
    at += piece.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  return rangeFileOf(Buffer.concat([...pieces, list, end]));
}

describe('an archive', () => {
  it('is known by its name', () => {
    const names = ['gs://b/a.zip', 'gs://b/a.ZIP', 'gs://b/a.kmz', 'gs://b/a.kml'];
    expect(names.map(isArchive)).toEqual([true, true, true, false]);
  });

  it('of KML shows the first document in its root', async () => {
    const kmz = (files: { readonly [name: string]: string }) =>
      openArchive({ ...archiveOf(files), name: 'gs://b/a.KMZ' });
    expect((await kmz({ 'in/b.kml': '', 'icon.png': '', 'places.kml': 'x', 'z.kml': '' })).name).toBe('places.kml');
    expect((await kmz({ 'in/b.kml': '' })).name).toBe('in/b.kml');
    await expect(kmz({ 'a.geojson': '{}' })).rejects.toThrow(
      'One table is expected in the archive. Found 0 (a.geojson)',
    );
  });

  it('that a table was exported to as KMZ is read again', async () => {
    const bytes = await bytesOf(TABLE_ENCODERS.KMZ.encode(rows(), ['name']));
    const { name, ...table } = await openArchive({ ...rangeFileOf(bytes), name: 'gs://b/a.kmz' });
    const source = completedSource({});
    const geometry = {
      crs: parseCrs('EPSG:4326'),
      hasCrs: false,
      geodesic: undefined,
      maxErrorMeters: 1,
      maxVertices: 0,
    };
    const opened = await tableSourceOf(name).open({ ...table, source, geometry, columnTypes: new Map() });
    const read = await collected(opened.rows);
    expect(read.map(({ properties }) => properties.get('name'))).toEqual(['Olinda']);
  });

  it('has one table, of any format', async () => {
    const { name, file } = await openArchive(
      archiveOf({ 'read.me': 'x', 'in/a.geojson': '{}', '__MACOSX/in/._a.geojson': '' }),
    );
    expect(name).toBe('in/a.geojson');
    expect(Buffer.concat(await collected(file.open())).toString()).toBe('{}');
  });

  it('has what is beside its shapefile, whatever else there is', async () => {
    const { name, beside } = await openArchive(
      archiveOf({ 'A/Roads.shp': '1', 'A/ROADS.DBF': '2', 'A/Roads.csv': '', 'B/roads.prj': '3' }),
    );
    expect(name).toBe('A/Roads.shp');
    expect((await collected((await beside('dbf'))!.open())).toString()).toBe('2');
    expect(await beside('prj')).toBeUndefined();
  });

  it.each([
    [{ 'a.csv': '', 'b.csv': '' }, 'One table is expected in the archive. Found 2 (a.csv, b.csv).'],
    [{ 'a.shp': '', 'b.shp': '', 'c.csv': '' }, 'Found 2 (a.shp, b.shp).'],
    [{ 'a.tif': '' }, 'Found 0 (a.tif).'],
    [{}, 'Found 0.'],
  ])('of %j is refused', async (files, message) => {
    await expect(openArchive(archiveOf(files as { [name: string]: string }))).rejects.toThrow(message);
  });
});
