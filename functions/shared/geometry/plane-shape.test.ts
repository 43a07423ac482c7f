import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCrs } from '../raster/crs/crs.ts';
import { transformer } from '../raster/crs/transform.ts';
import { centresInside } from '../raster/pixels/region.ts';
import { geodesicCurve } from './edge.ts';
import { Geometry, LONGITUDE_LATITUDE, type Position } from './geometry.ts';
import { UNBOUNDED } from './parts.ts';
import { planeShapes } from './plane-shape.ts';

const MERCATOR = parseCrs('EPSG:3857');
const HALF_WORLD = Math.PI * 6378137;
const polygon = (coordinates: readonly (readonly Position[])[], geodesic = true) =>
  new Geometry({ type: 'Polygon', coordinates }, undefined, geodesic);
const mercator = (position: Position): Position => {
  const place = Float64Array.from(position);
  transformer(LONGITUDE_LATITUDE, MERCATOR).forward(place);
  return [place[0], place[1]];
};

/** The distance from a place to a chain. */
function off([x, y]: Position, chain: Float64Array): number {
  let least = Infinity;
  for (let i = 2; i < chain.length; i += 2) {
    const [dx, dy] = [chain[i] - chain[i - 2], chain[i + 1] - chain[i - 1]];
    const t = ((x - chain[i - 2]) * dx + (y - chain[i - 1]) * dy) / (dx * dx + dy * dy || 1);
    const part = Math.max(0, Math.min(1, t));
    least = Math.min(least, Math.hypot(x - chain[i - 2] - part * dx, y - chain[i - 1] - part * dy));
  }
  return least;
}

describe('edges', () => {
  it('are cut until they are near enough to the geodesic', () => {
    const position = fc.tuple(
      fc.double({ min: -80, max: 80, noNaN: true }),
      fc.double({ min: -70, max: 70, noNaN: true }),
    );
    const step = fc.double({ min: -5, max: 5, noNaN: true });
    fc.assert(
      fc.property(position, step, step, fc.constantFrom(100, 10_000), (from, dx, dy, tolerance) => {
        const to: Position = [from[0] + dx, from[1] + dy];
        const line = new Geometry({ type: 'LineString', coordinates: [from, to] });
        const [chain] = planeShapes(MERCATOR, tolerance)(line).lines;
        const curve = geodesicCurve(from, to);
        for (const part of [0.1, 0.25, 0.5, 0.7, 0.95]) {
          // The great circle of a sphere is some ten metres away from the geodesic of the ellipsoid.
          expect(off(mercator(curve(part)), chain)).toBeLessThan(tolerance + 60);
        }
      }),
    );
  });

  it('that are straight in the plane are left as they are', () => {
    const square = polygon(
      [
        [
          [0, 0],
          [10, 0],
          [10, 10],
          [0, 10],
          [0, 0],
        ],
      ],
      false,
    );
    const { rings } = planeShapes(LONGITUDE_LATITUDE, 0.001)(square);
    expect(rings.map((ring) => [...ring])).toEqual([[0, 0, 10, 0, 10, 10, 0, 10]]);
    expect(planeShapes(MERCATOR, 10)(square).rings[0].length).toBe(8);
  });

  it('along a parallel are bent where they are geodesics', () => {
    const ends: Position[] = [
      [0, 60],
      [40, 60],
    ];
    const [chain] = planeShapes(MERCATOR, 1000)(new Geometry({ type: 'LineString', coordinates: ends })).lines;
    expect(chain.length).toBeGreaterThan(8);
    const highest = Math.max(...chain.filter((_, i) => i % 2 === 1));
    // The middle of the great circle is where tan φ = tan 60° / cos 20°.
    const latitude = (Math.atan(Math.tan(Math.PI / 3) / Math.cos(Math.PI / 9)) * 180) / Math.PI;
    expect(Math.abs(highest - mercator([20, latitude])[1])).toBeLessThan(1000);
  });
});

