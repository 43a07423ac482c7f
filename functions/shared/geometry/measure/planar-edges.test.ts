import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { segmentGeometry } from '../../algorithms/image/segments/segment-geometry.ts';
import { parseCrs } from '../../raster/crs/crs.ts';
import { gridOf } from '../../raster/grid.ts';
import { Projection } from '../../raster/projection.ts';
import { componentsOf } from '../../raster/segments/components.ts';
import { type CornerRing, outlinesOf } from '../../raster/segments/outline.ts';
import { EARTH, geodesicDistance, RADIANS } from '../earth.ts';
import { edgesOf } from '../edge.ts';
import { Geometry, type Position } from '../geometry.ts';
import { areaOf } from './area.ts';
import { lengthOf, perimeterOf } from './length.ts';
import { zone } from './zone.ts';

/** Systems with a place in them that is well within. */
const SYSTEMS: [string, Position][] = [
  ['EPSG:4326', [-34.9, -8]],
  ['EPSG:4326', [20, 69]],
  ['EPSG:3857', [-3_885_000, -893_000]],
  ['EPSG:31985', [290_000, 9_115_000]],
  ['EPSG:32633', [590_000, 5_500_000]],
  ['EPSG:5880', [7_000_000, 9_000_000]],
  ['EPSG:3031', [300_000, -900_000]],
];

/** The length of an edge in metres, as the sum of geodesics between many positions on it, corrected by the first term of the error. */
function fineLength(geometry: Geometry, [from, to]: readonly Position[], pieces: number): number {
  const curve = edgesOf(geometry)(from, to);
  const chain = (count: number) =>
    Array.from({ length: count }, (_, k) => geodesicDistance(curve(k / count), curve((k + 1) / count))).reduce(
      (sum, piece) => sum + piece,
    );
  const [coarse, fine] = [chain(pieces), chain(2 * pieces)];
  return fine + (fine - coarse) / 3;
}

