import type { Builder } from 'flatbuffers';
import { invalid } from '../../errors.ts';
import type { Geometry, Position, Shape } from '../../geometry/geometry.ts';
import { EVEN_ODD, GEODESIC, GEOMETRY, GEOMETRY_TYPES, RING } from './format.ts';

/** What has to be said of a geometry beside the format's own. Parts of collections must be alike. */
export function edgesOf(geometry: Geometry): number {
  const own = (geometry.geodesic ? GEODESIC : 0) | (geometry.evenOdd ? EVEN_ODD : 0);
  const { shape } = geometry;
  if (shape.type === 'LinearRing') return own | RING;
  if (shape.type !== 'GeometryCollection' || shape.geometries.length === 0) return own;
  const [first, ...others] = shape.geometries.filter(hasEdges).map(edgesOf);
  if (others.some((edges) => edges !== first)) {
    throw invalid('A geometry collection whose parts have edges of different kinds cannot be kept in a table.');
  }
  return first ?? own;
}

function hasEdges({ shape }: Geometry): boolean {
  return shape.type !== 'Point' && shape.type !== 'MultiPoint';
}

/** Writes a geometry; the result is the offset of its FlatBuffers table. */
export function encodeGeometry(builder: Builder, shape: Shape): number {
  switch (shape.type) {
    case 'Point':
      return encodeLines(builder, GEOMETRY_TYPES.Point, [[shape.coordinates]]);
    case 'MultiPoint':
      return encodeLines(builder, GEOMETRY_TYPES.MultiPoint, [shape.coordinates]);
    case 'LineString':
    case 'LinearRing':
      return encodeLines(builder, GEOMETRY_TYPES.LineString, [shape.coordinates]);
    case 'MultiLineString':
      return encodeLines(builder, GEOMETRY_TYPES.MultiLineString, shape.coordinates, true);
    case 'Polygon':
      return encodeLines(builder, GEOMETRY_TYPES.Polygon, shape.coordinates);
    case 'MultiPolygon': {
      const parts = shape.coordinates.map((rings) => encodeLines(builder, GEOMETRY_TYPES.Polygon, rings));
      return encodeParts(builder, GEOMETRY_TYPES.MultiPolygon, parts);
    }
    case 'GeometryCollection': {
      const parts = shape.geometries.map((part) => encodeGeometry(builder, part.shape));
      return encodeParts(builder, GEOMETRY_TYPES.GeometryCollection, parts);
    }
  }
}

function encodeParts(builder: Builder, type: number, parts: readonly number[]): number {
  builder.startVector(4, parts.length, 4);
  for (let i = parts.length - 1; i >= 0; i--) builder.addOffset(parts[i]);
  const vector = builder.endVector();
  builder.startObject(8);
  builder.addFieldOffset(GEOMETRY.parts, vector, 0);
  builder.addFieldInt8(GEOMETRY.type, type, 0);
  return builder.endObject();
}

/** @param always whether the ends of lines are written even if there is only one */
function encodeLines(builder: Builder, type: number, lines: readonly (readonly Position[])[], always = false): number {
  const count = lines.reduce((sum, line) => sum + line.length, 0);
  builder.startVector(8, count * 2, 8);
  // FlatBuffers are written from their end.
  for (let i = lines.length - 1; i >= 0; i--) {
    for (let j = lines[i].length - 1; j >= 0; j--) {
      builder.addFloat64(lines[i][j][1]);
      builder.addFloat64(lines[i][j][0]);
    }
  }
  const xy = builder.endVector();
  const ends = lines.length > 1 || always ? encodeEnds(builder, lines, count) : 0;
  builder.startObject(8);
  builder.addFieldOffset(GEOMETRY.ends, ends, 0);
  builder.addFieldOffset(GEOMETRY.xy, xy, 0);
  builder.addFieldInt8(GEOMETRY.type, type, 0);
  return builder.endObject();
}

/** How many positions there are up to the end of each line. */
function encodeEnds(builder: Builder, lines: readonly (readonly Position[])[], count: number): number {
  builder.startVector(4, lines.length, 4);
  let end = count;
  for (let i = lines.length - 1; i >= 0; i--) {
    builder.addInt32(end);
    end -= lines[i].length;
  }
  return builder.endVector();
}
