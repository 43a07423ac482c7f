import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { TypedNumber } from '../../values/number.ts';
import { collected, DEFAULTS, rangeFileOf } from '../source-files.testing.ts';
import { openZip } from '../zip/zip.ts';
import { openShapefile, type ShapefileParts } from './shapefile.ts';

/** Archives of shapefiles as ogr2ogr (GDAL 3.6) writes them. */
function fixture(name: string): Buffer {
  return readFileSync(new URL(`./fixtures/${name}.zip`, import.meta.url));
}

async function partsOf(name: string): Promise<ShapefileParts> {
  const files = await openZip(rangeFileOf(fixture(name)));
  const part = (extension: string) => files.get(`folder/${name}.${extension}`);
  return { shp: part('shp')!, dbf: part('dbf'), prj: part('prj'), cpg: part('cpg') };
}

async function read(parts: ShapefileParts, charset = '') {
  const { columns, rows } = await openShapefile(parts, { ...DEFAULTS, geodesic: false, charset });
  const features = (await collected(rows)).map(({ geometry, properties }) => ({
    geometry: geometry?.encode() ?? null,
    properties: Object.fromEntries(properties),
  }));
  return { columns: Object.fromEntries(columns.map(({ name, type }) => [name, type])), features };
}

const long = (value: number) => new TypedNumber(value, 'Long');
const square = (x: number, size: number) => [
  [x, 0],
  [x, size],
  [x + size, size],
  [x + size, 0],
  [x, 0],
];

describe('a shapefile', () => {
  it('has polygons with holes, and attributes', async () => {
    const { columns, features } = await read(await partsOf('polygons'));
    expect(columns).toEqual({ name: 'String', count: 'Integer', big: 'Long', share: 'Float', day: 'Long' });
    expect(features.map(({ properties }) => properties)).toEqual([
      { name: 'Köln', count: 5, big: 12345678901, share: 0.25, day: Date.parse('2020-01-02') },
      { count: -7, big: long(1), share: new TypedNumber(1, 'Float') },
      { name: 'nowhere', count: 0, big: long(2), share: 2.5, day: Date.parse('1999-12-31') },
    ]);
    expect(features[0].geometry).toEqual({
      type: 'Polygon',
      coordinates: [
        square(0, 4),
        [
          [1, 1],
          [2, 1],
          [2, 2],
          [1, 2],
          [1, 1],
        ],
      ],
      geodesic: false,
    });
    const { type, coordinates } = features[1].geometry as { type: string; coordinates: number[][][][] };
    expect(type).toBe('MultiPolygon');
    expect(coordinates.map((rings) => rings.map((ring) => ring.length))).toEqual([[4], [5, 4]]);
    expect(features[2].geometry).toBeNull();
  });

  it('is in the reference system of its .prj', async () => {
    const { features } = await read(await partsOf('utm-lines'));
    expect(features.map(({ geometry }) => (geometry as { type: string }).type)).toEqual([
      'LineString',
      'MultiLineString',
    ]);
    const { coordinates } = features[0].geometry as { coordinates: number[][] };
    expect(coordinates[0]).toEqual([expect.closeTo(15, 9), expect.closeTo(49, 9)]);
    expect(coordinates.at(-1)).toEqual([expect.closeTo(15.1, 9), expect.closeTo(49, 9)]);
  });

  it('has points', async () => {
    const { features } = await read(await partsOf('multipoints'));
    expect(features).toEqual([
      {
        geometry: {
          type: 'MultiPoint',
          coordinates: [
            [1, 2],
            [3, 4],
          ],
        },
        properties: { id: 1 },
      },
    ]);
  });

  it('may lack all but the geometries', async () => {
    const { shp } = await partsOf('multipoints');
    expect(await read({ shp })).toMatchObject({ columns: {}, features: [{ properties: {} }] });
  });

  it('has the charset that is given rather than that of its .cpg', async () => {
    const { features } = await read(await partsOf('polygons'), 'windows-1251');
    expect(features[0].properties['name']).toBe('Kцln');
    const { cpg: _, ...parts } = await partsOf('polygons');
    await expect(read(parts)).rejects.toThrow("is not valid utf-8: give its 'charset'");
  });

  it('that is damaged is refused', async () => {
    const parts = await partsOf('polygons');
    const shp = Buffer.concat(await collected(parts.shp.open()));
    const dbf = Buffer.concat(await collected(parts.dbf!.open()));
    const cut = (bytes: Buffer, end: number) => rangeFileOf(bytes.subarray(0, end));
    for (let end = 0; end < shp.length; end += 5) {
      const outcome = await read({ ...parts, shp: cut(shp, end) }).then(
        ({ features }) => features.length,
        (error: unknown) => error,
      );
      // A file may end between two records.
      if (typeof outcome !== 'number') expect(outcome).toMatchObject({ status: 'INVALID_ARGUMENT' });
      else expect(outcome).toBeLessThan(3);
    }
    await expect(read({ ...parts, dbf: cut(dbf, dbf.length - 30) })).rejects.toThrow('ends too early');
    await expect(read({ ...parts, dbf: cut(dbf, 10) })).rejects.toThrow('ends too early');
    const wrongCount = Buffer.from(shp);
    wrongCount.writeInt32LE(1_000_000, 100 + 8 + 36);
    await expect(read({ ...parts, shp: rangeFileOf(wrongCount) })).rejects.toThrow(
      'record 1: The shapefile is damaged',
    );
    await expect(read({ ...parts, shp: rangeFileOf(dbf) })).rejects.toThrow('is not the main file of a shapefile');
  });
});

describe('an archive', () => {
  it('that is damaged is refused', async () => {
    const bytes = fixture('polygons');
    await expect(openZip(rangeFileOf(bytes.subarray(0, 500)))).rejects.toThrow('is not a ZIP archive');
    await expect(openZip(rangeFileOf(Buffer.alloc(0)))).rejects.toThrow('is not a ZIP archive');
    const broken = Buffer.from(bytes);
    broken.fill(0xff, 60, 200);
    const files = await openZip(rangeFileOf(broken));
    const readAll = async () => {
      for (const file of files.values()) await collected(file.open());
    };
    await expect(readAll()).rejects.toThrow('The ZIP archive is damaged');
  });

  it('may be read in part', async () => {
    const files = await openZip(rangeFileOf(fixture('polygons')));
    for await (const piece of files.get('folder/polygons.dbf')!.open()) {
      expect(piece.length).toBeGreaterThan(0);
      break;
    }
  });
});
