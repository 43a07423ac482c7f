import fc from 'fast-check';
import polyclip from 'polygon-clipping';
import { describe, expect, it } from 'vitest';
import { geodesicCurve } from '../edge.ts';
import type { Geometry, Position } from '../geometry.ts';
import { areaOf } from '../measure/area.ts';
import { polygonsOf } from '../parts.ts';
import { centres, polygonOf, starRing } from '../random.testing.ts';
import type { Operation } from './jts.ts';
import { overlayGeometries } from './overlay.ts';

const OPERATIONS = {
  union: polyclip.union,
  intersection: polyclip.intersection,
  difference: polyclip.difference,
  symmetricDifference: polyclip.xor,
} as const satisfies Record<Operation, unknown>;

type Ring = [number, number][];

/** Pieces of an edge such that chains in degrees are geodesics, nearly: for edges of some kilometres. */
const PIECES = 200;

function chain(ring: readonly Position[]): Ring {
  return ring.slice(1).flatMap((to, i): Ring => {
    const curve = geodesicCurve(ring[i], to);
    return Array.from({ length: PIECES }, (_, k) => [...(k === 0 ? ring[i] : curve(k / PIECES))] as [number, number]);
  });
}

function areaOfRings(polygons: readonly (readonly Ring[])[]): number {
  return polygons.reduce((sum, rings) => {
    const [shell, ...holes] = rings.map((ring) => areaOf(polygonOf([...ring, ring[0]], false)));
    return holes.reduce((area, hole) => area - hole, sum + shell);
  }, 0);
}

const pairs = (radius: number) =>
  centres.chain((centre) =>
    fc.tuple(starRing(centre, radius), starRing([centre[0] + (radius / 2e5) * 0.8, centre[1]], radius)),
  );

const total = (geometry: Geometry) => (polygonsOf(geometry.shape).length === 0 ? 0 : areaOf(geometry));

describe('overlays of polygons', () => {
  it.each(['union', 'intersection', 'difference', 'symmetricDifference'] as const)(
    '%s agrees with another implementation on 250 pairs of geodesic polygons',
    (operation) => {
      fc.assert(
        fc.property(pairs(5_000), ([left, right]) => {
          const ours = total(overlayGeometries(operation, polygonOf(left), polygonOf(right)));
          const theirs = areaOfRings(OPERATIONS[operation]([chain(left)], [chain(right)]));
          expect(Math.abs(ours - theirs)).toBeLessThan(1e-6 * areaOf(polygonOf(left)));
        }),
        { numRuns: 100 },
      );
    },
    120_000,
  );

  it.each([1_000, 30_000, 1_000_000, 3_000_000])(
    'areas add up within %d m, also around poles and the 180th meridian',
    (radius) => {
      const anywhere = fc.tuple(
        fc.double({ min: -180, max: 180, noNaN: true }),
        fc.double({ min: -90, max: 90, noNaN: true }),
      );
      const pair = anywhere.chain((centre) => fc.tuple(starRing(centre, radius), starRing(centre, radius)));
      fc.assert(
        fc.property(pair, ([one, other]) => {
          const [left, right] = [polygonOf(one), polygonOf(other)];
          const sum = (operation: Operation) => total(overlayGeometries(operation, left, right));
          const whole = areaOf(left) + areaOf(right);
          expect(Math.abs(sum('union') + sum('intersection') - whole) / whole).toBeLessThan(1e-6);
          expect(Math.abs(sum('difference') + sum('intersection') - areaOf(left)) / whole).toBeLessThan(1e-6);
          expect(Math.abs(sum('union') - sum('intersection') - sum('symmetricDifference')) / whole).toBeLessThan(1e-6);
        }),
        { numRuns: 30 },
      );
    },
    120_000,
  );
});
