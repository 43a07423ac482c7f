import { wrong } from '../../errors.ts';
import { type Crs, sameCrs } from '../../raster/crs/crs.ts';
import { transformer } from '../../raster/crs/transform.ts';
import { edgesOf, toDegrees } from '../edge.ts';
import { Geometry, LONGITUDE_LATITUDE, type Position } from '../geometry.ts';
import { EMPTY, isUnbounded } from '../parts.ts';
import { projected } from '../plane/projected.ts';
import { mapLines } from '../positions.ts';
import { geodesicPlaces } from '../segments.ts';
import { Trace } from '../trace.ts';

/** The default error of edges, in metres. */
const ERROR = 1;

/**
 * The geometry in another reference system. Vertices are inserted where edges would run elsewhere.
 * @param geodesic whether the new edges are geodesics; by default they stay as they are, and are straight in a projected system
 */
export function transformed(geometry: Geometry, crs: Crs, geodesic?: boolean, meters: number = ERROR): Geometry {
  const bent = geodesic ?? (geometry.geodesic && crs.kind === 'geographic');
  if (isUnbounded(geometry)) return new Geometry(geometry.shape, crs, bent);
  if (geometry.shape.type === 'GeometryCollection') {
    const geometries = geometry.shape.geometries.map((part) => transformed(part, crs, geodesic, meters));
    return geometries.length === 0 ? EMPTY : new Geometry({ type: 'GeometryCollection', geometries }, crs, bent);
  }
  const line = lineTransform(geometry, crs, bent, meters);
  const placed = (positions: readonly Position[]) => line(positions).map((position) => inPlane(position, crs));
  return new Geometry(mapLines(geometry.shape, placed), crs, bent, geometry.evenOdd);
}

/** The position, if it is one: a pole has no place in Mercator's projection. */
function inPlane(position: Position, crs: Crs): Position {
  if (position.every(Number.isFinite)) return position;
  throw wrong(`The geometry has coordinates that have no place in ${crs.code ?? 'the projection'}.`);
}

function lineTransform(
  geometry: Geometry,
  crs: Crs,
  geodesic: boolean,
  meters: number,
): (line: readonly Position[]) => readonly Position[] {
  const direct = transformer(geometry.crs, crs);
  const place = (position: Position): Position => {
    if (direct.identity) return position;
    const point = Float64Array.of(position[0], position[1]);
    direct.forward(point);
    return [point[0], point[1]];
  };
  const sameEdges = geodesic === geometry.geodesic && (geodesic || sameCrs(crs, geometry.crs));
  if (sameEdges) return (line) => line.map(place);
  if (!geodesic) return (line) => new Trace(projected(crs), meters || ERROR).line(geometry, line, true);
  const edges = edgesOf(geometry);
  const degrees = toDegrees(geometry);
  const fromDegrees = transformer(LONGITUDE_LATITUDE, crs);
  return (line) =>
    line.flatMap((to, i) => {
      const between = i === 0 ? [] : geodesicPlaces(edges(line[i - 1], to), meters || ERROR);
      return [...between, degrees(to)].map((position): Position => {
        const point = Float64Array.of(position[0], position[1]);
        fromDegrees.forward(point);
        return [point[0], point[1]];
      });
    });
}
