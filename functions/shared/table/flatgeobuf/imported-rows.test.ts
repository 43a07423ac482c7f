import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isServiceError } from '../../errors.ts';
import { Geometry } from '../../geometry/geometry.ts';
import { TypedNumber } from '../../values/number.ts';
import type { TableRow } from '../row.ts';
import { tableFile } from '../rows.testing.ts';
import { collected, DEFAULTS, fileOf } from '../source-files.testing.ts';
import { flatGeobufRows } from './imported-rows.ts';

/** What GDAL 3.6 writes: infra/generate/table-fixtures.py. */
const PLACES = readFileSync(new URL('./fixtures/places.fgb', import.meta.url));
const long = (value: number) => new TypedNumber(value, 'Long');

async function read(bytes: Uint8Array) {
  const rows = await collected(flatGeobufRows(fileOf(bytes, 50), { ...DEFAULTS, geodesic: undefined }));
  return rows.map(({ geometry, properties }) => ({
    geometry: geometry?.encode() ?? null,
    properties: Object.fromEntries(properties),
  }));
}

describe('a FlatGeobuf file', () => {
  it('has features in the reference system that it names, in its own order', async () => {
    const [both, point, polygon] = await read(PLACES);
    expect(both).toMatchObject({
      geometry: { type: 'GeometryCollection', geometries: [{ type: 'Point' }, { type: 'LineString' }] },
      properties: { name: 'both' },
    });
    const [x, y] = (point.geometry as { coordinates: number[] }).coordinates;
    expect([x, y]).toEqual([expect.closeTo(15, 9), expect.closeTo(49.003, 2)]);
    expect(point.properties).toEqual({
      name: 'Köln',
      count: 5,
      small: -3,
      big: 12345678901,
      share: 0.25,
      open: true,
      day: Date.parse('2020-01-02T00:00:00Z'),
      time: Date.parse('2020-01-02T03:04:05Z'),
    });
    expect(polygon.geometry).toMatchObject({ type: 'MultiPolygon', geodesic: false });
    expect(polygon.properties).toEqual({ count: -7, big: long(1), share: new TypedNumber(1, 'Float'), open: false });
  });

  it('may be one of ours', async () => {
    const row: TableRow = {
      id: '0',
      geometry: new Geometry({ type: 'Point', coordinates: [1, 2] }),
      properties: new Map([['list', [1, 2]]]),
    };
    const [{ geometry, properties }] = await read(tableFile([row]));
    expect(geometry).toEqual({ type: 'Point', coordinates: [1, 2] });
    expect(properties['list']).toEqual([1, 2]);
  });

  it('of other bytes is refused', async () => {
    await expect(read(Buffer.from('no FlatGeobuf at all'))).rejects.toThrow('is no FlatGeobuf of version 3');
    await expect(read(PLACES.subarray(0, 5))).rejects.toThrow('ends too early');
    await expect(read(PLACES.subarray(0, PLACES.length - 3))).rejects.toThrow(
      'feature 2: gs://bucket/file ends too early',
    );
    const large = Buffer.from(PLACES);
    large.writeUInt32LE(0x7fffffff, 8);
    await expect(read(large)).rejects.toThrow('a part of it has 2147483647 bytes');
  });

  it('that is damaged is read, or refused in words, and soon', async () => {
    const change = fc.tuple(fc.nat(PLACES.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        const bytes = Buffer.from(PLACES);
        for (const [at, value] of changes) bytes[at] = value;
        const outcome = await read(bytes).catch((error: unknown) => error);
        if (outcome instanceof Error) expect(isServiceError(outcome)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
