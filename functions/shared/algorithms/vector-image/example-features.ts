import type { Json } from '../../values/value.ts';
import { $call } from '../example.ts';
import { POINT, square } from '../geometry/samples.ts';

/** Features for the examples of declarations: two squares and a point, each with a number. */

function features(...geometries: Json[]): Json {
  return $call('Collection', {
    features: geometries.map((geometry, i) => $call('Feature', { geometry, metadata: { a: 5 + i } })),
  });
}

export const AREAS = features(square(0, 1), square(1, 3));
export const POINTS = features(POINT, $call('GeometryConstructors.Point', { coordinates: [1, 1] }));
