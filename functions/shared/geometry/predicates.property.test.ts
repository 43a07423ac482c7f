import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { geodesicDistance, travel } from './earth.ts';
import { geodesicCurve } from './edge.ts';
import { Geometry, type Position } from './geometry.ts';
import { distanceBetween } from './nearest.ts';
import { overlayGeometries } from './overlay/overlay.ts';
import { isEmpty } from './parts.ts';
import { contains, disjoint, intersects } from './predicates.ts';
import { pointOf, polygonOf, starRing } from './random.testing.ts';
import { centroidOf } from './shapes/centroid.ts';
import { convexHullOf } from './shapes/hull.ts';

const anywhere: fc.Arbitrary<Position> = fc.tuple(
  fc.double({ min: -180, max: 180, noNaN: true }),
  fc.double({ min: -90, max: 90, noNaN: true }),
);
const radii = fc.constantFrom(100, 10_000, 500_000, 2_000_000);
const star = fc.tuple(anywhere, radii).chain(([centre, radius]) => starRing(centre, radius));
const pair = fc
  .tuple(anywhere, radii, fc.double({ min: 0, max: 360, noNaN: true }), fc.double({ min: 0, max: 3, noNaN: true }))
  .chain(([centre, radius, azimuth, part]) =>
    fc.tuple(starRing(centre, radius), starRing(travel(centre, azimuth, part * radius), radius)),
  );

describe('predicates', () => {
  it('a star has its centre inside, and not the other side of the Earth', () => {
    fc.assert(
      fc.property(
        fc.tuple(anywhere, radii).chain(([centre, radius]) => fc.tuple(fc.constant(centre), starRing(centre, radius))),
        ([centre, ring]) => {
          // Corners that are more than half a turn apart would have the centre outside.
          fc.pre(ring.length > 7);
          const polygon = polygonOf(ring);
          expect(contains(polygon, pointOf(centre))).toBe(true);
          expect(intersects(polygon, pointOf([centre[0] <= 0 ? centre[0] + 180 : centre[0] - 180, -centre[1]]))).toBe(
            false,
          );
        },
      ),
    );
  }, 180_000);

  it('a convex hull contains what it is around, and its centroid', () => {
    fc.assert(
      fc.property(star, (ring) => {
        const hull = convexHullOf(polygonOf(ring));
        expect(contains(hull, polygonOf(ring))).toBe(true);
        expect(contains(hull, centroidOf(hull))).toBe(true);
      }),
    );
  }, 180_000);

  it('geometries intersect where their intersection is not empty, and contain it', () => {
    fc.assert(
      fc.property(pair, ([one, other]) => {
        const [left, right] = [polygonOf(one), polygonOf(other)];
        const shared = overlayGeometries('intersection', left, right);
        expect(intersects(left, right)).toBe(!isEmpty(shared));
        expect(disjoint(left, right)).toBe(isEmpty(shared));
        if (!isEmpty(shared)) {
          expect(contains(left, shared)).toBe(true);
          expect(contains(right, shared)).toBe(true);
        }
      }),
    );
  }, 180_000);

  it('distances are those of the nearest of many places on the outlines', () => {
    const along = (ring: readonly Position[]) =>
      ring.slice(1).flatMap((to, i) => {
        const curve = geodesicCurve(ring[i], to);
        return Array.from({ length: 20 }, (_, k) => curve(k / 20));
      });
    fc.assert(
      fc.property(pair, ([one, other]) => {
        const [left, right] = [polygonOf(one), polygonOf(other)];
        const distance = distanceBetween(left, right);
        const places = along(other);
        const sampled = Math.min(...along(one).flatMap((a) => places.map((b) => geodesicDistance(a, b))));
        expect(distance).toBeLessThanOrEqual(sampled * (1 + 1e-9));
        if (distance === 0) return;
        const longest = Math.max(
          ...one.slice(1).map((to, i) => geodesicDistance(one[i], to)),
          ...other.slice(1).map((to, i) => geodesicDistance(other[i], to)),
        );
        expect(sampled - distance).toBeLessThan(longest / 20);
      }),
      { numRuns: 3 },
    );
  }, 180_000);

  it('a line over the 180th meridian meets what is on both of its sides', () => {
    const line = new Geometry({
      type: 'LineString',
      coordinates: [
        [170, 0],
        [-170, 0],
      ],
    });
    expect(intersects(line, pointOf([175, 0]))).toBe(true);
    expect(intersects(line, pointOf([-175, 0]))).toBe(true);
    expect(intersects(line, pointOf([0, 0]))).toBe(false);
  });
});
