import { Geometry, type Position, type Shape } from './geometry.ts';
import { positionsOf } from './positions.ts';

/** The polygons of a shape: each its shell, then its holes. Lines and points have none. */
export function polygonsOf(shape: Shape): readonly (readonly (readonly Position[])[])[] {
  switch (shape.type) {
    case 'Polygon':
      return shape.coordinates.length === 0 ? [] : [shape.coordinates];
    case 'MultiPolygon':
      return shape.coordinates.filter((rings) => rings.length > 0);
    case 'GeometryCollection':
      return shape.geometries.flatMap((part) => polygonsOf(part.shape));
    default:
      return [];
  }
}

/** The geometry cut into points, lines, rings and polygons. */
export function simpleParts(geometry: Geometry): readonly Geometry[] {
  const { shape } = geometry;
  const same = (part: Shape) => new Geometry(part, geometry.crs, geometry.geodesic, geometry.evenOdd);
  switch (shape.type) {
    case 'MultiPoint':
      return shape.coordinates.map((coordinates) => same({ type: 'Point', coordinates }));
    case 'MultiLineString':
      return shape.coordinates
        .filter((line) => line.length > 0)
        .map((coordinates) => same({ type: 'LineString', coordinates }));
    case 'MultiPolygon':
      return polygonsOf(shape).map((coordinates) => same({ type: 'Polygon', coordinates }));
    case 'GeometryCollection':
      return shape.geometries.flatMap(simpleParts);
    default:
      return isEmpty(geometry) ? [] : [geometry];
  }
}

/** Whether there is nothing in the geometry. */
export function isEmpty({ shape }: Geometry): boolean {
  switch (shape.type) {
    case 'Point':
      return false;
    case 'MultiPoint':
    case 'LineString':
    case 'LinearRing':
      return shape.coordinates.length === 0;
    case 'MultiLineString':
    case 'Polygon':
      return shape.coordinates.every((line) => line.length === 0);
    case 'MultiPolygon':
      return shape.coordinates.every((polygon) => polygon.every((ring) => ring.length === 0));
    case 'GeometryCollection':
      return shape.geometries.every(isEmpty);
  }
}

const unbounded = new WeakMap<Geometry, boolean>();

/** Whether the geometry goes on for ever: it has infinite coordinates. */
export function isUnbounded(geometry: Geometry): boolean {
  let known = unbounded.get(geometry);
  if (known === undefined) {
    known = positionsOf(geometry).some(([x, y]) => Math.abs(x) === Infinity || Math.abs(y) === Infinity);
    unbounded.set(geometry, known);
  }
  return known;
}

const far: readonly Position[] = [
  [-Infinity, -Infinity],
  [Infinity, -Infinity],
  [Infinity, Infinity],
  [-Infinity, Infinity],
  [-Infinity, -Infinity],
];

/** Everything. */
export const UNBOUNDED = new Geometry({ type: 'Polygon', coordinates: [far] }, undefined, false);

/** Nothing. */
export const EMPTY = new Geometry({ type: 'GeometryCollection', geometries: [] });
