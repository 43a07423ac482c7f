import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Box } from '../geometry/bounds.ts';
import { Geometry, type Position } from '../geometry/geometry.ts';
import { intersects } from '../geometry/predicates.ts';
import { pointOf, polygonOf, starRing } from '../geometry/random.testing.ts';
import { boxesAround } from '../geometry/spatial-index.ts';
import { coveringBox, NOWHERE } from './covering-box.ts';

function meet(a: Box, b: Box): boolean {
  return a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1];
}

/** Whether an index finds a geometry that somebody looks for around another. */
function found(geometry: Geometry, around: Geometry): boolean {
  const box = coveringBox(geometry);
  return boxesAround(around)?.some((wanted) => meet(box, wanted)) ?? box !== NOWHERE;
}

const anywhere: fc.Arbitrary<Position> = fc.tuple(
  fc.double({ min: -180, max: 180, noNaN: true }),
  fc.double({ min: -89.9, max: 89.9, noNaN: true }),
);
const radii = fc.constantFrom(10, 10_000, 1_000_000, 3_000_000);

/** Stars, and lines and points made of their corners. */
const geometries: fc.Arbitrary<Geometry> = fc
  .tuple(anywhere, radii, fc.boolean(), fc.constantFrom('Polygon', 'LineString', 'MultiPoint'))
  .chain(([centre, radius, geodesic, type]) =>
    starRing(centre, radius).map((ring) => {
      if (type === 'Polygon') return polygonOf(ring, geodesic);
      return new Geometry({ type: type as 'LineString' | 'MultiPoint', coordinates: ring }, undefined, geodesic);
    }),
  );

describe('the box of a geometry', () => {
  it('holds a point, and little else', () => {
    const [west, south, east, north] = coveringBox(pointOf([10, 20]));
    for (const [low, high, value] of [
      [west, east, 10],
      [south, north, 20],
    ]) {
      expect(low).toBeLessThan(value);
      expect(high).toBeGreaterThan(value);
      expect(high - low).toBeLessThan(0.001);
    }
  });

  it('holds edges where they bulge: between two places 90 degrees apart at 45 N, up to 54.7 N', () => {
    const line = (geodesic: boolean) =>
      coveringBox(
        new Geometry(
          {
            type: 'LineString',
            coordinates: [
              [0, 45],
              [90, 45],
            ],
          },
          undefined,
          geodesic,
        ),
      );
    // The vertex of the great circle is at atan(tan 45 / cos 45) = atan(√2).
    expect(line(true)[3]).toBeCloseTo((Math.atan(Math.SQRT2) * 180) / Math.PI, 3);
    expect(line(false)[3]).toBeCloseTo(45, 3);
  });

  it('goes around the Earth where the geometry crosses the 180th meridian, or has a pole in it', () => {
    const line = new Geometry({
      type: 'LineString',
      coordinates: [
        [179, 0],
        [-179, 1],
      ],
    });
    expect(coveringBox(line)).toEqual([-180, -90, 180, 90]);
    const cap = polygonOf([
      [0, 70],
      [120, 70],
      [-120, 70],
      [0, 70],
    ]);
    expect(coveringBox(cap)[3]).toBe(90);
    expect(found(cap, pointOf([45, 89]))).toBe(true);
  });

  it('is met by all that meets the geometry', () => {
    fc.assert(
      fc.property(geometries, geometries, (a, b) => {
        if (intersects(a, b)) expect(found(a, b)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('is met by small things at the corners and in the middle of the geometry', () => {
    fc.assert(
      fc.property(geometries, fc.nat(11), (geometry, corner) => {
        const { coordinates } = geometry.shape as { coordinates: readonly (Position | readonly Position[])[] };
        const ring = (geometry.shape.type === 'Polygon' ? coordinates[0] : coordinates) as readonly Position[];
        const point = pointOf(ring[corner % ring.length]);
        if (intersects(geometry, point)) expect(found(geometry, point)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('of nothing meets nothing', () => {
    expect(coveringBox(null)).toBe(NOWHERE);
    expect(coveringBox(new Geometry({ type: 'GeometryCollection', geometries: [] }))).toEqual(NOWHERE);
    expect(meet(NOWHERE, [-180, -90, 180, 90])).toBe(false);
  });
});
