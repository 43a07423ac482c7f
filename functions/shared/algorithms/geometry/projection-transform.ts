import { positionsOf } from '../../geometry/positions.ts';
import { transformed } from '../../geometry/shapes/transform.ts';
import { WGS84 } from '../../raster/projection.ts';
import { andThen, type Value } from '../../values/value.ts';
import { Feature } from '../collection/feature.ts';
import { elementType } from '../collection/types.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import * as t from '../language/types.ts';
import { defaulted, optional, required } from '../parameter.ts';
import { elementGeometry } from './element-geometry.ts';
import { EXACTNESS, exactnessOf } from './exactness.ts';
import { POINT } from './samples.ts';

/** The former name of `Feature.transform`. */
export const PROJECTION_TRANSFORM = [
  algorithm({
    name: 'ProjectionTransform',
    description: 'The feature with its geometry in another reference system.',
    returns: 'Feature',
    parameters: {
      feature: required(elementType),
      proj: defaulted(t.projection, WGS84, WGS84.encode()),
      maxError: EXACTNESS.maxError,
      geodesic: optional(t.boolean),
    },
    examples: [
      {
        args: { feature: $call('Feature', { geometry: POINT, metadata: { a: 1 } }) },
        result: {
          type: 'Feature',
          geometry: { type: 'Point', coordinates: [0.5, 0.25] },
          properties: { a: 1 },
        },
      },
    ],
    run: ({ feature, proj, maxError, geodesic }, context) =>
      andThen(elementGeometry(feature), (geometry): Value => {
        context.spend(positionsOf(geometry).length);
        const { meters } = exactnessOf({ maxError });
        const moved = transformed(geometry, proj.crs, geodesic ?? undefined, meters);
        return feature instanceof Feature ? feature.withGeometry(moved) : new Feature(moved, feature.properties);
      }),
  }),
];
