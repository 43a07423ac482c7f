import { expect, it } from 'vitest';
import { parseCrs } from '../../raster/crs/crs.ts';
import { Geometry } from '../geometry.ts';
import { rectangleOf } from './bounds.ts';
import { transformed } from './transform.ts';

const MERCATOR = parseCrs('EPSG:3857');

it('refuses places that the system does not have, such as the poles in Mercator', () => {
  const message = 'The geometry has coordinates that have no place in EPSG:3857.';
  const beyond = new Geometry({ type: 'Point', coordinates: [0, 91] });
  expect(() => transformed(beyond, MERCATOR)).toThrow(message);
  const world = rectangleOf(-180, -90, 180, 90, parseCrs('EPSG:4326'));
  expect(() => transformed(world, MERCATOR)).toThrow(message);
});
