import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { geodesicDistance } from './earth.ts';
import { Geometry, type Position } from './geometry.ts';
import { distanceBetween } from './nearest.ts';
import { OutlineIndex } from './outline-index.ts';
import { Neighbours, PlaceIndex } from './place-index.ts';
import { segmentsWithin } from './segments.ts';

const position = fc.tuple(
  fc.double({ min: -180, max: 180, noNaN: true }),
  fc.double({ min: -85, max: 85, noNaN: true }),
);
const line = (...coordinates: Position[]) => new Geometry({ type: 'LineString', coordinates });
const point = (coordinates: Position) => new Geometry({ type: 'Point', coordinates });

describe('distances to outlines', () => {
  it.each([1, 100])('are off by less than %d m', (error) => {
    fc.assert(
      fc.property(position, fc.double({ min: -20, max: 20, noNaN: true }), position, (from, way, place) => {
        const far: Position = [from[0] + way, Math.max(-89, Math.min(89, from[1] + way / 2))];
        const geometry = line(from, far);
        const index = new OutlineIndex(segmentsWithin(geometry, error / 4), error);
        const exact = distanceBetween(point(place), geometry);
        expect(Math.abs(index.search(3e7)(place) - exact)).toBeLessThan(error);
      }),
      { numRuns: 60 },
    );
  });

  it('are 0 on a line, and not found beyond the radius', () => {
    const index = new OutlineIndex(segmentsWithin(line([179, 10], [-179, 10]), 1), 1);
    expect(index.search(1000)([179, 10])).toBeLessThan(1);
    // The geodesic is some 170 m north of the parallel in the middle.
    expect(index.search(1000)([-180, 10])).toBeGreaterThan(100);
    expect(index.search(1000)([-180, 10])).toBeLessThan(250);
    expect(index.search(1000)([0, 10])).toBe(Infinity);
  });

  it('are the same whether or not a place before has been looked at', () => {
    const segments = segmentsWithin(line([0, 0], [3, 4], [-2, 5], [7, -3]), 1);
    const index = new OutlineIndex(segments, 1);
    const together = index.search(200_000);
    for (let i = 0; i < 200; i++) {
      const place: Position = [((i * 37) % 100) / 8 - 4, ((i * 61) % 100) / 8 - 4];
      expect(together(place)).toBe(index.search(200_000)(place));
    }
  });

  it('of nothing are not found', () => {
    expect(new OutlineIndex([], 1).search(1e9)([0, 0])).toBe(Infinity);
  });
});

describe('places', () => {
  it('around another one are those nearer than a distance', () => {
    fc.assert(
      fc.property(
        fc.array(position, { maxLength: 60 }),
        position,
        fc.integer({ min: 1, max: 15_000 }),
        (all, here, km) => {
          const index = new PlaceIndex(all);
          const near = new Neighbours();
          index.around(here, km * 1000, near);
          const found = new Map(
            Array.from(near.places.subarray(0, near.count), (place, k) => [place, near.distances[k]]),
          );
          all.forEach((place, i) => {
            const exact = geodesicDistance(here, place);
            // A sphere is within a part of 0.007 of the ellipsoid.
            if (exact < km * 1000 * 0.993) expect(found.has(i)).toBe(true);
            if (exact > km * 1000 * 1.007) expect(found.has(i)).toBe(false);
            if (found.has(i)) expect(Math.abs((found.get(i) as number) - exact)).toBeLessThan(0.007 * exact + 1e-3);
          });
        },
      ),
    );
  });
});
