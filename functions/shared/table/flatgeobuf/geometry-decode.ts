import { Geometry, type Position, type Shape } from '../../geometry/geometry.ts';
import type { FlatTable } from './flat-table.ts';
import { EVEN_ODD, GEODESIC, GEOMETRY, GEOMETRY_TYPES, RING } from './format.ts';

/** Reads a geometry in degrees; its `edges` are what the format cannot say. */
export function decodeGeometry(view: DataView, table: FlatTable, edges: number): Geometry {
  return new Geometry(shapeOf(view, table, edges), undefined, (edges & GEODESIC) !== 0, (edges & EVEN_ODD) !== 0);
}

function shapeOf(view: DataView, table: FlatTable, edges: number): Shape {
  const type = table.byte(GEOMETRY.type, 0);
  switch (type) {
    case GEOMETRY_TYPES.Point:
      return { type: 'Point', coordinates: positionsOf(view, table)[0] };
    case GEOMETRY_TYPES.MultiPoint:
      return { type: 'MultiPoint', coordinates: positionsOf(view, table) };
    case GEOMETRY_TYPES.LineString:
      return { type: (edges & RING) !== 0 ? 'LinearRing' : 'LineString', coordinates: positionsOf(view, table) };
    case GEOMETRY_TYPES.MultiLineString:
      return { type: 'MultiLineString', coordinates: linesOf(view, table) };
    case GEOMETRY_TYPES.Polygon:
      return { type: 'Polygon', coordinates: linesOf(view, table) };
    case GEOMETRY_TYPES.MultiPolygon:
      return { type: 'MultiPolygon', coordinates: table.tables(GEOMETRY.parts).map((part) => linesOf(view, part)) };
    case GEOMETRY_TYPES.GeometryCollection: {
      const geometries = table.tables(GEOMETRY.parts).map((part) => decodeGeometry(view, part, edges));
      return { type: 'GeometryCollection', geometries };
    }
    default:
      throw new Error(`A table has a geometry of type ${type}.`);
  }
}

function positionsOf(view: DataView, table: FlatTable): Position[] {
  const { start, length } = table.vector(GEOMETRY.xy) ?? { start: 0, length: 0 };
  const positions: Position[] = [];
  for (let i = 0; i + 1 < length; i += 2) {
    positions.push([view.getFloat64(start + 8 * i, true), view.getFloat64(start + 8 * i + 8, true)]);
  }
  return positions;
}

function linesOf(view: DataView, table: FlatTable): Position[][] {
  const positions = positionsOf(view, table);
  const ends = table.vector(GEOMETRY.ends);
  if (ends === undefined) return positions.length === 0 ? [] : [positions];
  let from = 0;
  return Array.from({ length: ends.length }, (_, i) => {
    const to = view.getUint32(ends.start + 4 * i, true);
    const line = positions.slice(from, to);
    from = to;
    return line;
  });
}
