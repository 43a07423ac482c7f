import 'jsts/org/locationtech/jts/monkey.js';
import Centroid from 'jsts/org/locationtech/jts/algorithm/Centroid.js';
import ConvexHull from 'jsts/org/locationtech/jts/algorithm/ConvexHull.js';
import Coordinate from 'jsts/org/locationtech/jts/geom/Coordinate.js';
import GeometryFactory from 'jsts/org/locationtech/jts/geom/GeometryFactory.js';
import PrecisionModel from 'jsts/org/locationtech/jts/geom/PrecisionModel.js';
import TopologyException from 'jsts/org/locationtech/jts/geom/TopologyException.js';
import BufferOp from 'jsts/org/locationtech/jts/operation/buffer/BufferOp.js';
import OverlayOp from 'jsts/org/locationtech/jts/operation/overlay/OverlayOp.js';
import SnapIfNeededOverlayOp from 'jsts/org/locationtech/jts/operation/overlay/snap/SnapIfNeededOverlayOp.js';
import Polygonizer from 'jsts/org/locationtech/jts/operation/polygonize/Polygonizer.js';
import RelateOp from 'jsts/org/locationtech/jts/operation/relate/RelateOp.js';
import UnaryUnionOp from 'jsts/org/locationtech/jts/operation/union/UnaryUnionOp.js';
import IsValidOp from 'jsts/org/locationtech/jts/operation/valid/IsValidOp.js';
import GeometryPrecisionReducer from 'jsts/org/locationtech/jts/precision/GeometryPrecisionReducer.js';
import TopologyPreservingSimplifier from 'jsts/org/locationtech/jts/simplify/TopologyPreservingSimplifier.js';
import { invalid } from '../../errors.ts';
import type { Position } from '../geometry.ts';

/** The methods of JTS's geometries that are used here; JTS comes without types. */
export interface Jts {
  isEmpty(): boolean;
  getDimension(): number;
  getArea(): number;
  getLength(): number;
  getNumGeometries(): number;
  getGeometryN(i: number): Jts;
  getCoordinates(): { x: number; y: number }[];
  getInteriorPoint(): JtsPoint;
  getEnvelopeInternal(): { getMinX(): number; getMinY(): number; getMaxX(): number; getMaxY(): number };
}

interface JtsPoint extends Jts {
  getX(): number;
  getY(): number;
}

interface JtsPolygon extends Jts {
  getExteriorRing(): Jts;
  getNumInteriorRing(): number;
  getInteriorRingN(i: number): Jts;
}

export const factory = new GeometryFactory();

const coordinates = (places: readonly Position[]) => places.map(([x, y]) => new Coordinate(x, y));
const ring = (places: readonly Position[]) => factory.createLinearRing(coordinates(places));

export function polygon(shell: readonly Position[], holes: readonly (readonly Position[])[] = []): Jts {
  return factory.createPolygon(ring(shell), holes.map(ring));
}

export function line(places: readonly Position[]): Jts {
  return factory.createLineString(coordinates(places));
}

export function points(places: readonly Position[]): Jts {
  return factory.createMultiPointFromCoords(coordinates(places));
}

export function rectangle(x0: number, y0: number, x1: number, y1: number): Jts {
  return polygon([
    [x0, y0],
    [x1, y0],
    [x1, y1],
    [x0, y1],
    [x0, y0],
  ]);
}

/** The places of a line or a point, in order. */
export function placesOf(geometry: Jts): Position[] {
  return geometry.getCoordinates().map(({ x, y }): Position => [x, y]);
}

/** The rings of a polygon, the shell first. */
export function ringsOfPolygon(geometry: Jts): Position[][] {
  const area = geometry as JtsPolygon;
  const holes = Array.from({ length: area.getNumInteriorRing() }, (_, i) => area.getInteriorRingN(i));
  return [area.getExteriorRing(), ...holes].map(placesOf);
}

