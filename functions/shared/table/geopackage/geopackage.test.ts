import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TypedNumber } from '../../values/number.ts';
import type { GeometryOptions } from '../placed-geometry.ts';
import { collected, DEFAULTS, fileOf, rangeFileOf } from '../source-files.testing.ts';
import { openZip } from '../zip/zip.ts';
import { geoPackageRows } from './geopackage.ts';
import { stageFile } from './staged.ts';

const long = (value: number) => new TypedNumber(value, 'Long');

/** What GDAL 3.6 writes: infra/generate/table-fixtures.py. */
async function fixture(): Promise<Buffer> {
  const archive = readFileSync(new URL('./fixtures/places.zip', import.meta.url));
  const file = (await openZip(rangeFileOf(archive, 10_000))).get('places.gpkg')!;
  return Buffer.concat(await collected(file.open()));
}

async function read(bytes: Uint8Array, options: Partial<GeometryOptions> = {}) {
  const rows = await collected(geoPackageRows(fileOf(bytes, 5000), { ...DEFAULTS, geodesic: undefined, ...options }));
  return rows.map(({ geometry, properties }) => ({
    geometry: geometry?.encode() ?? null,
    properties: Object.fromEntries(properties),
  }));
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gpkg-test-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

let count = 0;

/** A database that some statements make. */
function database(...statements: readonly string[]): Buffer {
  const path = join(folder, `${count++}.gpkg`);
  const made = new DatabaseSync(path);
  for (const statement of statements) made.exec(statement);
  made.close();
  return readFileSync(path);
}

const SYSTEMS =
  'CREATE TABLE gpkg_spatial_ref_sys (srs_id INTEGER PRIMARY KEY, organization TEXT, organization_coordsys_id INTEGER, definition TEXT)';
const CONTENTS = 'CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT)';
const COLUMNS = 'CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INTEGER)';
const POINT = "x'4750000100000000' || x'0101000000000000000000F03F0000000000000040'";

/** A GeoPackage of one layer of points at 1° E 2° N. */
function points(srs: number, ...more: readonly string[]): Buffer {
  return database(
    SYSTEMS,
    CONTENTS,
    COLUMNS,
    'CREATE TABLE "a""b" (fid INTEGER PRIMARY KEY, geom BLOB, n INT)',
    `INSERT INTO gpkg_contents VALUES ('a"b', 'features')`,
    `INSERT INTO gpkg_geometry_columns VALUES ('a"b', 'geom', ${srs})`,
    `INSERT INTO "a""b" VALUES (1, CAST(${POINT} AS BLOB), 9007199254740993)`,
    ...more,
  );
}

describe('a GeoPackage', () => {
  it('has features in the reference system of its layer', async () => {
    const [point, polygon, both, nowhere] = await read(await fixture());
    expect(point.properties).toEqual({
      name: 'Köln',
      count: 5,
      small: -3,
      big: 12345678901,
      share: 0.25,
      open: true,
      day: Date.parse('2020-01-02'),
      time: Date.parse('2020-01-02T03:04:05Z'),
    });
    const [x, y] = (point.geometry as { coordinates: number[] }).coordinates;
    expect([x, y]).toEqual([expect.closeTo(15, 9), expect.closeTo(49.003, 2)]);
    expect(polygon.geometry).toMatchObject({ type: 'MultiPolygon', geodesic: false });
    expect((polygon.geometry as { coordinates: number[][][][] }).coordinates[0][0]).toHaveLength(4);
    expect(polygon.properties).toEqual({
      count: -7,
      big: long(1),
      share: new TypedNumber(1, 'Float'),
      open: false,
    });
    expect(both.geometry).toMatchObject({
      type: 'GeometryCollection',
      geometries: [{ type: 'Point' }, { type: 'LineString' }],
    });
    expect(nowhere).toEqual({ geometry: null, properties: { name: 'nowhere' } });
  });

  it('leaves no copy behind, read to its end or not', async () => {
    const copies = () => readdirSync(tmpdir()).filter((name) => name.startsWith('terrane-'));
    const before = copies();
    const rows = geoPackageRows(fileOf(await fixture(), 5000), DEFAULTS);
    await rows.next();
    await rows.return(undefined);
    await read(await fixture());
    await expect(read(Buffer.from('no database'))).rejects.toThrow('no GeoPackage that can be read');
    expect(copies()).toEqual(before);
  });

  it('may have any names, and integers of 64 bits', async () => {
    const [row] = await read(points(0));
    expect(row).toEqual({
      geometry: { type: 'Point', coordinates: [1, 2] },
      properties: { n: 9007199254740993n },
    });
  });

  it('without a CRS takes that of the manifest', async () => {
    await expect(read(points(-1))).rejects.toThrow(
      "The layer does not say its CRS. Give the source's 'crs', or set it: ogr2ogr -a_srs EPSG:CODE out.gpkg in.gpkg.",
    );
    expect(await read(points(-1), { hasCrs: true })).toHaveLength(1);
    const known = points(5, "INSERT INTO gpkg_spatial_ref_sys VALUES (5, 'NONE', 5, 'gibberish')");
    await expect(read(known)).rejects.toThrow("Or give the source's 'crs'.");
    expect(await read(known, { hasCrs: true })).toHaveLength(1);
  });

  it('of no layer or several is refused', async () => {
    const several = points(0, "INSERT INTO gpkg_contents VALUES ('roads', 'features')");
    await expect(read(several)).rejects.toThrow(
      'One layer is expected. Found 2: a"b, roads. Take one of them: ogr2ogr -f GPKG out.gpkg in.gpkg a"b.',
    );
    await expect(read(points(0, 'DELETE FROM gpkg_contents'))).rejects.toThrow('has no features');
    await expect(read(database('CREATE TABLE t (a)'))).rejects.toThrow('it has no gpkg_contents');
  });

  it('does nothing that its tables would compute', async () => {
    const endless = 'WITH RECURSIVE r(a) AS (SELECT 1 UNION ALL SELECT a + 1 FROM r) SELECT';
    const view = points(
      0,
      'DROP TABLE gpkg_contents',
      `CREATE VIEW gpkg_contents AS ${endless} a AS table_name, a AS data_type FROM r`,
    );
    await expect(read(view)).rejects.toThrow("'gpkg_contents' is no plain table. Rewrite the file: ogr2ogr");
    const layer = points(0, 'DROP TABLE "a""b"', `CREATE VIEW "a""b" AS ${endless} a AS geom FROM r`);
    await expect(read(layer)).rejects.toThrow('is no plain table');
    const computed = points(0, 'ALTER TABLE "a""b" ADD COLUMN c TEXT AS (hex(zeroblob(100000000)))');
    expect((await read(computed))[0].properties).toEqual({ n: 9007199254740993n });
  });

  it.each([
    ["x'4750'", 'has no header of GeoPackage'],
    ["'text'", 'is no binary value'],
    ["x'475000010000000001'", 'it ends too early'],
    ["x'475000010000000001' || x'02000000FFFFFFFF'", 'it ends too early'],
    ["x'475000010000000001' || x'0A000000'", 'WKB type 10 are not supported. Make lines of curves: ogr2ogr -nlt'],
  ])('with the geometry %s is refused', async (blob, message) => {
    const cast = blob.startsWith("'") ? blob : `CAST(${blob} AS BLOB)`;
    await expect(read(points(0, `UPDATE "a""b" SET geom = ${cast}`))).rejects.toMatchObject({
      status: 'INVALID_ARGUMENT',
      message: expect.stringMatching(new RegExp(`a"b, feature 1: .*${message}`)),
    });
  });

  it('that is damaged is read in part, or refused in words', async () => {
    const whole = await fixture();
    for (let at = 0; at < whole.length; at += 1777) {
      const bytes = Buffer.from(whole);
      bytes.fill(0xff, at, at + 20);
      const outcome = await read(bytes).catch((error: unknown) => error);
      if (outcome instanceof Error) expect(outcome).toMatchObject({ status: 'INVALID_ARGUMENT' });
    }
  });
});

describe('a copy of a file', () => {
  it('is not larger than it may be', async () => {
    await expect(stageFile(fileOf('12345678901'), 10, 'Make it smaller.')).rejects.toThrow(
      'gs://bucket/file has more than 10 bytes. Make it smaller.',
    );
  });
});
