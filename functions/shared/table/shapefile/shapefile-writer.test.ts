import { describe, expect, it } from 'vitest';
import { Geometry, type Shape } from '../../geometry/geometry.ts';
import { constantValue } from '../../values/constant.ts';
import { numberOf, toDouble } from '../../values/number.ts';
import type { Value } from '../../values/value.ts';
import type { TableRow } from '../row.ts';
import { collected, DEFAULTS, fileOf } from '../source-files.testing.ts';
import { openShapefile } from './shapefile.ts';
import { SHAPEFILE_PARTS, ShapefileWriter } from './shapefile-writer.ts';

function row(id: string, shape: Shape | null, properties: { readonly [name: string]: Value } = {}): TableRow {
  return { id, geometry: shape && new Geometry(shape), properties: new Map(Object.entries(properties)) };
}

type Columns = ConstructorParameters<typeof ShapefileWriter>[0];

/** The files of a shapefile of rows. */
function written(rows: readonly TableRow[], columns: Columns = []): Record<string, Buffer> {
  const writer = new ShapefileWriter(columns);
  const bodies: { [part: string]: Buffer[] } = { shp: [], shx: [], dbf: [] };
  for (const each of rows) {
    for (const [part, bytes] of Object.entries(writer.add(each))) bodies[part].push(bytes);
  }
  bodies['dbf'].push(writer.end());
  const heads = writer.heads();
  return Object.fromEntries(
    SHAPEFILE_PARTS.map((part) => [part, Buffer.concat([heads[part], ...(bodies[part] ?? [])])]),
  );
}

/** What the files are read as. */
async function readAgain(rows: readonly TableRow[], columns: Columns = []) {
  const files = written(rows, columns);
  const file = (part: string) => ({ ...fileOf(files[part], 1000), name: `out.${part}` });
  const parts = { shp: file('shp'), dbf: file('dbf'), prj: file('prj'), cpg: file('cpg') };
  const table = await openShapefile(parts, { ...DEFAULTS, geodesic: false, charset: '' });
  return (await collected(table.rows)).map(({ geometry, properties }) => ({
    geometry: geometry && {
      type: geometry.shape.type,
      coordinates: (geometry.shape as { coordinates: unknown }).coordinates,
    },
    properties: Object.fromEntries(
      [...properties].map(([name, value]) => [name, typeof value === 'string' ? value : toDouble(value as number)]),
    ),
  }));
}

const shell = [
  [0, 0],
  [0, 4],
  [4, 4],
  [4, 0],
  [0, 0],
] as const;
const hole = [
  [1, 1],
  [2, 1],
  [2, 2],
  [1, 2],
  [1, 1],
] as const;
const far = shell.map(([x, y]) => [x + 10, y] as const);

const SHAPES: readonly (readonly [string, Shape, Shape | undefined])[] = [
  ['points', { type: 'Point', coordinates: [1.5, -2.25] }, undefined],
  [
    'points together',
    {
      type: 'MultiPoint',
      coordinates: [
        [1, 2],
        [3, 4],
      ],
    },
    undefined,
  ],
  [
    'a line',
    {
      type: 'LineString',
      coordinates: [
        [1, 2],
        [3, 4],
        [5, 6],
      ],
    },
    undefined,
  ],
  [
    'lines',
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
        ],
      ],
    },
    undefined,
  ],
  ['a polygon', { type: 'Polygon', coordinates: [shell, hole] }, undefined],
  // Rings turn as shapefiles have them, whichever way they turned before.
  [
    'a polygon that turns the other way',
    { type: 'Polygon', coordinates: [shell.toReversed(), hole.toReversed()] },
    { type: 'Polygon', coordinates: [shell, hole] },
  ],
  ['polygons', { type: 'MultiPolygon', coordinates: [[shell, hole], [far]] }, undefined],
];

describe('a shapefile that is written', () => {
  it.each(SHAPES)('has %s, and features without a geometry', async (_, shape, expected = shape) => {
    const [first, second] = await readAgain([row('a', shape), row('b', null)]);
    expect([first.geometry, second.geometry]).toEqual([expected, null]);
  });

  it('says where it is, how long it is, and what is in it', () => {
    const files = written([row('a', SHAPES[4][1]), row('b', null), row('c', { type: 'Polygon', coordinates: [far] })]);
    for (const part of ['shp', 'shx']) {
      expect(files[part].readInt32BE(0)).toBe(9994);
      expect(files[part].readInt32BE(24) * 2).toBe(files[part].length);
      expect(files[part].readInt32LE(32)).toBe(5);
      expect([0, 1, 2, 3].map((i) => files[part].readDoubleLE(36 + 8 * i))).toEqual([0, 0, 14, 4]);
    }
    for (let i = 0; i < 3; i++) {
      const at = files['shx'].readInt32BE(100 + 8 * i) * 2;
      expect(files['shp'].readInt32BE(at)).toBe(i + 1);
      expect(files['shp'].readInt32BE(at + 4)).toBe(files['shx'].readInt32BE(104 + 8 * i));
    }
  });

  it('has properties under names of ten characters', async () => {
    const columns = [
      { name: 'system:index', isNumber: false },
      { name: 'population_2010', isNumber: true },
      { name: 'population_2020', isNumber: true },
      { name: 'Population', isNumber: true },
      { name: 'name', isNumber: false },
    ];
    const values = { population_2010: 1.5, population_2020: numberOf(7, 'Long'), Population: true, name: 'Köln' };
    const [first, second] = await readAgain(
      [row('a', null, values), row('b', null, { name: constantValue([1, 'x']) as Value })],
      columns,
    );
    expect(first.properties).toEqual({ system_ind: 'a', population: 1.5, populati_1: 7, Populati_2: 1, name: 'Köln' });
    expect(second.properties).toEqual({ system_ind: 'b', name: '[1,"x"]' });
  });

  it('keeps numbers to the last digit, and whole characters of long texts', async () => {
    const columns = [
      { name: 'n', isNumber: true },
      { name: 't', isNumber: false },
    ];
    const numbers = [0.1, 1 / 3, -1.7976931348623157e308, 5e-324, 123456789012345680, -0.5, Number.NaN];
    const found = await readAgain(
      numbers.map((n) => row('a', null, { n, t: `x${'ä'.repeat(200)}` })),
      columns,
    );
    expect(found.map(({ properties }) => properties['n'])).toEqual([...numbers.slice(0, -1), undefined]);
    expect(found[0].properties['t']).toBe(`x${'ä'.repeat(126)}`);
  });

  it('refuses what it cannot hold', () => {
    const writer = new ShapefileWriter([{ name: 'n', isNumber: true }]);
    writer.add(row('a', { type: 'Point', coordinates: [0, 0] }));
    expect(() => writer.add(row('b', SHAPES[4][1]))).toThrow('this one is a Polygon, and the first one is a Point.');
    expect(() => writer.add(row('c', null, { n: 'text' }))).toThrow("Property 'n' is a number in the first features");
    const collection = new Geometry({ type: 'GeometryCollection', geometries: [] });
    expect(() => writer.add({ ...row('d', null), geometry: collection })).toThrow(
      'no geometries of type GeometryCollection',
    );
    const many = Array.from({ length: 256 }, (_, i) => ({ name: `p${i}`, isNumber: true }));
    expect(() => new ShapefileWriter(many)).toThrow('at most 255 properties. Got 256');
  });
});
