import type { Geometry } from '../../geometry/geometry.ts';
import { isEmpty, isUnbounded, simpleParts } from '../../geometry/parts.ts';
import { Projection } from '../../raster/projection.ts';
import type { Value } from '../../values/value.ts';
import { algorithm } from '../declare.ts';
import { required } from '../parameter.ts';
import { LINE, POINT, SQUARE } from './samples.ts';
import { geometryType } from './types.ts';

const parameters = { geometry: required(geometryType) };

const GEODESIC = ['edgesAreGeodesics', 'geodesic'] as const;

/** The parts that a geometry is made of, those of collections as they are. */
function partsOf(geometry: Geometry): readonly Geometry[] {
  const { shape } = geometry;
  return shape.type === 'GeometryCollection' ? shape.geometries : simpleParts(geometry);
}

/** Properties of a geometry, such as its type and coordinates. */
export const GEOMETRY_PROPERTIES = [
  algorithm({
    name: 'Geometry.coordinates',
    description: 'The coordinates, nested as GeoJSON has them.',
    returns: 'List<Object>',
    parameters,
    examples: [
      {
        args: { geometry: LINE },
        result: [
          [0, 0],
          [1, 0],
        ],
      },
    ],
    run: ({ geometry: { shape } }) =>
      shape.type === 'GeometryCollection'
        ? shape.geometries.map((part) => ('coordinates' in part.shape ? (part.shape.coordinates as Value) : []))
        : (shape.coordinates as Value),
  }),
  ...GEODESIC.map((name) =>
    algorithm({
      name: `Geometry.${name}`,
      description: 'Whether the edges are shortest paths on the Earth; otherwise they are straight in the projection.',
      returns: 'Boolean',
      parameters,
      examples: [{ args: { geometry: LINE }, result: true }],
      run: ({ geometry }) => geometry.geodesic,
    }),
  ),
  algorithm({
    name: 'Geometry.geometries',
    description: 'The geometries of a collection, the parts of a multi geometry, or a list of the geometry itself.',
    returns: 'List<Geometry>',
    parameters,
    examples: [{ args: { geometry: POINT }, result: [{ type: 'Point', coordinates: [0.5, 0.25] }] }],
    run: ({ geometry }) => (isEmpty(geometry) ? [] : partsOf(geometry)),
  }),
  algorithm({
    name: 'Geometry.isUnbounded',
    description: 'Whether the geometry is unbounded.',
    returns: 'Boolean',
    parameters,
    examples: [{ args: { geometry: SQUARE }, result: false }],
    run: ({ geometry }) => isUnbounded(geometry),
  }),
  algorithm({
    name: 'Geometry.projection',
    description: 'The projection of the coordinates.',
    returns: 'Projection',
    parameters,
    examples: [
      {
        args: { geometry: POINT },
        result: { type: 'Projection', crs: 'EPSG:4326', transform: [1, 0, 0, 0, 1, 0] },
      },
    ],
    run: ({ geometry }) => new Projection(geometry.crs, [1, 0, 0, 0, 1, 0]),
  }),
  algorithm({
    name: 'Geometry.type',
    description: "The geometry's type, as GeoJSON names it.",
    returns: 'String',
    parameters,
    examples: [{ args: { geometry: LINE }, result: 'LineString' }],
    run: ({ geometry }) => geometry.shape.type,
  }),
];
