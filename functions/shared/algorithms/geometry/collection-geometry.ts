import type { Exactness } from '../../geometry/exactness.ts';
import type { Geometry } from '../../geometry/geometry.ts';
import { EMPTY, polygonsOf } from '../../geometry/parts.ts';
import { boundsOf } from '../../geometry/shapes/bounds.ts';
import { transformed } from '../../geometry/shapes/transform.ts';
import { unionOf } from '../../geometry/shapes/union.ts';
import { WGS84 } from '../../raster/projection.ts';
import { andThen } from '../../values/value.ts';
import { Collection } from '../collection/collection.ts';
import { cursorOf, deferred } from '../collection/cursor.ts';
import { Feature } from '../collection/feature.ts';
import { collectionType, elementType } from '../collection/types.ts';
import { algorithm } from '../declare.ts';
import { $call, type Example } from '../example.ts';
import * as t from '../language/types.ts';
import { defaulted, optional, required } from '../parameter.ts';
import { collectionGeometries, elementGeometry, side } from './element-geometry.ts';
import { ErrorMargin } from './error-margin.ts';
import { EXACTNESS, exactnessOf } from './exactness.ts';
import { POINT, planarPolygon, square } from './samples.ts';
import { errorMarginType } from './types.ts';

const MARGIN = new ErrorMargin(0, 'meters');
const maxError = defaulted(errorMarginType, MARGIN, MARGIN.encode());
const geodesics = optional(t.boolean, 'Whether edges are to be geodesics.');

const FEATURES = $call('Collection', {
  features: [square(0, 1), square(0, 2)].map((geometry) => $call('Feature', { geometry })),
});
const UNION = planarPolygon([1, 0], [2, 0], [2, 2], [0, 2], [0, 1], [0, 0], [1, 0]);
const BOTH = {
  type: 'MultiPolygon',
  coordinates: [
    [
      [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
        [0, 0],
      ],
    ],
    [
      [
        [0, 0],
        [2, 0],
        [2, 2],
        [0, 2],
        [0, 0],
      ],
    ],
  ],
  geodesic: false,
};
/** Infinite coordinates are sent as texts. */
const EVERYWHERE = {
  type: 'Polygon',
  coordinates: [
    [
      [-1, -1],
      [1, -1],
      [1, 1],
      [-1, 1],
      [-1, -1],
    ].map((corner) => corner.map((side) => String(side / 0))),
  ],
  geodesic: false,
};
const encodedPoint = { type: 'Point', coordinates: [0.5, 0.25] };

/** The algorithms that give an element's geometry: a feature's, an image's footprint, those of a collection's elements. */
const GEOMETRIES: readonly (readonly [name: string, description: string, hidden: boolean, examples: Example[]])[] = [
  [
    'Element.geometry',
    'The geometry of a feature, an image or a collection.',
    true,
    [{ args: { feature: FEATURES }, result: BOTH }],
  ],
  [
    'Feature.geometry',
    "The feature's geometry, in another projection if one is given.",
    false,
    [{ args: { feature: $call('Feature', { geometry: POINT }) }, result: encodedPoint }],
  ],
  [
    'Image.geometry',
    "The image's footprint, in another projection if one is given.",
    false,
    [{ args: { feature: $call('Image.constant', { value: 1 }) }, result: EVERYWHERE }],
  ],
];

/** Geometries as one: areas united, points and lines in the order in which they are. */
function merged(geometries: readonly Geometry[], exactness: Exactness): Geometry {
  if (geometries.length < 2) return geometries[0] ?? EMPTY;
  const areas = geometries.filter((geometry) => polygonsOf(geometry.shape).length > 0);
  const others = geometries.filter((geometry) => !areas.includes(geometry));
  return side(areas.length === 0 ? others : [unionOf(areas, exactness), ...others]);
}

/** The geometries of elements and collections. */
export const COLLECTION_GEOMETRY = [
  ...GEOMETRIES.map(([name, description, hidden, examples]) =>
    algorithm({
      name,
      description,
      returns: 'Geometry',
      hidden,
      parameters: { feature: required(elementType), ...EXACTNESS, geodesics },
      examples,
      run: ({ feature, geodesics, ...how }) =>
        andThen(elementGeometry(feature), (geometry) => {
          const { meters, crs } = exactnessOf(how);
          if (crs === undefined && geodesics === null) return geometry;
          return transformed(geometry, crs ?? geometry.crs, geodesics ?? undefined, meters);
        }),
    }),
  ),
  algorithm({
    name: 'Collection.geometry',
    description: "The geometries of the collection's elements as one, with the areas united.",
    returns: 'Geometry',
    parameters: { collection: required(collectionType), maxError },
    examples: [{ args: { collection: FEATURES }, result: UNION }],
    run: ({ collection, maxError }, context) =>
      andThen(collectionGeometries(collection), (geometries) => {
        context.spend(geometries.length);
        return merged(geometries, exactnessOf({ maxError }));
      }),
  }),
  algorithm({
    name: 'Collection.bounds',
    description: "The smallest rectangle around the geometries of the collection's elements.",
    returns: 'Geometry',
    parameters: {
      collection: required(collectionType),
      maxError,
      proj: defaulted(t.projection, WGS84, WGS84.encode()),
    },
    examples: [{ args: { collection: FEATURES }, result: planarPolygon([0, 0], [2, 0], [2, 2], [0, 2], [0, 0]) }],
    run: ({ collection, proj }) =>
      andThen(collectionGeometries(collection), (geometries) => boundsOf(side(geometries), proj.crs)),
  }),
  algorithm({
    name: 'Collection.union',
    description: "A collection of one feature whose geometry is the union of those of the collection's elements.",
    returns: 'FeatureCollection',
    parameters: { collection: required(collectionType), maxError: optional(errorMarginType) },
    examples: [
      {
        args: { collection: FEATURES },
        result: {
          type: 'FeatureCollection',
          columns: {},
          features: [{ type: 'Feature', geometry: UNION, id: 'union_result', properties: {} }],
        },
      },
    ],
    run: ({ collection, maxError }, context) =>
      new Collection('FeatureCollection', () =>
        deferred(() =>
          andThen(collectionGeometries(collection), (geometries) => {
            context.spend(geometries.length);
            return cursorOf([new Feature(unionOf(geometries, exactnessOf({ maxError })), new Map(), 'union_result')]);
          }),
        ),
      ),
  }),
];
