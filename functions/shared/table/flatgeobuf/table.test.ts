import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Geometry, LONGITUDE_LATITUDE, type Position, type Shape } from '../../geometry/geometry.ts';
import { TypedNumber } from '../../values/number.ts';
import type { Value } from '../../values/value.ts';
import { rowIndex, type TableRow } from '../row.ts';
import { allRows, openTable, tableFile } from '../rows.testing.ts';
import { Schema } from '../schema.ts';

const ring: Position[] = [
  [0, 0],
  [4, 0],
  [4, 4],
  [0, 0],
];
const hole: Position[] = [
  [2, 1],
  [3, 1],
  [3, 2],
  [2, 1],
];
const SHAPES: Shape[] = [
  { type: 'Point', coordinates: [1, 2] },
  {
    type: 'MultiPoint',
    coordinates: [
      [1, 2],
      [3, 4],
    ],
  },
  {
    type: 'LineString',
    coordinates: [
      [1, 2],
      [3, 4],
      [5, 7],
    ],
  },
  { type: 'LinearRing', coordinates: ring },
  {
    type: 'MultiLineString',
    coordinates: [
      [
        [1, 2],
        [3, 4],
      ],
    ],
  },
  {
    type: 'MultiLineString',
    coordinates: [
      [
        [1, 2],
        [3, 4],
      ],
      [
        [5, 6],
        [7, 8],
        [9, 9],
      ],
    ],
  },
  { type: 'Polygon', coordinates: [ring] },
  { type: 'Polygon', coordinates: [ring, hole] },
  { type: 'MultiPolygon', coordinates: [[ring, hole], [hole]] },
  {
    type: 'GeometryCollection',
    geometries: [
      new Geometry({ type: 'Point', coordinates: [1, 2] }),
      new Geometry({ type: 'Polygon', coordinates: [ring] }),
    ],
  },
];

function point(x: number, y: number, properties: ReadonlyMap<string, Value> = new Map(), id = `${x} ${y}`): TableRow {
  return { id, geometry: new Geometry({ type: 'Point', coordinates: [x, y] }), properties };
}

function positionOf(geometry: Geometry | null): Position {
  return geometry?.shape.type === 'Point' ? geometry.shape.coordinates : [Number.NaN, Number.NaN];
}

/** The same points each time, anywhere between the parallels of 80 degrees. */
function points(count: number): TableRow[] {
  let state = 1;
  const random = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  return Array.from({ length: count }, (_, i) =>
    point(random() * 360 - 180, random() * 160 - 80, new Map([['number', i]]), rowIndex(i)),
  );
}

