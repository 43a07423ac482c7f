import { invalid } from '../../errors.ts';
import type { Geometry, Position } from '../geometry.ts';
import { isUnbounded, polygonsOf, simpleParts } from '../parts.ts';
import type { Trace } from '../trace.ts';
import { cutArea, cutLine, cutPoint, WORLD } from './degrees.ts';
import { isValid, type Jts, line, overlay, points, polygon, unionAll } from './jts.ts';
import { parityArea } from './parity.ts';

/** A geometry as it is drawn in a plane, dimension by dimension: null where it has nothing of one. */
export interface Parts {
  readonly areas: Jts | null;
  readonly lines: Jts | null;
  readonly points: Jts | null;
}

/** The drawings of a geometry, dimension by dimension. */
export function all(parts: Parts): Jts[] {
  return [parts.areas, parts.lines, parts.points].filter((part) => part !== null);
}

/**
 * Draws a geometry in the plane of a trace.
 * @param keeps whether places put between the vertices of a part must come back in results
 */
export function drawn(trace: Trace, geometry: Geometry, keeps: (part: Geometry) => boolean = () => false): Parts {
  const areas: Jts[] = [];
  const lines: Jts[] = [];
  const places: Position[] = [];
  for (const part of simpleParts(geometry)) {
    const { shape } = part;
    const kept = keeps(part);
    if (isUnbounded(part)) {
      if (!trace.plane.degrees) throw invalid('An unbounded geometry cannot be computed with in this projection.');
      areas.push(WORLD);
    } else if (shape.type === 'Point') {
      const place = checked(trace.point(part, shape.coordinates));
      places.push(...(trace.plane.degrees ? cutPoint(place) : [place]));
    } else if (shape.type === 'LineString' || shape.type === 'LinearRing') {
      const run = trace.line(part, shape.coordinates, kept).map(checked);
      if (run.length > 1) lines.push(...(trace.plane.degrees ? cutLine(run, trace) : [line(run)]));
    } else {
      const area = drawArea(trace, part, kept);
      if (area && !area.isEmpty()) areas.push(area);
    }
  }
  return {
    areas: unionAll(areas),
    lines: unionAll(lines),
    points: places.length === 0 ? null : points(places),
  };
}

function drawArea(trace: Trace, geometry: Geometry, kept: boolean): Jts | null {
  const [rings] = polygonsOf(geometry.shape);
  if (rings === undefined) return null;
  const runs = rings.map((ring) => trace.line(geometry, ring, kept).map(checked)).filter((run) => run.length > 3);
  if (runs.length === 0) return null;
  return trace.plane.degrees ? cutArea(runs, geometry.evenOdd, trace) : flatArea(runs);
}

/** The area of rings in the plane: as they are if they make a valid polygon, by parity otherwise. */
export function flatArea(rings: readonly (readonly Position[])[]): Jts | null {
  const [shell, ...holes] = rings;
  const area = polygon(shell, holes);
  return isValid(area) ? area : parityArea(rings);
}

function checked(place: Position): Position {
  if (Number.isFinite(place[0]) && Number.isFinite(place[1])) return place;
  throw invalid('The geometry cannot be represented in this projection: part of it is outside of its domain.');
}

/** The areas without those of another geometry, and so on: an overlay of two drawings. */
export function overlayParts(
  operation: 'intersection' | 'union' | 'difference' | 'symmetricDifference',
  left: Parts,
  right: Parts,
): Parts {
  switch (operation) {
    case 'union':
      return merged(left, right);
    case 'intersection':
      return intersectionOf(left, right);
    case 'difference':
      return minus(left, right);
    case 'symmetricDifference':
      return merged(minus(left, right), minus(right, left));
  }
}

function merged(left: Parts, right: Parts): Parts {
  const both = (key: keyof Parts) => unionAll([left[key], right[key]].filter((part) => part !== null));
  const areas = both('areas');
  const lines = without(both('lines'), areas);
  return { areas, lines, points: without(without(both('points'), areas), lines) };
}

function minus(left: Parts, right: Parts): Parts {
  return {
    areas: without(left.areas, right.areas),
    lines: without(without(left.lines, right.areas), right.lines),
    points: without(without(without(left.points, right.areas), right.lines), right.points),
  };
}

function without(part: Jts | null, other: Jts | null): Jts | null {
  return part === null || other === null ? part : nonEmpty(overlay('difference', part, other));
}

/** The intersection of two drawings. Areas that only touch have none. */
function intersectionOf(left: Parts, right: Parts): Parts {
  const areas = common(left.areas, right.areas, 2);
  const lines = [
    ...common(left.areas, right.lines, 1),
    ...common(left.lines, right.areas, 1),
    ...common(left.lines, right.lines, 1),
  ];
  const places = [
    ...common(left.lines, right.lines, 0),
    ...common(left.points, right.points, 0),
    ...common(left.points, right.areas, 0),
    ...common(left.points, right.lines, 0),
    ...common(left.areas, right.points, 0),
    ...common(left.lines, right.points, 0),
  ];
  return { areas: unionAll(areas), lines: unionAll(lines), points: unionAll(places) };
}

function common(left: Jts | null, right: Jts | null, dimension: number): Jts[] {
  if (left === null || right === null) return [];
  const shared = overlay('intersection', left, right);
  return partsOfDimension(shared, dimension);
}

function partsOfDimension(shared: Jts, dimension: number): Jts[] {
  const found: Jts[] = [];
  for (let i = 0; i < shared.getNumGeometries(); i++) {
    const part = shared.getGeometryN(i);
    if (part.getNumGeometries() > 1) found.push(...partsOfDimension(part, dimension));
    else if (!part.isEmpty() && part.getDimension() === dimension) found.push(part);
  }
  return found;
}

function nonEmpty(part: Jts): Jts | null {
  return part.isEmpty() ? null : part;
}
