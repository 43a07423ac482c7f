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

/** The lines of a geometry, rings of their own among them: the first position comes again at the end. Areas and points have none. */
export function linesOf(shape: Shape): (readonly Position[])[] {
  switch (shape.type) {
    case 'LineString':
      return [shape.coordinates];
    case 'LinearRing':
      return [closed(shape.coordinates)];
    case 'MultiLineString':
      return [...shape.coordinates];
    case 'GeometryCollection':
      return shape.geometries.flatMap((part) => linesOf(part.shape));
    default:
      return [];
  }
}

/** A ring whose last position is its first one. */
export function closed(ring: readonly Position[]): readonly Position[] {
  const [first] = ring;
  const last = ring[ring.length - 1];
  return first === undefined || (first[0] === last[0] && first[1] === last[1]) ? ring : [...ring, first];
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

/** The number of positions of a shape. */
export function positionCount(shape: Shape): number {
  const sum = <T>(items: readonly T[], count: (item: T) => number) =>
    items.reduce((total, item) => total + count(item), 0);
  switch (shape.type) {
    case 'Point':
      return 1;
    case 'MultiPoint':
    case 'LineString':
    case 'LinearRing':
      return shape.coordinates.length;
    case 'MultiLineString':
    case 'Polygon':
      return sum(shape.coordinates, (line) => line.length);
    case 'MultiPolygon':
      return sum(shape.coordinates, (polygon) => sum(polygon, (ring) => ring.length));
    case 'GeometryCollection':
      return sum(shape.geometries, (part) => positionCount(part.shape));
  }
}

/** The same shape with each position replaced. */
export function mapPositions(shape: Shape, each: (position: Position) => Position): Shape {
  return mapLines(shape, (line) => line.map(each));
}

/** The same shape with each of its lines and rings replaced; each point is a line of one position. */
export function mapLines(shape: Shape, each: (line: readonly Position[]) => readonly Position[]): Shape {
  switch (shape.type) {
    case 'Point':
      return { type: shape.type, coordinates: each([shape.coordinates])[0] };
    case 'MultiPoint':
      return { type: shape.type, coordinates: shape.coordinates.flatMap((position) => each([position])) };
    case 'LineString':
    case 'LinearRing':
      return { type: shape.type, coordinates: each(shape.coordinates) };
    case 'MultiLineString':
    case 'Polygon':
      return { type: shape.type, coordinates: shape.coordinates.map(each) };
    case 'MultiPolygon':
      return { type: shape.type, coordinates: shape.coordinates.map((polygon) => polygon.map(each)) };
    case 'GeometryCollection':
      return shape;
  }
}