/** The parts of a multi geometry that have a dimension: 0 points, 1 lines, 2 areas. */
export function partsOf(geometry: Jts | null, dimension: number): Jts[] {
  if (geometry === null) return [];
  const count = geometry.getNumGeometries();
  if (count === 1) {
    const only = geometry.getGeometryN(0);
    return only.isEmpty() || only.getDimension() !== dimension ? [] : [only];
  }
  return Array.from({ length: count }, (_, i) => geometry.getGeometryN(i)).flatMap((part) => partsOf(part, dimension));
}

/** Coordinates are rounded to this part of the largest one where an operation does not work without. */
const ROUNDING = 1e-12;

/** Runs an operation; another one if it fails because of places that are too close together to be told apart. */
function guarded<T>(run: () => T, otherwise: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof TopologyException) return otherwise();
    throw error;
  }
}

/** Runs an operation; again with rounded coordinates if it fails because of places that are too close together to be told apart. */
function rounding<T>(run: (...parts: Jts[]) => T, ...parts: Jts[]): T {
  return guarded(
    () => run(...parts),
    () => {
      const largest = parts
        .flatMap((part) => part.getCoordinates())
        .reduce((most, { x, y }) => Math.max(most, Math.abs(x), Math.abs(y)), 0);
      const model = new PrecisionModel(1 / (largest * ROUNDING));
      return guarded(
        () => run(...parts.map((part) => GeometryPrecisionReducer.reduce(part, model))),
        () => {
          throw invalid('Unable to perform this geometry operation. Please specify a non-zero error margin.');
        },
      );
    },
  );
}

/** The union of any number of geometries of one dimension; null if there are none. */
export function unionAll(parts: readonly Jts[]): Jts | null {
  if (parts.length === 0) return null;
  if (parts.length === 1) return parts[0];
  return rounding((...all) => UnaryUnionOp.union(factory.createGeometryCollection(all)), ...parts);
}

export type Operation = 'intersection' | 'union' | 'difference' | 'symmetricDifference';

const CODES: Readonly<Record<Operation, unknown>> = {
  intersection: OverlayOp.INTERSECTION,
  union: OverlayOp.UNION,
  difference: OverlayOp.DIFFERENCE,
  symmetricDifference: OverlayOp.SYMDIFFERENCE,
};

/** An overlay of two geometries, each of one dimension. Vertices are snapped together only if it does not work without. */
export function overlay(operation: Operation, left: Jts, right: Jts): Jts {
  return rounding((a, b) => SnapIfNeededOverlayOp.overlayOp(a, b, CODES[operation]), left, right);
}

/** Whether rings do not cross or touch along edges, and holes are within their shells. */
export function isValid(geometry: Jts): boolean {
  return IsValidOp.isValid(geometry);
}

export function intersectsJts(left: Jts, right: Jts): boolean {
  return rounding((a, b) => RelateOp.intersects(a, b), left, right);
}

/** Whether no point of the right geometry is outside of the left one. */
export function coversJts(left: Jts, right: Jts): boolean {
  return rounding((a, b) => RelateOp.covers(a, b), left, right);
}

/** The faces that lines cut the plane into, without the outermost. */
export function facesOf(lines: readonly Jts[]): Jts[] {
  const polygonizer = new Polygonizer();
  polygonizer.add(unionAll(lines.length === 1 ? [lines[0], lines[0]] : lines));
  return polygonizer.getPolygons().toArray();
}

export function centroidOfJts(geometry: Jts): Position {
  const centre = Centroid.getCentroid(geometry);
  return [centre.x, centre.y];
}

export function hullOf(geometries: readonly Jts[]): Jts {
  return new ConvexHull(factory.createGeometryCollection([...geometries])).getConvexHull();
}

/** Fewer vertices, none of them new, with edges off by at most a tolerance; areas stay valid. */
export function simplifyJts(geometry: Jts, tolerance: number): Jts {
  return rounding((part) => TopologyPreservingSimplifier.simplify(part, tolerance), geometry);
}

/** All that is within a distance; with a negative one, all that is farther inside. */
export function bufferJts(geometry: Jts, distance: number, quadrantSegments: number): Jts {
  return rounding((part) => BufferOp.bufferOp(part, distance, quadrantSegments), geometry);
}
