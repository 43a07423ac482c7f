import type { Geometry, Position, Shape } from './geometry.ts';

/** The rings of the areas of a geometry; lines and points have none. */
export function ringsOf(shape: Shape): (readonly Position[])[] {
  switch (shape.type) {
    case 'Polygon':
      return [...shape.coordinates];
    case 'MultiPolygon':
      return shape.coordinates.flat();
    case 'LinearRing':
      return [shape.coordinates];
    case 'GeometryCollection':
      return shape.geometries.flatMap((part) => ringsOf(part.shape));
    default:
      return [];
  }
}

/** All positions of a geometry, in order. */
export function positionsOf(geometry: Geometry): readonly Position[] {
  const { shape } = geometry;
  switch (shape.type) {
    case 'Point':
      return [shape.coordinates];
    case 'MultiPoint':
    case 'LineString':
    case 'LinearRing':
      return shape.coordinates;
    case 'MultiLineString':
    case 'Polygon':
      return shape.coordinates.flat();
    case 'MultiPolygon':
      return shape.coordinates.flat(2);
    case 'GeometryCollection':
      return shape.geometries.flatMap(positionsOf);
  }
}

/** The same shape with each position replaced. */
export function mapPositions(shape: Shape, each: (position: Position) => Position): Shape {
  switch (shape.type) {
    case 'Point':
      return { type: shape.type, coordinates: each(shape.coordinates) };
    case 'MultiPoint':
    case 'LineString':
    case 'LinearRing':
      return { type: shape.type, coordinates: shape.coordinates.map(each) };
    case 'MultiLineString':
    case 'Polygon':
      return { type: shape.type, coordinates: shape.coordinates.map((line) => line.map(each)) };
    case 'MultiPolygon':
      return {
        type: shape.type,
        coordinates: shape.coordinates.map((polygon) => polygon.map((ring) => ring.map(each))),
      };
    case 'GeometryCollection':
      return shape;
  }
}
