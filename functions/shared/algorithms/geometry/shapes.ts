import { wrong } from '../../errors.ts';
import { boundsOf } from '../../geometry/shapes/bounds.ts';
import { buffered } from '../../geometry/shapes/buffer.ts';
import { centroidOf } from '../../geometry/shapes/centroid.ts';
import { cutLines } from '../../geometry/shapes/cut-lines.ts';
import { convexHullOf } from '../../geometry/shapes/hull.ts';
import { dissolved } from '../../geometry/shapes/resolved.ts';
import { simplified } from '../../geometry/shapes/simplify.ts';
import { transformed } from '../../geometry/shapes/transform.ts';
import { WGS84 } from '../../raster/projection.ts';
import { $call } from '../example.ts';
import * as t from '../language/types.ts';
import { defaulted, optional, required } from '../parameter.ts';
import { EXACTNESS, exactnessOf } from './exactness.ts';
import { LINE, line, POINT, planarPolygon, square } from './samples.ts';
import { unary } from './twins.ts';
import { errorMarginType } from './types.ts';

const WEB_MERCATOR_SQUARE = $call('GeometryConstructors.Rectangle', {
  coordinates: [0, 0, 10, 10],
  crs: 'EPSG:3857',
  geodesic: false,
});

/** Geometries made from one geometry: buffers, hulls, simplified shapes … */
export const GEOMETRY_SHAPES = [
  ...unary({
    name: 'bounds',
    description: 'The smallest rectangle around the geometry, along meridians and parallels or in the projection.',
    returns: 'Geometry',
    parameters: EXACTNESS,
    examples: [{ args: { geometry: LINE }, result: planarPolygon([0, 0], [1, 0], [1, 0], [0, 0], [0, 0]) }],
    run: (geometry, args) => boundsOf(geometry, exactnessOf(args).crs),
  }),
  ...unary({
    name: 'buffer',
    description:
      'All points within a distance in metres of the geometry; with a negative distance, the points inside that are farther than that from the border.',
    returns: 'Geometry',
    parameters: { distance: required(t.float), ...EXACTNESS },
    examples: [
      {
        args: { geometry: WEB_MERCATOR_SQUARE, distance: -1, proj: 'EPSG:3857' },
        result: {
          type: 'Polygon',
          coordinates: [
            [
              [1, 1],
              [9, 1],
              [9, 9],
              [1, 9],
              [1, 1],
            ],
          ],
          crs: { type: 'name', properties: { name: 'EPSG:3857' } },
          geodesic: false,
        },
      },
    ],
    run: (geometry, args) => {
      if (!Number.isFinite(args.distance)) throw wrong(`'distance' must be finite. Got ${args.distance}.`);
      return buffered(geometry, args.distance, exactnessOf(args));
    },
  }),
  ...unary({
    name: 'centroid',
    description: "The centroid of the geometry's areas; of its lines or points, if it has no areas.",
    returns: 'Geometry',
    parameters: EXACTNESS,
    examples: [{ args: { geometry: POINT }, result: { type: 'Point', coordinates: [0.5, 0.25] } }],
    run: (geometry, args) => centroidOf(geometry, exactnessOf(args).crs),
  }),
  ...unary({
    name: 'convexHull',
    description: 'The smallest convex geometry around the geometry: a polygon, a line or a point.',
    returns: 'Geometry',
    parameters: EXACTNESS,
    examples: [
      {
        args: {
          geometry: $call('GeometryConstructors.MultiPoint', {
            coordinates: [
              [0, 0],
              [2, 0],
              [1, 1],
              [1, 3],
            ],
          }),
        },
        result: {
          type: 'Polygon',
          coordinates: [
            [
              [0, 0],
              [2, 0],
              [1, 3],
              [0, 0],
            ],
          ],
        },
      },
    ],
    run: (geometry, args) => convexHullOf(geometry, exactnessOf(args)),
  }),
  ...unary({
    name: 'cutLines',
    description: 'The lines and rings of the geometry, cut at distances along each of them in metres.',
    returns: 'Geometry',
    parameters: { distances: required(t.list(t.float)), ...EXACTNESS },
    examples: [
      {
        args: { geometry: LINE, distances: [50_000] },
        result: {
          type: 'MultiLineString',
          coordinates: [
            [
              [0, 0],
              [0.4491576420597609, 0],
            ],
            [
              [0.4491576420597609, 0],
              [1, 0],
            ],
          ],
        },
      },
    ],
    run: (geometry, args) => cutLines(geometry, args.distances, exactnessOf(args).crs),
  }),
  ...unary({
    name: 'dissolve',
    description: "The union of the geometry's parts, so that they do not overlap.",
    returns: 'Geometry',
    featureReturns: 'Element',
    parameters: EXACTNESS,
    examples: [
      {
        args: { geometry: $call('GeometryConstructors.MultiGeometry', { geometries: [square(0, 1), square(0, 2)] }) },
        result: planarPolygon([1, 0], [2, 0], [2, 2], [0, 2], [0, 1], [0, 0], [1, 0]),
      },
    ],
    run: (geometry, args) => dissolved(geometry, exactnessOf(args)),
  }),
  ...unary({
    name: 'simplify',
    description: 'The geometry without the vertices that can be left out while no edge moves by more than the margin.',
    returns: 'Geometry',
    parameters: { maxError: required(errorMarginType), proj: EXACTNESS.proj },
    examples: [
      {
        args: { geometry: line([0, 0], [1, 0.001], [2, 0]), maxError: 1000 },
        result: {
          type: 'LineString',
          coordinates: [
            [0, 0],
            [2, 0],
          ],
        },
      },
    ],
    run: (geometry, args) => {
      const { crs } = exactnessOf(args);
      if (args.maxError.unit === 'infinite') throw wrong("'maxError' must be finite.");
      const metres = crs !== undefined && args.maxError.unit === 'meters';
      return simplified(
        geometry,
        args.maxError.value / (metres ? crs.metersPerUnit : 1),
        crs === undefined ? {} : { crs },
      );
    },
  }),
  ...unary({
    name: 'transform',
    description: 'The geometry in another reference system, with vertices added where its edges would run elsewhere.',
    returns: 'Geometry',
    parameters: {
      proj: defaulted(t.projection, WGS84, WGS84.encode()),
      maxError: EXACTNESS.maxError,
      geodesic: optional(t.boolean),
    },
    examples: [{ args: { geometry: POINT }, result: { type: 'Point', coordinates: [0.5, 0.25] } }],
    run: (geometry, args) => transformed(geometry, args.proj.crs, args.geodesic ?? undefined, exactnessOf(args).meters),
  }),
];