describe('a tolerance coarser than the finest that is wanted', () => {
  const triangle = (size: number) =>
    polygon([
      [
        [0, 50],
        [size, 50],
        [0, 50 + size],
      ],
    ]);

  it('says which shapes would be other ones', () => {
    const shapeOf = planeShapes(MERCATOR, 100_000, 10);
    expect([shapeOf(triangle(5)), shapeOf(triangle(0.01))].map(({ coarse }) => coarse)).toEqual([true, false]);
    expect(shapeOf(triangle(5)).rings[0].length).toBe(6);
    expect(planeShapes(MERCATOR, 10)(triangle(5)).coarse).toBe(false);
    expect(planeShapes(MERCATOR, 10)(triangle(0.01)).rings).toEqual(shapeOf(triangle(0.01)).rings);
  });

  it('of nearly nothing is refused for very many edges', () => {
    const coordinates = Array.from({ length: 2000 }, (_, i): Position => [(i % 2) * 60, 40 + i / 100]);
    const zigzag = new Geometry({ type: 'LineString', coordinates });
    expect(() => planeShapes(MERCATOR, 1e-6)(zigzag)).toThrow('A feature has too many long edges');
  });
});

describe('rings', () => {
  it('turn one way as shells and the other way as holes', () => {
    const ring = (reverse: boolean): Position[] => {
      const places: Position[] = [
        [0, 0],
        [4, 0],
        [4, 4],
        [0, 4],
      ];
      return reverse ? places.reverse() : places;
    };
    const area = (chain: Float64Array) => {
      const { length } = chain;
      return chain.reduce((sum, x, i) => {
        const y = chain[(i + 3) % length] - chain[(i - 1 + length) % length];
        return i % 2 === 0 ? sum + x * y : sum;
      }, 0);
    };
    for (const [one, other] of [
      [true, true],
      [false, true],
      [false, false],
    ]) {
      const { rings } = planeShapes(LONGITUDE_LATITUDE, 0.01)(polygon([ring(one), ring(other)], false));
      expect(rings.map((chain) => Math.sign(area(chain)))).toEqual([1, -1]);
    }
  });
});

describe('the ends of a map of the world', () => {
  const box = polygon([
    [
      [170, 10],
      [-170, 10],
      [-170, 20],
      [170, 20],
    ],
    [
      [-178, 14],
      [-176, 14],
      [-176, 16],
      [-178, 16],
    ],
  ]);
  const inside = (crs: typeof MERCATOR, geometry: Geometry, unit: number, ...places: Position[]) => {
    const { rings } = planeShapes(crs, unit / 1000)(geometry);
    return places.map(([x, y]) => {
      const grid = { crs, transform: [1e-6, 0, x * unit, 0, -1e-6, y * unit] as const, width: 1, height: 1 };
      return centresInside({ crs, rings }, grid)[0];
    });
  };

  it('have on both sides what crosses the 180th meridian, with its holes', () => {
    const places: Position[] = [
      [175, 15],
      [-175, 15],
      [-177, 15],
      [0, 15],
      [165, 15],
    ];
    expect(inside(LONGITUDE_LATITUDE, box, 1, ...places)).toEqual([1, 1, 0, 0, 0]);
    const y = mercator([0, 15])[1] / HALF_WORLD;
    const onMercator = places.map(([x]): Position => [x / 180, y]);
    expect(inside(MERCATOR, box, HALF_WORLD, ...onMercator)).toEqual([1, 1, 0, 0, 0]);
  });

  it('reach to a pole that a ring goes around', () => {
    const cap = polygon([
      [
        [0, -70],
        [90, -70],
        [180, -70],
        [-90, -70],
      ],
    ]);
    const places: Position[] = [
      [10, -89],
      [179, -80],
      [-179, -80],
      [-100, -75],
      [45, -60],
    ];
    expect(inside(LONGITUDE_LATITUDE, cap, 1, ...places)).toEqual([1, 1, 1, 1, 0]);
    const shape = planeShapes(LONGITUDE_LATITUDE, 0.01)(cap);
    expect(shape.borders).toEqual([]);
    expect(Math.min(...shape.lines.flatMap((line) => [...line]).filter((_, i) => i % 2 === 1))).toBeGreaterThan(-80);
  });

  it('show a point that is on it twice', () => {
    const { points } = planeShapes(LONGITUDE_LATITUDE, 0.01)(new Geometry({ type: 'Point', coordinates: [180, 0] }));
    expect([...points]).toEqual([180, 0, -180, 0]);
  });
});

it('unbounded geometries are everywhere, empty ones nowhere', () => {
  const shapeOf = planeShapes(MERCATOR, 1);
  expect(shapeOf(UNBOUNDED).everywhere).toBe(true);
  const { everywhere, box } = shapeOf(new Geometry({ type: 'MultiPoint', coordinates: [] }));
  expect([everywhere, box]).toEqual([false, [Infinity, Infinity, -Infinity, -Infinity]]);
});
