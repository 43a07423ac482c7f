import { invalid } from '../../errors.ts';
import { Geometry, type Position, type Shape } from '../../geometry/geometry.ts';
import type { Crs } from '../../raster/crs/crs.ts';
import { parseCrs } from '../../raster/crs/crs.ts';
import { CrsError } from '../../raster/crs/crs-error.ts';
import { fileCrs, type GeometryOptions, hasGeodesics } from '../placed-geometry.ts';

/** Collections nest less deep than this. */
const MAX_DEPTH = 50;

type Members = { readonly [member: string]: unknown };

/**
 * Reads a GeoJSON geometry (RFC 7946), with the members `crs`, `geodesic` and `evenOdd` that Earth Engine adds. Third coordinates are
 * dropped; null is none.
 */
export function readGeometry(json: unknown, options: GeometryOptions, depth = 0): Geometry | null {
  if (json === null) return null;
  if (typeof json !== 'object' || Array.isArray(json)) throw malformed('it is not an object');
  if (depth > MAX_DEPTH) throw malformed(`it is nested deeper than ${MAX_DEPTH} levels`);
  const members = json as Members;
  const { type, coordinates, crs, geodesic, evenOdd } = members;
  const system = crs === undefined || crs === null ? options.crs : readCrsMember(crs, options);
  const edges = typeof geodesic === 'boolean' ? geodesic : hasGeodesics(options, system);
  const shape =
    type === 'GeometryCollection'
      ? collection(members, { ...options, crs: system, geodesic: edges }, depth)
      : shapeOf(type, coordinates);
  return new Geometry(shape, system, edges, evenOdd !== false);
}

function collection({ geometries }: Members, options: GeometryOptions, depth: number): Shape {
  const parts = listOf(geometries, (part) => readGeometry(part, options, depth + 1));
  const flat = parts.flatMap((part) => {
    if (part === null) return [];
    return part.shape.type === 'GeometryCollection' ? part.shape.geometries : [part];
  });
  return { type: 'GeometryCollection', geometries: flat };
}

function shapeOf(type: unknown, coordinates: unknown): Shape {
  switch (type) {
    case 'Point':
      // An empty list is an empty point.
      if (Array.isArray(coordinates) && coordinates.length === 0) return { type: 'MultiPoint', coordinates: [] };
      return { type, coordinates: position(coordinates) };
    case 'MultiPoint':
    case 'LineString':
      return { type, coordinates: listOf(coordinates, position) };
    case 'LinearRing':
      return { type, coordinates: ring(coordinates) };
    case 'MultiLineString':
      return { type, coordinates: listOf(coordinates, (line) => listOf(line, position)) };
    case 'Polygon':
      return { type, coordinates: listOf(coordinates, ring) };
    case 'MultiPolygon':
      return { type, coordinates: listOf(coordinates, (polygon) => listOf(polygon, ring)) };
    default:
      throw malformed(`its type ${JSON.stringify(type)?.slice(0, 40)} is not known`);
  }
}

function ring(json: unknown): Position[] {
  const positions = listOf(json, position);
  const [first, last] = [positions[0], positions[positions.length - 1]];
  if (positions.length >= 4 && first[0] === last[0] && first[1] === last[1]) return positions;
  throw malformed('a ring must have at least four positions, of which the last is the first');
}

function position(json: unknown): Position {
  if (!Array.isArray(json) || typeof json[0] !== 'number' || typeof json[1] !== 'number') {
    throw malformed('a position must be a list of numbers');
  }
  return [json[0], json[1]];
}

function listOf<T>(json: unknown, each: (item: unknown) => T): T[] {
  if (!Array.isArray(json)) throw malformed('its coordinates are not nested as its type demands');
  return json.map(each);
}

/** The reference system that `{"type": "name", "properties": {"name": …}}` names; a code, or a text of any notation. */
export function readCrsMember(json: unknown, options: GeometryOptions): Crs {
  const name = (json as { properties?: { name?: unknown } } | null)?.properties?.name;
  if (typeof name !== 'string') throw malformed("its 'crs' has no name");
  try {
    return fileCrs(() => parseCrs(name), options);
  } catch (error) {
    if (error instanceof CrsError) throw invalid(error.message);
    throw error;
  }
}

function malformed(what: string): Error {
  return invalid(`Malformed GeoJSON geometry: ${what}.`);
}
