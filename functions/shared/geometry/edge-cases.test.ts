import { describe, expect, it } from 'vitest';
import { parseCrs } from '../raster/crs/crs.ts';
import { Geometry, type Position } from './geometry.ts';
import { areaOf, EARTH_AREA } from './measure/area.ts';
import { overlayGeometries } from './overlay/overlay.ts';
import { EMPTY, isEmpty, isUnbounded, UNBOUNDED } from './parts.ts';
import { positionsOf } from './positions.ts';
import { contains, intersects } from './predicates.ts';
import { pointOf } from './random.testing.ts';
import { boundsOf } from './shapes/bounds.ts';
import { buffered } from './shapes/buffer.ts';
import { centroidOf } from './shapes/centroid.ts';

const polygon = (ring: Position[], geodesic = true, evenOdd = true) =>
  new Geometry({ type: 'Polygon', coordinates: [[...ring, ring[0]]] }, undefined, geodesic, evenOdd);

const ACROSS = polygon([
  [170, -10],
  [-170, -10],
  [-170, 10],
  [170, 10],
]);
const CAP = polygon([
  [0, 60],
  [90, 60],
  [180, 60],
  [-90, 60],
]);
const clockwise: Position[] = [
  [-35, -10],
  [-35, 10],
  [35, 10],
  [35, -10],
];

describe('the 180th meridian', () => {
  it('cuts nothing', () => {
    expect(contains(ACROSS, pointOf([179, 0]))).toBe(true);
    expect(contains(ACROSS, pointOf([-179, 0]))).toBe(true);
    expect(contains(ACROSS, pointOf([0, 0]))).toBe(false);
    const longitudes = positionsOf(boundsOf(ACROSS)).map(([longitude]) => longitude);
    expect([Math.min(...longitudes), Math.max(...longitudes)]).toEqual([170, 190]);
  });

  it('is no edge of what is put together across it', () => {
    const west = polygon([
      [160, -10],
      [-170, -10],
      [-170, 10],
      [160, 10],
    ]);
    const both = overlayGeometries('intersection', ACROSS, west);
    expect(both.shape.type).toBe('Polygon');
    expect(Math.abs(areaOf(both) / areaOf(ACROSS) - 1)).toBeLessThan(0.05);
  });
});

describe('poles', () => {
  it('are in what goes around them, on the smaller side', () => {
    expect(contains(CAP, pointOf([17, 89]))).toBe(true);
    expect(contains(CAP, pointOf([0, 0]))).toBe(false);
    expect(areaOf(CAP)).toBeLessThan(EARTH_AREA / 10);
    const { shape } = centroidOf(CAP);
    expect(shape.type === 'Point' && shape.coordinates[1]).toBeGreaterThan(89.9);
  });
});

describe('rings without evenOdd', () => {
  it('have what is on their left inside', () => {
    expect(contains(polygon(clockwise, true, false), pointOf([1.5, 1.5]))).toBe(false);
    expect(contains(polygon(clockwise, true, false), pointOf([100, 50]))).toBe(true);
    expect(contains(polygon([...clockwise].reverse(), true, false), pointOf([1.5, 1.5]))).toBe(true);
    const rest = areaOf(polygon(clockwise, true, false)) + areaOf(polygon(clockwise));
    expect(rest / EARTH_AREA).toBeCloseTo(1, 12);
  });
});

describe('nothing and everything', () => {
  it('are what they are', () => {
    expect(isEmpty(EMPTY)).toBe(true);
    expect(isUnbounded(UNBOUNDED)).toBe(true);
    expect(intersects(UNBOUNDED, CAP)).toBe(true);
    expect(intersects(EMPTY, CAP)).toBe(false);
    expect(overlayGeometries('intersection', UNBOUNDED, CAP)).toBe(CAP);
    expect(overlayGeometries('union', EMPTY, CAP)).toBe(CAP);
    expect(isEmpty(overlayGeometries('difference', CAP, UNBOUNDED))).toBe(true);
  });

  it('the world without a part is the rest of it', () => {
    const rest = overlayGeometries('difference', UNBOUNDED, ACROSS);
    expect((areaOf(rest) + areaOf(ACROSS)) / EARTH_AREA).toBeCloseTo(1, 6);
    expect(contains(rest, pointOf([0, 0]))).toBe(true);
    expect(contains(rest, pointOf([179, 0]))).toBe(false);
  });
});

describe('rings that cross themselves', () => {
  it('have inside what an odd number of edges is around', () => {
    const bow = polygon([
      [0, 0],
      [2, 2],
      [2, 0],
      [0, 2],
    ]);
    expect(contains(bow, pointOf([0.2, 1]))).toBe(true);
    expect(contains(bow, pointOf([1, 0.2]))).toBe(false);
    const square = polygon([
      [0, 0],
      [2, 0],
      [2, 2],
      [0, 2],
    ]);
    expect(areaOf(bow) / areaOf(square)).toBeCloseTo(0.5, 3);
  });
});

describe('buffers', () => {
  const field = polygon([
    [90, 50],
    [92, 50],
    [92, 51],
    [90, 51],
  ]);

  it('of a distance that no coordinate can show are the areas themselves', () => {
    for (const exactness of [{}, { crs: parseCrs('EPSG:32633') }]) {
      for (const distance of [5e-324, -5e-324]) {
        expect(areaOf(buffered(field, distance, exactness)) / areaOf(field)).toBeCloseTo(1, 6);
      }
      expect(isEmpty(buffered(pointOf([15, 50]), 5e-324, exactness))).toBe(true);
    }
  });

  it('of a short distance, or with a tiny error, come to an end', () => {
    const crs = parseCrs('EPSG:32646');
    expect(areaOf(buffered(pointOf([90, 50]), 0.1)) / (Math.PI * 0.01)).toBeCloseTo(1, 2);
    expect(areaOf(buffered(field, 1, { crs, meters: 5e-324 }))).toBeGreaterThan(areaOf(field));
  });
});