describe('edges that are straight in a reference system', () => {
  it.each(SYSTEMS)('of %s at %j are as long as many short geodesics, within a thousand-millionth', (code, [x, y]) => {
    const crs = parseCrs(code);
    const direction = fc.double({ min: 0, max: 2 * Math.PI, noNaN: true });
    fc.assert(
      fc.property(direction, fc.constantFrom(30, 1_000, 50_000, 400_000, 1_000_000), (angle, meters) => {
        const units = meters / crs.metersPerUnit;
        const coordinates: Position[] = [
          [x, y],
          [x + units * Math.cos(angle), y + units * Math.sin(angle)],
        ];
        const line = new Geometry({ type: 'LineString', coordinates }, crs, false);
        const expected = fineLength(line, coordinates, meters > 10_000 ? 128 : 4);
        // Geodesics themselves, and coordinates, are exact to some nanometres.
        expect(Math.abs(lengthOf(line) - expected)).toBeLessThan(1e-9 * expected + 2e-8);
      }),
      { numRuns: 40 },
    );
  });

  it('may go around the Earth, between ends and quarters that are one place', () => {
    const world = 2 * Math.PI * EARTH.a;
    const along = (code: string, end: number) =>
      lengthOf(
        new Geometry(
          {
            type: 'LineString',
            coordinates: [
              [0, 0],
              [end, 0],
            ],
          },
          parseCrs(code),
          false,
        ),
      );
    expect(along('EPSG:4326', 1440) / (4 * world)).toBeCloseTo(1, 9);
    expect(along('EPSG:3857', 4 * world) / (4 * world)).toBeCloseTo(1, 9);
  });

  it('are measured in one line as they are one by one, however many', () => {
    const crs = parseCrs('EPSG:31985');
    const line = (coordinates: Position[]) => lengthOf(new Geometry({ type: 'LineString', coordinates }, crs, false));
    const places = Array.from({ length: 2_100 }, (_, i): Position => [290_000 + 28 * i, 9_115_000 + 28 * (i % 7)]);
    const sum = places.slice(1).reduce((length, place, i) => length + line([places[i], place]), 0);
    expect(line(places) / sum).toBeCloseTo(1, 12);
  });

  it('bound an area that is the limit of fine geodesic rings', () => {
    for (const [code, [x, y]] of SYSTEMS) {
      const crs = parseCrs(code);
      for (const meters of [300, 20_000, 300_000]) {
        const size = meters / crs.metersPerUnit;
        const corners = [0.1, 1.9, 2.3, 4.4].map((a): Position => [x + size * Math.cos(a), y + size * Math.sin(a)]);
        const ring = [...corners, corners[0]];
        const geometry = new Geometry({ type: 'Polygon', coordinates: [ring] }, crs, false);
        const edges = edgesOf(geometry);
        const chain = (pieces: number) => {
          const polygon = EARTH.Polygon(false);
          for (let i = 1; i < ring.length; i++) {
            const curve = edges(ring[i - 1], ring[i]);
            for (let k = 0; k < pieces; k++) {
              const [longitude, latitude] = curve(k / pieces);
              polygon.AddPoint(latitude, longitude);
            }
          }
          return Math.abs(polygon.Compute(false, true).area as number);
        };
        // Very many very short geodesics are no better: each is exact to some nanometres.
        const pieces = meters < 1_000 ? 4 : 64;
        const [coarse, fine] = [chain(pieces), chain(2 * pieces)];
        const expected = fine + (fine - coarse) / 3;
        expect(Math.abs(areaOf(geometry) / expected - 1), `${code} ${meters}`).toBeLessThan(1e-9);
      }
    }
  });

  it('around a pole bound as much as the same area in two', () => {
    const area = (bottom: number, top: number) => {
      const ring: Position[] = [
        [-1e6, bottom],
        [1e6, bottom],
        [1e6, top],
        [-1e6, top],
        [-1e6, bottom],
      ];
      return areaOf(new Geometry({ type: 'Polygon', coordinates: [ring] }, parseCrs('EPSG:3031'), false));
    };
    expect(area(-1e6, 1e6) / (area(-1e6, -1e5) + area(-1e5, 1e6))).toBeCloseTo(1, 9);
    // Polar stereographic areas are true at 71° S, and a little too small nearer to the pole.
    expect(area(-1e6, 1e6) / 4e12).toBeGreaterThan(1);
    expect(area(-1e6, 1e6) / 4e12).toBeLessThan(1.06);
  });
});

/** Sides of pixels along a ring of corners. */
function sidesOf(ring: CornerRing): number {
  return ring.reduce((sum, [column, row], i) => {
    const [nextColumn, nextRow] = ring[(i + 1) % ring.length];
    return sum + Math.abs(nextColumn - column) + Math.abs(nextRow - row);
  }, 0);
}

describe('outlines of segments', () => {
  const SIZE = 40;
  it.each([true, false])('have the areas of their pixels, corner to corner: %s', (eightConnected) => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 1 }), { minLength: SIZE * SIZE, maxLength: SIZE * SIZE }),
        (values) => {
          const components = componentsOf(values, undefined, SIZE, SIZE, eightConnected);
          const grid = gridOf(new Projection(parseCrs('EPSG:4326'), [0.001, 0, -35, 0, -0.001, -8]), {
            column: 0,
            row: 0,
            width: SIZE,
            height: SIZE,
          });
          const counted = new Float64Array(components.count);
          components.labels.forEach((label, i) => {
            const north = -8 - 0.001 * Math.floor(i / SIZE);
            counted[label] += (zone(north) - zone(north - 0.001)) * 0.001 * RADIANS;
          });
          for (const [label, outline] of outlinesOf(components, SIZE, SIZE, eightConnected).entries()) {
            const geometry = segmentGeometry(outline, 'polygon', grid, true);
            expect(areaOf(geometry) / counted[label]).toBeCloseTo(1, 7);
            // Sides of pixels are between 110.2 and 110.7 m there.
            const sides = [outline.shell, ...outline.holes].reduce((sum, ring) => sum + sidesOf(ring), 0);
            expect(perimeterOf(geometry) / sides).toBeGreaterThan(110.2);
            expect(perimeterOf(geometry) / sides).toBeLessThan(110.7);
          }
        },
      ),
      { numRuns: 5 },
    );
  });
});
