import { describe, expect, it } from 'vitest';
import { type Affine, apply, invert } from '../affine.ts';
import { gridTransform } from './approximate.ts';
import { parseCrs } from './crs.ts';
import { transformer } from './transform.ts';

const WORLD = 20037508.342789244;

/** The largest distance, in source pixels, between the approximation and the transformation itself; NaNs must coincide. */
function worstError(
  target: string,
  source: string,
  targetAffine: Affine,
  width: number,
  height: number,
  sourceAffine: Affine,
) {
  const transform = transformer(parseCrs(target), parseCrs(source));
  const inverse = invert(sourceAffine);
  const grid = gridTransform(transform, targetAffine, width, height, 0.125, inverse);
  const columns = new Float64Array(width);
  const rows = new Float64Array(width);
  let worst = 0;
  for (let row = 0; row < height; row++) {
    grid.colRow(row, columns, rows);
    for (let column = 0; column < width; column++) {
      const point = Float64Array.from(apply(targetAffine, column + 0.5, row + 0.5));
      transform.forward(point);
      const [c, r] = apply(inverse, point[0]!, point[1]!);
      if (Number.isNaN(c) || Number.isNaN(columns[column]!)) expect(columns[column]).toBe(c);
      else worst = Math.max(worst, Math.hypot(c - columns[column]!, r - rows[column]!));
    }
  }
  return worst;
}

function tile(z: number, x: number, y: number, size = 256): Affine {
  const pixel = (2 * WORLD) / 2 ** z / size;
  return [pixel, 0, -WORLD + x * pixel * size, 0, -pixel, WORLD - y * pixel * size];
}

describe('gridTransform', () => {
  it.each([
    ['the whole world, odd about its centre', tile(0, 0, 0), 'EPSG:4326', [0.25, 0, -180, 0, -0.25, 90] as Affine],
    ['a tile of SRTM', tile(9, 206, 267), 'EPSG:4326', [1 / 1200, 0, -180, 0, -1 / 1200, 60] as Affine],
    ['a Landsat scene in UTM', tile(9, 206, 267), 'EPSG:32725', [30, 0, 200000, 0, -30, 9200000] as Affine],
    ['a tile far from the zone', tile(4, 6, 8), 'EPSG:32725', [300, 0, 200000, 0, -300, 9200000] as Affine],
    ['MODIS', tile(2, 1, 1), 'SR-ORG:6974', [926.6254, 0, -20015109, 0, -926.6254, 10007554] as Affine],
    ['Antarctica', tile(3, 4, 7), 'EPSG:3031', [1000, 0, -3e6, 0, -1000, 3e6] as Affine],
  ])('stays within an eighth of a source pixel: %s', (_, target, source, affine) => {
    expect(worstError('EPSG:3857', source, target, 256, 256, affine)).toBeLessThanOrEqual(0.125);
  });

  it('is exact across the antimeridian, where the source jumps', () => {
    const utm60: Affine = [2000, 0, 300000, 0, -2000, 2000000];
    const error = worstError('EPSG:32660', 'EPSG:4326', utm60, 400, 200, [0.02, 0, -180, 0, -0.02, 90]);
    expect(error).toBeLessThanOrEqual(0.125);
  });

  it('gives NaN where the target lies outside the world', () => {
    const sinusoidal: Affine = [100000, 0, -20015109, 0, -100000, 10007554];
    const transform = transformer(parseCrs('SR-ORG:6974'), parseCrs('EPSG:4326'));
    const grid = gridTransform(transform, sinusoidal, 400, 200, 0.125, [1, 0, 180, 0, -1, 90]);
    const columns = new Float64Array(400);
    const rows = new Float64Array(400);
    grid.colRow(0, columns, rows);
    expect(columns[0]).toBeNaN();
    expect(rows[0]).toBeNaN();
    expect(columns[200]).toBeGreaterThan(100);
    expect(worstError('SR-ORG:6974', 'EPSG:4326', sinusoidal, 400, 200, [1, 0, -180, 0, -1, 90])).toBeLessThan(0.125);
  });

  it('is linear for equal systems, in any order of rows', () => {
    const utm = parseCrs('EPSG:32725');
    const grid = gridTransform(
      transformer(utm, utm),
      [10, 0, 1000, 0, -10, 2000],
      4,
      9,
      0.125,
      invert([30, 0, 1000, 0, -30, 2000]),
    );
    const columns = new Float64Array(4);
    const rows = new Float64Array(4);
    grid.colRow(8, columns, rows);
    expect([...columns]).toEqual([0.5, 1.5, 2.5, 3.5].map((c) => expect.closeTo(c / 3, 12)));
    expect(rows[3]).toBeCloseTo(8.5 / 3, 12);
  });

  it('gives the same rows whatever the order in which they are asked', () => {
    const transform = transformer(parseCrs('EPSG:3857'), parseCrs('EPSG:32725'));
    const make = () =>
      gridTransform(transform, tile(9, 206, 267), 256, 256, 0.125, invert([30, 0, 2e5, 0, -30, 9.2e6]));
    const [ascending, jumping] = [make(), make()];
    const one = [new Float64Array(256), new Float64Array(256)] as const;
    const other = [new Float64Array(256), new Float64Array(256)] as const;
    for (let row = 0; row < 120; row++) ascending.colRow(row, ...one);
    for (const row of [200, 3, 119]) jumping.colRow(row, ...other);
    expect(other).toEqual(one);
  });
});
