import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCrs } from '../raster/crs/crs.ts';
import { travel } from './earth.ts';
import { areFarApart } from './far-apart.ts';
import { Geometry, type Position } from './geometry.ts';
import { distanceBetween } from './nearest.ts';
import { EMPTY, UNBOUNDED } from './parts.ts';
import { contains, intersects } from './predicates.ts';
import { pointOf, polygonOf, starRing } from './random.testing.ts';

const anywhere: fc.Arbitrary<Position> = fc.tuple(
  fc.double({ min: -180, max: 180, noNaN: true }),
  fc.double({ min: -90, max: 90, noNaN: true }),
);
const radii = fc.constantFrom(1, 1_000, 300_000);
const rings = anywhere.chain((centre) => radii.chain((radius) => starRing(centre, radius)));

function lineOf(coordinates: Position[], code = 'EPSG:4326'): Geometry {
  return new Geometry({ type: 'LineString', coordinates }, parseCrs(code), false);
}

describe('geometries that are plainly far apart', () => {
  it('have not a corner of one in the other, and are not near', () => {
    fc.assert(
      fc.property(rings, rings, (left, right) => {
        const [a, b] = [polygonOf(left), polygonOf(right)];
        expect(areFarApart(a, b)).toBe(areFarApart(b, a));
        if (areFarApart(a, b)) expect(distanceBetween(a, b)).toBeGreaterThan(100);
      }),
    );
    fc.assert(
      fc.property(rings, fc.double({ min: 0, max: 360, noNaN: true }), (ring, azimuth) => {
        const polygon = polygonOf(ring);
        for (const corner of ring) {
          expect(areFarApart(polygon, pointOf(corner))).toBe(false);
          expect(areFarApart(polygon, pointOf(travel(corner, azimuth, 10)))).toBe(false);
        }
      }),
    );
  });

  it('are those beyond some radii', () => {
    fc.assert(
      fc.property(anywhere, radii, fc.double({ min: 0, max: 360, noNaN: true }), (centre, radius, azimuth) => {
        const corners = [0, 120, 240, 360].map((turn) => travel(centre, turn, radius));
        const place = travel(centre, azimuth, 3 * radius + 200);
        expect(areFarApart(polygonOf(corners), pointOf(place))).toBe(true);
        expect(intersects(polygonOf(corners), pointOf(place))).toBe(false);
        expect(contains(polygonOf(corners), pointOf(place))).toBe(false);
      }),
    );
  });

  it('are not those that go around the Earth between places that are one', () => {
    const turns: Position[] = [
      [0, 0],
      [1440, 0],
    ];
    expect(areFarApart(lineOf(turns), pointOf([90, 0]))).toBe(false);
    const world = 2 * Math.PI * 6378137;
    expect(
      areFarApart(
        lineOf(
          turns.map(([x, y]): Position => [(x / 360) * world, y]),
          'EPSG:3857',
        ),
        pointOf([90, 0]),
      ),
    ).toBe(false);
  });

  it('are not those that are everything, nothing, or on both sides of a meridian or pole', () => {
    expect(areFarApart(UNBOUNDED, pointOf([0, 0]))).toBe(false);
    expect(areFarApart(EMPTY, pointOf([0, 0]))).toBe(false);
    expect(areFarApart(pointOf([180, 10]), pointOf([-180, 10]))).toBe(false);
    expect(areFarApart(pointOf([20, 90]), pointOf([-160, 90]))).toBe(false);
  });
});
