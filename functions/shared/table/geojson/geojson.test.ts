import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCrs } from '../../raster/crs/crs.ts';
import { collected, DEFAULTS, fileOf } from '../source-files.testing.ts';
import { jsonElements } from './elements.ts';
import { geoJsonRows } from './geojson-table.ts';

const POINT = { type: 'Point', coordinates: [1, 2, 3] };

function feature(properties: object | null, more: object = {}) {
  return { type: 'Feature', geometry: POINT, properties, ...more };
}

async function read(json: unknown, options = {}) {
  const text = typeof json === 'string' ? json : JSON.stringify(json);
  const rows = await collected(geoJsonRows(fileOf(text), { ...DEFAULTS, ...options }));
  return rows.map(({ geometry, properties }) => ({
    geometry: geometry?.encode() ?? null,
    properties: Object.fromEntries(properties),
  }));
}

async function* pieces(text: string, size: number) {
  for (let start = 0; start < text.length; start += size) yield text.slice(start, start + size);
}

describe('a text of JSON', () => {
  it('is cut into what it is made of, in whatever pieces it comes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.jsonValue()),
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.integer({ min: 1, max: 20 }),
        fc.constantFrom(undefined, 1),
        async (list, others, size, space) => {
          const { list: _, ...members } = others as { [key: string]: unknown };
          const text = JSON.stringify({ ...members, list }, undefined, space);
          const found = await collected(jsonElements(pieces(text, size), 'list'));
          const items = found.flatMap((element) => ('item' in element ? [JSON.parse(element.item)] : []));
          const rest = found.flatMap((element) => ('item' in element ? [] : [[element.key, JSON.parse(element.text)]]));
          expect(items).toEqual(JSON.parse(JSON.stringify(list)));
          expect(Object.fromEntries(rest)).toEqual(JSON.parse(JSON.stringify(members)));
        },
      ),
      { numRuns: 200 },
    );
  });

  it.each([
    '',
    '[',
    '{',
    '{"a"',
    '{"a":',
    '{"a":1',
    '{"a":1,}',
    '{"list":[1,]}',
    '{"list":[1 2]}',
    '{"list":[,1]}',
    '{"list":[1]',
    '{"a" 1}',
    '{a:1}',
    '{"a":1} x',
    '{"list":[{]}',
  ])('is refused: %j', async (text) => {
    const read = async () => {
      for (const element of await collected(jsonElements(pieces(text, 3), 'list')))
        JSON.parse('item' in element ? element.item : element.text);
    };
    await expect(read()).rejects.toThrow(/Unexpected|JSON/);
  });
});

