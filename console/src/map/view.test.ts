import { expect, test } from 'vitest';
import { boundsOfGeometry, metresPerPixel } from './view.ts';

test('the bounds of geometries, however nested', () => {
  expect(boundsOfGeometry({ type: 'Point', coordinates: [3, 4] })).toEqual([3, 4, 3, 4]);
  const ring = [[[1, 2], [5, 2], [5, -7], [1, 2]]]; // biome-ignore format: a ring
  expect(boundsOfGeometry({ type: 'Polygon', coordinates: ring })).toEqual([1, -7, 5, 2]);
  const geometries = [{ coordinates: [9, 9] }, { coordinates: ring }];
  expect(boundsOfGeometry({ type: 'GeometryCollection', geometries })).toEqual([1, -7, 9, 9]);
  expect(boundsOfGeometry({ type: 'MultiPoint', coordinates: [] })).toBeUndefined();
  expect(boundsOfGeometry(undefined)).toBeUndefined();
});

test('a pixel of the map at the equator and at 60 degrees', () => {
  // Zoom 0 of the map has 512 pixels around the Earth: 40,075 km.
  expect(metresPerPixel({ latitude: 0, zoom: 0 })).toBeCloseTo(40_075_016.7 / 512, 0);
  expect(metresPerPixel({ latitude: 60, zoom: 3 })).toBeCloseTo(40_075_016.7 / 512 / 16, 0);
});
