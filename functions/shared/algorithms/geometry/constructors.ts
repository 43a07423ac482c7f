import { wrong } from '../../errors.ts';
import { Geometry, LONGITUDE_LATITUDE, type Position, type Shape } from '../../geometry/geometry.ts';
import { mapPositions } from '../../geometry/positions.ts';
import { transformed } from '../../geometry/shapes/transform.ts';
import { type Affine, apply } from '../../raster/affine.ts';
import { wrapLongitude } from '../../raster/crs/longitude.ts';
import type { Projection } from '../../raster/projection.ts';
import { isNumberValue, toDouble } from '../../values/number.ts';
import { isList, type ListValue, type Value } from '../../values/value.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import * as t from '../language/types.ts';
import { defaulted, optional, required } from '../parameter.ts';
import { givenCoordinates } from './given-coordinates.ts';
import { errorMarginType, geometryType } from './types.ts';

/** Geometries that one may be made of. */
const MOST_PARTS = 1_000_000;

const MESSAGE = 'Invalid geometry coordinates.';

/** A coordinate; infinite ones come as texts, as replies have them. */
function coordinate(value: Value): number {
  if (value === 'Infinity' || value === '-Infinity') return Number(value);
  return isNumberValue(value) ? toDouble(value) : Number.NaN;
}

/** A pair of numbers. Those of rings may be infinite: the geometry is unbounded then. */
function position(value: Value, unbounded = false): Position {
  if (!isList(value) || value.length < 2) {
    throw wrong('Invalid GeoJSON geometry: a point must be a list of two numbers.');
  }
  const [x, y] = value.map(coordinate);
  if (Number.isNaN(x) || Number.isNaN(y)) {
    throw wrong('Invalid GeoJSON geometry: a point must be a list of two numbers.');
  }
  if (!unbounded && !(Number.isFinite(x) && Number.isFinite(y))) {
    throw wrong('Invalid GeoJSON geometry: coordinates must be finite.');
  }
  return [x, y];
}

/** Positions from a list of pairs, or of plain numbers in turn. */
function positions(value: Value, unbounded = false): Position[] {
  if (!isList(value)) throw wrong(MESSAGE);
  if (value.length > 0 && value.every(isNumberValue)) {
    if (value.length % 2 !== 0) throw wrong('Invalid number of coordinates: they must come in pairs.');
    return Array.from({ length: value.length / 2 }, (_, i) => position([value[2 * i], value[2 * i + 1]], unbounded));
  }
  return value.map((item) => position(item, unbounded));
}

/** A closed ring: the first position is repeated at the end. */
function ring(value: Value): Position[] {
  const points = positions(value, true);
  if (points.length === 0) return points;
  const [first, last] = [points[0], points[points.length - 1]];
  const closed = first[0] === last[0] && first[1] === last[1];
  if ((closed ? points.length - 1 : points.length) < 3) throw wrong('LinearRing requires at least 3 points.');
  return closed ? points : [...points, first];
}

/** The nesting depth of lists: 1 for [x, y], 2 for a ring, 3 for rings, … */
function depth(value: Value): number {
  let levels = 0;
  for (let inner: Value | undefined = value; isList(inner); inner = inner[0]) levels++;
  return levels;
}

/** The rings of a polygon: a list of rings, or one bare ring. */
function rings(value: ListValue): Position[][] {
  if (value.length === 0) return [];
  return depth(value) >= 3 ? value.map(ring) : [ring(value)];
}

/** Whether pixels are units of the reference system: infinite coordinates stay so then. */
function sameTransform(transform: Affine): boolean {
  return [1, 0, 0, 0, 1, 0].every((value, i) => transform[i] === value);
}

/** A geometry whose coordinates are given in pixels of a projection, or in a reference system's own units. */
function build(shape: Shape, projection: Projection | null, geodesic: boolean | null, evenOdd = true): Geometry {
  const system = projection?.crs ?? LONGITUDE_LATITUDE;
  const inPixels = projection !== null && !sameTransform(projection.transform);
  const placed = inPixels ? mapPositions(shape, ([x, y]) => apply(projection.transform, x, y)) : shape;
  return new Geometry(placed, system, geodesic ?? system.kind === 'geographic', evenOdd);
}

const crs = optional(t.projection);
const geodesic = optional(t.boolean);
const maxError = optional(errorMarginType);

