import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCrs } from '../../raster/crs/crs.ts';
import { geodesicDistance, travel } from '../earth.ts';
import { Geometry, type Position } from '../geometry.ts';
import { areaOf } from '../measure/area.ts';
import { lengthOf } from '../measure/length.ts';
import { positionsOf } from '../positions.ts';
import { pointOf, polygonOf, starRing } from '../random.testing.ts';
import { buffered } from './buffer.ts';
import { centroidOf } from './centroid.ts';
import { cutLines } from './cut-lines.ts';
import { simplified } from './simplify.ts';
import { transformed } from './transform.ts';

const anywhere: fc.Arbitrary<Position> = fc.tuple(
  fc.double({ min: -180, max: 180, noNaN: true }),
  fc.double({ min: -90, max: 90, noNaN: true }),
);
const middle: fc.Arbitrary<Position> = fc.tuple(
  fc.double({ min: 0, max: 6, noNaN: true }),
  fc.double({ min: -70, max: 70, noNaN: true }),
);
const lineOf = (coordinates: readonly Position[]) => new Geometry({ type: 'LineString', coordinates });

describe('buffers', () => {
  it('of points are circles on the ellipsoid, wherever they are, to a thousandth of the radius', () => {
    fc.assert(
      fc.property(anywhere, fc.constantFrom(1, 1_000, 100_000, 3_000_000), (centre, radius) => {
        for (const place of positionsOf(buffered(pointOf(centre), radius))) {
          expect(Math.abs(geodesicDistance(centre, place) - radius)).toBeLessThan(1e-3 * radius);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('have their edges at the distance from what they are around', () => {
    fc.assert(
      fc.property(
        anywhere.chain((centre) => starRing(centre, 20_000)),
        fc.constantFrom(100, 5_000),
        (ring, distance) => {
          const polygon = polygonOf(ring);
          const outer = buffered(polygon, distance);
          // At each corner of the polygon's hull at least one direction leads out by the distance.
          expect(areaOf(outer)).toBeGreaterThan(areaOf(polygon));
          expect(areaOf(buffered(polygon, -distance))).toBeLessThan(areaOf(polygon));
          for (const place of positionsOf(outer)) {
            const nearest = Math.min(...ring.map((corner) => geodesicDistance(corner, place)));
            expect(nearest).toBeGreaterThan(distance * (1 - 2e-3));
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it('of long lines are as wide everywhere', () => {
    const line = lineOf([
      [0, 10],
      [40, 50],
    ]);
    const area = areaOf(buffered(line, 10_000, { meters: 10 }));
    const expected = lengthOf(line) * 20_000 + Math.PI * 1e8;
    expect(Math.abs(area / expected - 1)).toBeLessThan(1e-3);
  });
});

describe('other shapes', () => {
  it('centroids of circles are their centres', () => {
    fc.assert(
      fc.property(anywhere, fc.constantFrom(1_000, 1_000_000), (centre, radius) => {
        const circle = polygonOf(Array.from({ length: 73 }, (_, i) => travel(centre, -(i % 72) * 5, radius)));
        const [place] = positionsOf(centroidOf(circle));
        expect(geodesicDistance(place, centre)).toBeLessThan(radius * 2e-3);
      }),
    );
  });

  it('there and back again to a projection is where it was', () => {
    const utm = parseCrs('EPSG:32631');
    fc.assert(
      fc.property(
        middle.chain((centre) => starRing(centre, 10_000)),
        (ring) => {
          const there = transformed(polygonOf(ring), utm, undefined, 0.001);
          expect(there.geodesic).toBe(false);
          const back = transformed(there, parseCrs('EPSG:4326'), true, 0.001);
          const area = areaOf(polygonOf(ring));
          expect(Math.abs(areaOf(back) - area)).toBeLessThan(1e-6 * area);
          for (const corner of ring) {
            expect(Math.min(...positionsOf(back).map((place) => geodesicDistance(place, corner)))).toBeLessThan(1e-5);
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it('cut lines are as long together, and each but the last of a line is as long as asked for', () => {
    fc.assert(
      fc.property(fc.array(middle, { minLength: 2, maxLength: 5 }), (line) => {
        const whole = lengthOf(lineOf(line));
        fc.pre(whole > 100_000);
        const pieces = cutLines(lineOf(line), [10_000, 50_000]);
        expect(Math.abs(lengthOf(pieces) - whole)).toBeLessThan(1e-3);
        const { shape } = pieces;
        const [first, second] = shape.type === 'MultiLineString' ? shape.coordinates : [];
        expect(lengthOf(lineOf(first))).toBeCloseTo(10_000, 3);
        expect(lengthOf(lineOf(second))).toBeCloseTo(40_000, 3);
      }),
    );
  });

  it('simplified lines keep some of their vertices, all of them near', () => {
    fc.assert(
      fc.property(fc.array(middle, { minLength: 2, maxLength: 20 }), (line) => {
        const simple = positionsOf(simplified(lineOf(line), 100_000));
        expect(simple.length).toBeLessThanOrEqual(line.length);
        for (const place of simple) {
          expect(line.some((vertex) => geodesicDistance(vertex, place) < 1e-6)).toBe(true);
        }
      }),
    );
  });
});
