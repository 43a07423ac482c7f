import { describe, expect, it } from 'vitest';
import { parseCrs } from './crs.ts';
import points from './fixtures/points.json' with { type: 'json' };
import { transformer } from './transform.ts';

const geographic = parseCrs('EPSG:4326');

function forward(from: string, to: string, ...coordinates: number[]): number[] {
  const points = Float64Array.from(coordinates);
  transformer(parseCrs(from), parseCrs(to)).forward(points);
  return [...points];
}

describe('transformer', () => {
  it.each(Object.entries(points))('agrees with PROJ both ways: %s', (code, rows) => {
    const crs = parseCrs(code);
    const transform = transformer(geographic, crs);
    for (const [longitude, latitude, x, y] of rows as [number, number, number, number][]) {
      // Ours are exact; shifted datums go by another formula to the same place, and sinusoidal has no datum.
      const tolerance = /27700|28992|2056/.test(code) ? 0.01 : 1e-3;
      const point = Float64Array.of(longitude, latitude);
      transform.forward(point);
      expect(Math.abs(point[0]! - x)).toBeLessThan(tolerance);
      expect(Math.abs(point[1]! - y)).toBeLessThan(tolerance);
      const back = Float64Array.of(x, y);
      transform.inverse(back);
      expect(Math.abs(back[0]! - longitude)).toBeLessThan(1e-7);
      expect(Math.abs(back[1]! - latitude)).toBeLessThan(1e-7);
    }
  });

  it('comes back within a nanometre in UTM', () => {
    const transform = transformer(parseCrs('EPSG:32725'), geographic);
    const points = new Float64Array(2000);
    for (let i = 0; i < 2000; i += 2) {
      points[i] = 100000 + i * 400;
      points[i + 1] = 1000000 + i * 4500;
    }
    const there = points.slice();
    transform.forward(there);
    transform.inverse(there);
    // A double of ten million has steps of 2e-9.
    points.forEach((value, i) => {
      expect(Math.abs(there[i]! - value)).toBeLessThan(6e-9);
    });
  });

  it('is nothing between names of one system, and between datums that count as WGS 84', () => {
    expect(transformer(parseCrs('CRS:84'), geographic).identity).toBe(true);
    expect(transformer(parseCrs('EPSG:4674'), geographic).identity).toBe(true);
    expect(transformer(parseCrs('EPSG:3857'), geographic).identity).toBe(false);
  });

  it('gives NaN, not an error or a wrong place, for points without an image', () => {
    expect(forward('EPSG:4326', 'EPSG:3857', 0, 90, 10, 10)[0]).toBeNaN();
    expect(forward('EPSG:4326', 'EPSG:3857', 0, 90, 10, 10)[2]).toBeCloseTo(1113194.9079, 3);
    expect(forward('SR-ORG:6974', 'EPSG:4326', 20015109, 9000000)).toEqual([Number.NaN, Number.NaN]);
    expect(forward('EPSG:4326', 'EPSG:5070', Number.NaN, 10)).toEqual([Number.NaN, Number.NaN]);
    expect(forward('EPSG:32725', 'EPSG:4326', 1e9, 0)).toEqual([Number.NaN, Number.NaN]);
  });

  it('goes between two projected systems', () => {
    const [x, y] = forward('EPSG:31985', 'EPSG:3857', 293770.921, 9115766.079);
    // gdaltransform -s_srs EPSG:31985 -t_srs EPSG:3857
    expect(x).toBeCloseTo(-3881830.55280311, 5);
    expect(y).toBeCloseTo(-892922.366568511, 5);
  });
});
