import { describe, expect, it } from 'vitest';
import { DEFAULTS } from './source-files.testing.ts';
import { isWkt, parseWkt } from './wkt.ts';

const square = '(0 0, 1 0, 1 1, 0 0)';
const ring = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 0],
];

describe('well-known text', () => {
  it.each([
    ['POINT (1 -2.5e1)', { type: 'Point', coordinates: [1, -25] }],
    ['point zm(1 2 3 4)', { type: 'Point', coordinates: [1, 2] }],
    ['POINT EMPTY', { type: 'MultiPoint', coordinates: [] }],
    [
      'SRID=4326;LINESTRING(0 0,1 1)',
      {
        type: 'LineString',
        coordinates: [
          [0, 0],
          [1, 1],
        ],
      },
    ],
    [`LINEARRING ${square}`, { type: 'LinearRing', coordinates: ring }],
    [`POLYGON (${square},${square})`, { type: 'Polygon', coordinates: [ring, ring] }],
    [
      'MULTIPOINT ((1 2), (3 4))',
      {
        type: 'MultiPoint',
        coordinates: [
          [1, 2],
          [3, 4],
        ],
      },
    ],
    [
      'MULTIPOINT (1 2, 3 4)',
      {
        type: 'MultiPoint',
        coordinates: [
          [1, 2],
          [3, 4],
        ],
      },
    ],
    [
      'MULTILINESTRING ((0 0, 1 1))',
      {
        type: 'MultiLineString',
        coordinates: [
          [
            [0, 0],
            [1, 1],
          ],
        ],
      },
    ],
    [` MULTIPOLYGON ((${square})) `, { type: 'MultiPolygon', coordinates: [[ring]] }],
    [
      'GEOMETRYCOLLECTION (POINT (1 2), GEOMETRYCOLLECTION (POINT (3 4)))',
      {
        type: 'GeometryCollection',
        geometries: [
          { type: 'Point', coordinates: [1, 2] },
          { type: 'Point', coordinates: [3, 4] },
        ],
      },
    ],
  ])('%s', (text, expected) => {
    expect(isWkt(text)).toBe(true);
    expect(parseWkt(text, DEFAULTS).encode()).toEqual(expected);
  });

  it.each([
    'POINT',
    'POINT (1)',
    'POINT (1 2',
    'POINT (1 2) x',
    'POINT (1 2, 3 4)',
    'LINESTRING (a b)',
    'POLYGON ((0 0, 1 0, 1 1))',
    'CIRCLE (1 2)',
    `${'GEOMETRYCOLLECTION ('.repeat(10_000)}`,
  ])('%s is refused', (text) => {
    expect(() => parseWkt(text, DEFAULTS)).toThrow(/Malformed WKT|A ring must|nested deeper/);
  });
});
