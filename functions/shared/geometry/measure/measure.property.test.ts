import fc from 'fast-check';
import geodesic from 'geographiclib-geodesic';
import { describe, expect, it } from 'vitest';
import { geodesicCurve } from '../edge.ts';
import { Geometry, type Position } from '../geometry.ts';
import { centres, polygonOf, starRing } from '../random.testing.ts';
import { areaOf } from './area.ts';
import { lengthOf, perimeterOf } from './length.ts';

const EARTH = geodesic.Geodesic.WGS84;
const rings = (radius: number) => centres.chain((centre) => starRing(centre, radius));

/** GeographicLib's own area and perimeter of a ring. */
function reference(ring: readonly Position[]): { area: number; perimeter: number } {
  const polygon = EARTH.Polygon(false);
  for (const [longitude, latitude] of ring.slice(0, -1)) polygon.AddPoint(latitude, longitude);
  const { area, perimeter } = polygon.Compute(false, true);
  return { area: area as number, perimeter };
}

/** A ring along straight lines in degrees, as geodesics between many places on them. */
function chain(ring: readonly Position[], pieces: number): Position[] {
  const places = ring.slice(1).flatMap(([x, y], i) =>
    Array.from({ length: pieces }, (_, k): Position => {
      const part = k / pieces;
      return [ring[i][0] + (x - ring[i][0]) * part, ring[i][1] + (y - ring[i][1]) * part];
    }),
  );
  return [...places, places[0]];
}

describe('measures', () => {
  it.each([10, 10_000, 2_000_000])(
    'areas and perimeters of geodesic polygons of %d m are those of GeographicLib',
    (radius) => {
      fc.assert(
        fc.property(rings(radius), (ring) => {
          const { area, perimeter } = reference(ring);
          expect(Math.abs(areaOf(polygonOf(ring)) - Math.abs(area))).toBeLessThanOrEqual(1e-9 * Math.abs(area));
          expect(Math.abs(perimeterOf(polygonOf(ring)) - perimeter)).toBeLessThanOrEqual(1e-9 * perimeter);
        }),
      );
    },
  );

  it('lengths of lines are the sums of geodesics', () => {
    fc.assert(
      fc.property(fc.array(centres, { minLength: 2, maxLength: 6 }), (line) => {
        const sum = line.slice(1).reduce((length, to, i) => {
          return length + (EARTH.Inverse(line[i][1], line[i][0], to[1], to[0]).s12 as number);
        }, 0);
        const ours = lengthOf(new Geometry({ type: 'LineString', coordinates: line }));
        expect(Math.abs(ours - sum)).toBeLessThanOrEqual(1e-9 * sum);
      }),
    );
  });

  it('planar polygons are the limit of fine geodesic ones', () => {
    fc.assert(
      fc.property(rings(100_000), (ring) => {
        const [coarse, fine] = [reference(chain(ring, 128)), reference(chain(ring, 256))];
        // The error of a chain falls as the square of its pieces' length.
        const area = Math.abs(fine.area + (fine.area - coarse.area) / 3);
        const perimeter = fine.perimeter + (fine.perimeter - coarse.perimeter) / 3;
        const planar = polygonOf(ring, false);
        expect(Math.abs(areaOf(planar) - area)).toBeLessThanOrEqual(1e-9 * area);
        expect(Math.abs(perimeterOf(planar) - perimeter)).toBeLessThanOrEqual(1e-9 * perimeter);
      }),
      { numRuns: 30 },
    );
  });

  it('half of an edge is half as long, on the curve', () => {
    fc.assert(
      fc.property(centres, centres, (from, to) => {
        const middle = geodesicCurve(from, to)(0.5);
        const line = (coordinates: Position[]) => lengthOf(new Geometry({ type: 'LineString', coordinates }));
        expect(line([from, middle, to])).toBeCloseTo(line([from, to]), 3);
      }),
    );
  });
});
