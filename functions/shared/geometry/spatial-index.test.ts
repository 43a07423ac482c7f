import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Geometry, type Position } from './geometry.ts';
import { withinDistance } from './nearest.ts';
import { EMPTY, UNBOUNDED } from './parts.ts';
import { intersects } from './predicates.ts';
import { pointOf, polygonOf, starRing } from './random.testing.ts';
import { SpatialIndex } from './spatial-index.ts';

/** All over the Earth: poles and the 180th meridian too. */
const anywhere: fc.Arbitrary<Position> = fc.tuple(
  fc.double({ min: -180, max: 180, noNaN: true }),
  fc.double({ min: -90, max: 90, noNaN: true }),
);
const anything: fc.Arbitrary<Geometry> = fc.oneof(
  anywhere.map(pointOf),
  anywhere.chain((centre) => starRing(centre, 2e6)).map((ring) => polygonOf(ring)),
  fc.tuple(anywhere, anywhere).map((coordinates) => new Geometry({ type: 'LineString', coordinates })),
);

describe('an index by place', () => {
  it('finds all that a geometry meets', () => {
    fc.assert(
      fc.property(fc.array(anything, { minLength: 1, maxLength: 12 }), anything, (geometries, asked) => {
        const found = new Set(new SpatialIndex(geometries).near(asked));
        geometries.forEach((geometry, place) => {
          if (intersects(asked, geometry)) expect(found).toContain(place);
        });
      }),
      { numRuns: 10 },
    );
  });

  it('finds all points within a distance', () => {
    const distances = fc.double({ min: 0, max: 1.5e7, noNaN: true });
    fc.assert(
      fc.property(fc.array(anywhere, { maxLength: 30 }), anywhere, distances, (places, asked, distance) => {
        const points = places.map(pointOf);
        const found = new Set(new SpatialIndex(points).near(pointOf(asked), distance));
        points.forEach((point, place) => {
          if (withinDistance(point, pointOf(asked), distance)) expect(found).toContain(place);
        });
      }),
    );
  });

  it('leaves out what is far away', () => {
    const points = Array.from({ length: 360 }, (_, i) => pointOf([i - 180, 0]));
    expect(new SpatialIndex(points).near(pointOf([10.5, 0.1]), 60_000)).toEqual([190, 191]);
    expect(new SpatialIndex(points).near(pointOf([179.5, 0]), 60_000)).toEqual([0, 359]);
  });

  it('always finds the unbounded, never the empty', () => {
    const index = new SpatialIndex([null, EMPTY, UNBOUNDED, pointOf([1, 1])]);
    expect(index.near(pointOf([50, 50]))).toEqual([2]);
    expect(index.near(UNBOUNDED)).toEqual([2, 3]);
    expect(index.near(EMPTY)).toEqual([]);
    expect(new SpatialIndex([]).near(pointOf([0, 0]), 1e6)).toEqual([]);
  });
});