describe('a GeoJSON file', () => {
  it('has features', async () => {
    const rows = await read({
      name: 'x',
      type: 'FeatureCollection',
      features: [
        feature({ a: 1, b: 'ü "\\', c: null, d: [1, { e: 2 }], f: true }),
        feature(null, { id: 'first', geometry: null }),
      ],
    });
    expect(rows).toEqual([
      {
        geometry: { type: 'Point', coordinates: [1, 2] },
        properties: { a: 1, b: 'ü "\\', d: [1, new Map([['e', 2]])], f: true },
      },
      { geometry: null, properties: { id: 'first' } },
    ]);
  });

  it('may be one feature, or one geometry, whatever comes first in it', async () => {
    const one = { geometry: { type: 'Point', coordinates: [1, 2] }, properties: { a: 1 } };
    expect(await read(feature({ a: 1 }))).toEqual([one]);
    expect(await read({ properties: { a: 1 }, geometry: POINT, type: 'Feature' })).toEqual([one]);
    expect(await read({ type: 'Feature' })).toEqual([{ geometry: null, properties: {} }]);
    for (const geometry of [POINT, { coordinates: [1, 2], type: 'Point' }]) {
      expect(await read(geometry)).toEqual([{ ...one, properties: {} }]);
    }
    const [collection] = await read({ geometries: [POINT, POINT], type: 'GeometryCollection' });
    expect(collection.geometry).toMatchObject({
      type: 'GeometryCollection',
      geometries: [{ type: 'Point' }, { type: 'Point' }],
    });
    const crs = { type: 'name', properties: { name: 'EPSG:3857' } };
    const [{ geometry }] = await read({ type: 'Point', coordinates: [111319.49079327358, 0], crs });
    expect((geometry as { coordinates: number[] }).coordinates[0]).toBeCloseTo(1, 9);
  });

  it('keeps what Earth Engine says of edges', async () => {
    const line = {
      type: 'LineString',
      coordinates: [
        [0, 0],
        [1, 1],
      ],
    };
    const [curved, straight] = await read({
      type: 'FeatureCollection',
      features: [feature({}, { geometry: line }), feature({}, { geometry: { ...line, geodesic: false } })],
    });
    expect(curved.geometry).toEqual(line);
    expect(straight.geometry).toEqual({ ...line, geodesic: false });
  });

  it('may be in another reference system', async () => {
    const [row] = await read({
      type: 'FeatureCollection',
      crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::3857' } },
      features: [feature({}, { geometry: { type: 'Point', coordinates: [111319.49079327358, 0] } })],
    });
    const [x, y] = (row.geometry as { coordinates: number[] }).coordinates;
    expect(x).toBeCloseTo(1, 9);
    expect(y).toBeCloseTo(0, 9);
  });

  it.each([
    [
      { type: 'FeatureCollection', features: [feature({}), { type: 'Point' }] },
      "gs://bucket/file: feature 1: it is not an object of type 'Feature'.",
    ],
    [
      { type: 'FeatureCollection', features: [feature({}, { geometry: { type: 'Point', coordinates: [0, 95] } })] },
      'feature 0: The coordinates (0, 95) are not on the Earth',
    ],
    [
      { type: 'FeatureCollection', features: [feature({}, { geometry: { type: 'Circle', coordinates: [0, 95] } })] },
      'feature 0: Malformed GeoJSON geometry: its type "Circle" is not known',
    ],
    [
      {
        type: 'FeatureCollection',
        features: [
          feature(
            {},
            {
              geometry: {
                type: 'Polygon',
                coordinates: [
                  [
                    [0, 0],
                    [1, 1],
                    [0, 0],
                  ],
                ],
              },
            },
          ),
        ],
      },
      'a ring must have at least four positions',
    ],
    [
      { type: 'FeatureCollection', features: [feature({}, { geometry: { type: 'Point', coordinates: ['a', 1] } })] },
      'a position must be a list of numbers',
    ],
    [{ type: 'FeatureCollection', features: [feature([] as never)] }, "its 'properties' are not an object"],
    [{ type: 'FeatureCollection', features: {} }, "'features' is not a list"],
    [
      { type: 'Topology', objects: {} },
      'Expected a FeatureCollection, found "Topology". Convert the file: ogr2ogr -f GeoJSON out.geojson in.json.',
    ],
    [{ type: 'Feature', geometry: POINT, properties: [] }, "its 'properties' are not an object"],
    [{ type: 'Point' }, 'a position must be a list of numbers'],
    [{ coordinates: [1, 2] }, "there is no 'type'"],
    [{ features: [] }, "there is no 'type'"],
    ['{"type":"FeatureCollection","features":[{"type":"Feature"', 'The JSON text ends too early'],
    ['{"type":"FeatureCollection","features":[{"type" "Feature"}]}', 'feature 0: Malformed JSON'],
    ['hello', "Unexpected 'h'"],
  ])('is refused: %j', async (json, message) => {
    await expect(read(json)).rejects.toMatchObject({
      status: 'INVALID_ARGUMENT',
      message: expect.stringContaining(message),
    });
  });

  it('has the edges that the user asked for, whatever system the file names', async () => {
    const line = {
      type: 'LineString',
      coordinates: [
        [0, 50],
        [90, 50],
      ],
    };
    const crs = { type: 'name', properties: { name: 'urn:ogc:def:crs:OGC:1.3:CRS84' } };
    const collection = { type: 'FeatureCollection', crs, features: [feature({}, { geometry: line })] };
    const [straight] = await read(collection, { geodesic: false });
    expect(straight.geometry).toEqual({ ...line, geodesic: false });
    const [geodesic] = await read(collection, { geodesic: undefined });
    expect(geodesic.geometry).toEqual(line);
  });

  it('has its datum shift, and the system that the user gives in place of one that is not known', async () => {
    const named = (name: string) => ({
      type: 'FeatureCollection',
      crs: { type: 'name', properties: { name } },
      features: [feature({}, { geometry: { type: 'Point', coordinates: [3500000, 5500000] } })],
    });
    const [there] = await read(named('urn:ogc:def:crs:EPSG::31467'), { geodesic: undefined });
    // cs2cs EPSG:31467 EPSG:4326, without datum grids
    const [longitude, latitude] = (there.geometry as { coordinates: number[] }).coordinates;
    expect(longitude).toBeCloseTo(8.998964, 5);
    expect(latitude).toBeCloseTo(49.636711, 5);
    await expect(read(named('EPSG:9999'))).rejects.toThrow('EPSG:9999 is not known');
    const [given] = await read(named('EPSG:9999'), { hasCrs: true, crs: parseCrs('EPSG:3857') });
    expect((given.geometry as { coordinates: number[] }).coordinates[0]).toBeCloseTo(31.441, 3);
  });
});
