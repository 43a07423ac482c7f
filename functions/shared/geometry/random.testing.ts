import fc from 'fast-check';
import { travel } from './earth.ts';
import { Geometry, type Position } from './geometry.ts';

/** Star-shaped polygons about a centre: corners in the order of their directions, at distances of a part to all of a radius. */
export function starRing(centre: Position, radius: number): fc.Arbitrary<Position[]> {
  return fc
    .array(
      fc.record({
        turn: fc.double({ min: 0.3, max: 1, noNaN: true }),
        part: fc.double({ min: 0.2, max: 1, noNaN: true }),
      }),
      {
        minLength: 3,
        maxLength: 12,
      },
    )
    .map((corners) => {
      const whole = corners.reduce((sum, { turn }) => sum + turn, 0);
      let azimuth = 0;
      const ring = corners.map(({ turn, part }): Position => {
        azimuth -= (turn / whole) * 360;
        return travel(centre, azimuth, part * radius);
      });
      return [...ring, ring[0]];
    });
}

/** Centres anywhere but near the poles and the 180th meridian, where plain planar geometry does not work. */
export const centres: fc.Arbitrary<Position> = fc.tuple(
  fc.double({ min: -170, max: 170, noNaN: true }),
  fc.double({ min: -75, max: 75, noNaN: true }),
);

export function polygonOf(ring: readonly Position[], geodesic = true): Geometry {
  return new Geometry({ type: 'Polygon', coordinates: [ring] }, undefined, geodesic);
}

export function pointOf(coordinates: Position): Geometry {
  return new Geometry({ type: 'Point', coordinates });
}
