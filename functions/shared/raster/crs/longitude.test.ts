import { expect, it } from 'vitest';
import { parseCrs } from './crs.ts';
import { wrapLongitude } from './longitude.ts';
import { transformer } from './transform.ts';

it.each([
  [0, 0],
  [180, 180],
  [-180, -180],
  [181, -179],
  [-181, 179],
  [360, 0],
  [540, 180],
  [-540, -180],
  [900, 180],
  [-900, -180],
  [541, -179],
  [Number.NaN, Number.NaN],
])('%d degrees are %d', (degrees, expected) => {
  expect(wrapLongitude(degrees) + 0).toBe(expected);
});

it.each(['EPSG:3857', 'SR-ORG:6974'])('the edges of the map %s keep their sides, however many turns away', (code) => {
  const { forward } = transformer(parseCrs('EPSG:4326'), parseCrs(code));
  const eastings = [180, 540, 900, -180, -540, -900].map((longitude) => {
    const point = Float64Array.of(longitude, 0);
    forward(point);
    return Math.round(point[0]);
  });
  const [edge] = eastings;
  expect(edge).toBeGreaterThan(2e7);
  expect(eastings).toEqual([edge, edge, edge, -edge, -edge, -edge]);
});
