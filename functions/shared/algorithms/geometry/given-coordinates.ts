import { Geometry, type Position } from '../../geometry/geometry.ts';
import { transformed } from '../../geometry/shapes/transform.ts';
import { Projection } from '../../raster/projection.ts';
import { isList, type ListValue, type Value } from '../../values/value.ts';

/** The input of a geometry constructor: nested lists of numbers, with their reference system and kind of edges. */
export interface GivenCoordinates {
  readonly coordinates: ListValue;
  readonly crs: Projection | null;
  readonly geodesic: boolean | null;
}

/**
 * Coordinates with the geometries among them replaced by their own coordinates, so that a polygon can be made of rings, a line of points, and
 * so on. What is not said of the reference system and the edges follows from the first of the geometries.
 */
export function givenCoordinates({ coordinates, crs, geodesic }: GivenCoordinates): GivenCoordinates {
  const first = firstGeometry(coordinates);
  if (first === undefined) return { coordinates, crs, geodesic };
  const target = crs?.crs ?? first.crs;
  const bent = geodesic ?? first.geodesic;
  const plain = (value: Value): Value => {
    if (value instanceof Geometry) return coordinatesOf(transformed(value, target, bent)) ?? value;
    return isList(value) ? value.map(plain) : value;
  };
  return { coordinates: coordinates.map(plain), crs: new Projection(target, [1, 0, 0, 0, 1, 0]), geodesic: bent };
}

function firstGeometry(value: Value): Geometry | undefined {
  if (value instanceof Geometry) return value;
  if (!isList(value)) return undefined;
  for (const item of value) {
    // Coordinates that are numbers hold no geometry: long lists of them are not searched.
    if (!(item instanceof Geometry) && !isList(item)) return undefined;
    const found = firstGeometry(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

type Nested = number | Position | readonly Nested[];

/** The coordinates of a geometry as lists; undefined of a collection, which has none. */
function coordinatesOf({ shape }: Geometry): Value | undefined {
  const listed = (nested: Nested): Value => (typeof nested === 'number' ? nested : nested.map(listed));
  return shape.type === 'GeometryCollection' ? undefined : listed(shape.coordinates);
}