describe('a table', () => {
  it.each(SHAPES.map((shape) => [shape.type, shape] as const))('keeps a %s', async (_, shape) => {
    for (const [geodesic, evenOdd] of [
      [true, true],
      [false, true],
      [false, false],
    ]) {
      const geometries =
        'geometries' in shape
          ? shape.geometries.map((part) => new Geometry(part.shape, undefined, geodesic, evenOdd))
          : [];
      const geometry = new Geometry(
        'geometries' in shape ? { ...shape, geometries } : shape,
        undefined,
        geodesic,
        evenOdd,
      );
      const { table } = await openTable(tableFile([{ id: 'a', geometry, properties: new Map() }]));
      const [row] = await allRows(table.rows());
      expect(row.geometry?.shape).toEqual(geometry.shape);
      expect(row.geometry).toMatchObject({ geodesic, evenOdd, crs: LONGITUDE_LATITUDE });
    }
  });

  it('keeps values and their types', async () => {
    const properties = new Map<string, Value>([
      ['yes', true],
      ['no', false],
      ['integer', -5],
      ['long', 2n ** 60n],
      ['small long', new TypedNumber(5, 'Long')],
      ['large', 2 ** 40],
      ['float', 0.1],
      ['whole float', new TypedNumber(2, 'Float')],
      ['nan', Number.NaN],
      ['text', 'Größe 東京'],
      ['empty', ''],
      ['list', [1, 'a', null]],
      ['dictionary', new Map<string, Value>([['a', [1]]])],
      ['terrane:edges', 'a name like another'],
    ]);
    const { table } = await openTable(tableFile([point(1, 2, properties)]));
    expect(await allRows(table.rows())).toEqual([point(1, 2, properties)]);
  });

  it('may be empty, and may have features without a geometry, an index or properties', async () => {
    const empty = await openTable(tableFile([]));
    expect(await allRows(empty.table.rows())).toEqual([]);
    expect(await allRows(empty.table.near([[-180, -90, 180, 90]]))).toEqual([]);
    const bare: TableRow = { id: undefined, geometry: null, properties: new Map() };
    const { table } = await openTable(tableFile([bare, point(1, 1)]));
    expect(await allRows(table.rows())).toEqual([bare, point(1, 1)]);
    expect(await allRows(table.near([[-180, -90, 180, 90]]))).toEqual([point(1, 1)]);
  });

  it('has columns with room for all values once it is written anew', async () => {
    const rows = [1, 2 ** 40, 0.5].map((a, i) =>
      point(
        i,
        0,
        new Map<string, Value>([
          ['a', a],
          ['b', i === 0 ? 'x' : i],
        ]),
      ),
    );
    const schema = new Schema();
    const first = await openTable(tableFile(rows, schema));
    expect(schema.isMixed).toBe(true);
    expect(await allRows(first.table.rows())).toEqual(rows);
    const settled = new Schema(schema.settled());
    expect(settled.columns).toEqual([
      { name: 'a', type: 'Float' },
      { name: 'b', type: 'Object' },
    ]);
    const { table } = await openTable(tableFile(await allRows(first.table.rows()), settled));
    expect(settled.isMixed).toBe(false);
    const values = (await allRows(table.rows())).map(({ properties }) => [...properties.values()]);
    expect(values).toEqual([
      [new TypedNumber(1, 'Float'), 'x'],
      [new TypedNumber(2 ** 40, 'Float'), 1],
      [0.5, 2],
    ]);
  });

  it('gives its first rows without being read as a whole', async () => {
    const file = tableFile(points(20_000));
    const { table, read } = await openTable(file);
    const rows = table.rows();
    expect([await rows.next(), await rows.next()].map((row) => row?.id)).toEqual([rowIndex(0), rowIndex(1)]);
    expect(read()).toBeLessThan(60_000);
    expect(file.length).toBeGreaterThan(2_000_000);
  });

  it('reads features that are larger than what is read at a time', async () => {
    const long = 'x'.repeat(100_000);
    const rows = [point(1, 1, new Map([['a', long]])), point(2, 2, new Map([['a', `${long}y`]])), point(3, 3)];
    const { table } = await openTable(tableFile(rows));
    expect(await allRows(table.rows())).toEqual(rows);
    expect(await allRows(table.near([[1.5, 1.5, 4, 4]]))).toEqual(rows.slice(1));
  });

  it('is searched by its index', async () => {
    const all = points(70_000);
    const file = tableFile(all);
    const { table, read } = await openTable(file);
    const before = read();
    const box = [10, 40, 20, 50] as const;
    const expected = all.filter(({ geometry }) => {
      const [x, y] = positionOf(geometry);
      return x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3];
    });
    expect(expected.length).toBeGreaterThan(3);
    expect((await allRows(table.near([box]))).map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
    expect(read() - before).toBeLessThan(file.length / 3);
  });

  it('finds what a scan finds, whatever its size', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 600 }),
        fc.array(
          fc.tuple(
            fc.integer({ min: -180, max: 170 }),
            fc.integer({ min: -80, max: 70 }),
            fc.integer({ min: 0, max: 90 }),
          ),
          { minLength: 1, maxLength: 3 },
        ),
        async (count, corners) => {
          const all = points(count);
          const { table } = await openTable(tableFile(all));
          const boxes = corners.map(([x, y, side]) => [x, y, x + side, y + side] as const);
          const found = new Set((await allRows(table.near(boxes))).map(({ id }) => id));
          const missed = all.filter(({ id, geometry }) => {
            const [x, y] = positionOf(geometry);
            return !found.has(id) && boxes.some((box) => x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3]);
          });
          expect(missed).toEqual([]);
        },
      ),
      { numRuns: 30 },
    );
  });
});

const ogr = spawnSync('ogrinfo', ['--version']).status === 0;

describe.skipIf(!ogr)('GDAL (skipped where it is missing)', () => {
  it('reads the table, by its index, too', () => {
    const rows = points(1000);
    rows.push({
      id: 'p',
      geometry: new Geometry({ type: 'Polygon', coordinates: [ring, hole] }, undefined, false),
      properties: new Map([['number', 7]]),
    });
    const folder = mkdtempSync(join(tmpdir(), 'terrane-'));
    try {
      const file = join(folder, 'table.fgb');
      writeFileSync(file, tableFile(rows));
      const ask = (...args: string[]) => execFileSync('ogrinfo', ['-ro', '-al', ...args, file], { encoding: 'utf8' });
      const summary = ask('-so');
      expect(summary).toContain('Feature Count: 1001');
      expect(summary).toContain('ID["EPSG",4326]');
      expect(summary).toContain('number: Integer');
      const within = ask('-spat', '3.2', '0.5', '3.3', '0.6');
      expect(within).toContain('POLYGON ((0 0,4 0,4 4,0 0),(2 1,3 1,3 2,2 1))');
      expect(ask()).toMatch(/system:index \(String\) = 000000000000000003e7/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