/** Geometries from coordinates: `ee.Geometry.Point` and its siblings. */
export const GEOMETRY_CONSTRUCTORS = [
  algorithm({
    name: 'GeometryConstructors.Point',
    description: 'Makes a point from its coordinates.',
    returns: 'Geometry',
    parameters: { coordinates: required(t.list(t.number)), crs },
    examples: [{ args: { coordinates: [-34.9, -8] }, result: { type: 'Point', coordinates: [-34.9, -8] } }],
    run: ({ coordinates, crs }) => build({ type: 'Point', coordinates: position(coordinates) }, crs, null),
  }),
  algorithm({
    name: 'GeometryConstructors.MultiPoint',
    description: 'Makes a set of points.',
    returns: 'Geometry',
    parameters: { coordinates: required(t.objects), crs },
    examples: [
      {
        args: {
          coordinates: [
            [0, 1],
            [2, 3],
          ],
        },
        result: {
          type: 'MultiPoint',
          coordinates: [
            [0, 1],
            [2, 3],
          ],
        },
      },
    ],
    run: (args) => {
      const { coordinates, crs } = givenCoordinates({ ...args, geodesic: null });
      return build({ type: 'MultiPoint', coordinates: positions(coordinates) }, crs, null);
    },
  }),
  algorithm({
    name: 'GeometryConstructors.LineString',
    description: 'Makes a line through positions.',
    returns: 'Geometry',
    parameters: { coordinates: required(t.objects), crs, geodesic, maxError },
    examples: [
      {
        args: { coordinates: [0, 1, 2, 3] },
        result: {
          type: 'LineString',
          coordinates: [
            [0, 1],
            [2, 3],
          ],
        },
      },
    ],
    run: (args) => {
      const { coordinates, crs, geodesic } = givenCoordinates(args);
      const points = positions(coordinates);
      if (points.length === 1) throw wrong('LineString requires at least 2 points.');
      return build({ type: 'LineString', coordinates: points }, crs, geodesic);
    },
  }),
  algorithm({
    name: 'GeometryConstructors.LinearRing',
    description: 'Makes a closed line; the end is joined to the start.',
    returns: 'Geometry',
    parameters: { coordinates: required(t.objects), crs, geodesic, maxError },
    examples: [
      {
        args: {
          coordinates: [
            [0, 0],
            [1, 0],
            [1, 1],
          ],
        },
        result: {
          type: 'LinearRing',
          coordinates: [
            [0, 0],
            [1, 0],
            [1, 1],
            [0, 0],
          ],
        },
      },
    ],
    run: (args) => {
      const { coordinates, crs, geodesic } = givenCoordinates(args);
      return build({ type: 'LinearRing', coordinates: ring(coordinates) }, crs, geodesic);
    },
  }),
  algorithm({
    name: 'GeometryConstructors.MultiLineString',
    description: 'Makes a set of lines.',
    returns: 'Geometry',
    parameters: { coordinates: required(t.objects), crs, geodesic, maxError },
    examples: [
      {
        args: {
          coordinates: [
            [
              [0, 0],
              [1, 0],
            ],
            [
              [2, 2],
              [3, 3],
            ],
          ],
        },
        result: {
          type: 'MultiLineString',
          coordinates: [
            [
              [0, 0],
              [1, 0],
            ],
            [
              [2, 2],
              [3, 3],
            ],
          ],
        },
      },
    ],
    run: (args) => {
      const { coordinates, crs, geodesic } = givenCoordinates(args);
      const lines = depth(coordinates) <= 2 ? [coordinates] : coordinates;
      return build({ type: 'MultiLineString', coordinates: lines.map((line) => positions(line)) }, crs, geodesic);
    },
  }),
  algorithm({
    name: 'GeometryConstructors.Polygon',
    description: 'Makes a polygon: a shell, then holes. Rings may be left open.',
    returns: 'Geometry',
    parameters: { coordinates: required(t.objects), crs, geodesic, maxError, evenOdd: defaulted(t.boolean, true) },
    examples: [
      {
        args: {
          coordinates: [
            [
              [0, 0],
              [1, 0],
              [1, 1],
            ],
          ],
        },
        result: {
          type: 'Polygon',
          coordinates: [
            [
              [0, 0],
              [1, 0],
              [1, 1],
              [0, 0],
            ],
          ],
        },
      },
    ],
    run: ({ evenOdd, ...args }) => {
      const { coordinates, crs, geodesic } = givenCoordinates(args);
      return build({ type: 'Polygon', coordinates: rings(coordinates) }, crs, geodesic, evenOdd);
    },
  }),
  algorithm({
    name: 'GeometryConstructors.MultiPolygon',
    description: 'Makes a set of polygons.',
    returns: 'Geometry',
    parameters: { coordinates: required(t.objects), crs, geodesic, maxError, evenOdd: defaulted(t.boolean, true) },
    examples: [
      {
        args: {
          coordinates: [
            [
              [
                [0, 0],
                [1, 0],
                [1, 1],
              ],
            ],
          ],
        },
        result: {
          type: 'MultiPolygon',
          coordinates: [
            [
              [
                [0, 0],
                [1, 0],
                [1, 1],
                [0, 0],
              ],
            ],
          ],
        },
      },
    ],
    run: ({ evenOdd, ...args }) => {
      const { coordinates, crs, geodesic } = givenCoordinates(args);
      const polygons = depth(coordinates) <= 3 ? [coordinates] : coordinates;
      const parts = polygons.map((polygon) => {
        if (!isList(polygon)) throw wrong(MESSAGE);
        return rings(polygon);
      });
      return build({ type: 'MultiPolygon', coordinates: parts }, crs, geodesic, evenOdd);
    },
  }),
  algorithm({
    name: 'GeometryConstructors.MultiGeometry',
    description: 'Makes one geometry of several, of any types.',
    returns: 'Geometry',
    parameters: { geometries: required(t.list(geometryType)), crs, geodesic, maxError },
    examples: [
      {
        args: { geometries: [$call('GeometryConstructors.Point', { coordinates: [1, 2] })] },
        result: { type: 'GeometryCollection', geometries: [{ type: 'Point', coordinates: [1, 2] }] },
      },
    ],
    run: ({ geometries, crs, geodesic, maxError }, context) => {
      const same = crs === null && geodesic === null;
      // Collections within collections are one collection.
      const parts = geometries.flatMap((geometry) => {
        const { shape } = geometry;
        const found = shape.type === 'GeometryCollection' ? shape.geometries : [geometry];
        context.spend(found.length);
        return same
          ? found
          : found.map((part) => transformed(part, crs?.crs ?? part.crs, geodesic ?? undefined, maxError?.value));
      });
      if (parts.length > MOST_PARTS) throw wrong(`A geometry has ${MOST_PARTS} parts at most. Got ${parts.length}.`);
      const [first] = parts;
      return new Geometry({ type: 'GeometryCollection', geometries: parts }, first?.crs, first?.geodesic);
    },
  }),
  algorithm({
    name: 'GeometryConstructors.Rectangle',
    description: 'Makes a rectangle from its lower left and upper right corners.',
    returns: 'Geometry',
    parameters: { coordinates: required(t.objects), crs, geodesic, evenOdd: defaulted(t.boolean, true) },
    examples: [
      {
        args: { coordinates: [0, 1, 2, 3], geodesic: false },
        result: {
          type: 'Polygon',
          coordinates: [
            [
              [0, 1],
              [2, 1],
              [2, 3],
              [0, 3],
              [0, 1],
            ],
          ],
          geodesic: false,
        },
      },
    ],
    run: (args) => {
      const { coordinates, crs, geodesic } = givenCoordinates(args);
      const corners = positions(coordinates, true);
      if (corners.length !== 2) throw wrong('Rectangle requires 2 points, or 4 numbers.');
      const [[x0, y0], [x1, y1]] = corners;
      return build(box(x0, y0, x1, y1), crs, geodesic);
    },
  }),
  algorithm({
    name: 'GeometryConstructors.BBox',
    description: 'Makes a rectangle from its bounds in degrees, with edges along parallels and meridians.',
    returns: 'Geometry',
    parameters: {
      west: required(t.float),
      south: required(t.float),
      east: required(t.float),
      north: required(t.float),
    },
    examples: [
      {
        args: { west: 170, south: -100, east: -170, north: 10 },
        result: {
          type: 'Polygon',
          coordinates: [
            [
              [170, -90],
              [190, -90],
              [190, 10],
              [170, 10],
              [170, -90],
            ],
          ],
          geodesic: false,
        },
      },
    ],
    run: (sides) => boundingBox(sides.west, sides.south, sides.east, sides.north),
  }),
];

/** A planar rectangle in degrees. Longitudes go around: the east may be less than the west. */
function boundingBox(west: number, south: number, east: number, north: number): Geometry {
  if (!(west < Infinity && east > -Infinity && south <= 90 && north >= -90)) {
    throw wrong('The sides of a bounding box must be longitudes and latitudes.');
  }
  const [low, high] = [Math.max(-90, south), Math.min(90, north)];
  if (east - west >= 360) return build(box(-180, low, 180, high), null, false);
  const [from, to] = [wrapLongitude(west), wrapLongitude(east)];
  return build(box(from, low, to < from ? to + 360 : to, high), null, false);
}

function box(x0: number, y0: number, x1: number, y1: number): Shape {
  return {
    type: 'Polygon',
    coordinates: [
      [
        [x0, y0],
        [x1, y0],
        [x1, y1],
        [x0, y1],
        [x0, y0],
      ],
    ],
  };
}
