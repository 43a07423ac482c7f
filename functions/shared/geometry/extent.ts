import { positionOf, unitVector } from './earth.ts';
import { edgesOf, toDegrees } from './edge.ts';
import type { Geometry, Position } from './geometry.ts';
import { isUnbounded, simpleParts } from './parts.ts';

/** A circle on the sphere that holds geometries: its centre in degrees, its radius as an angle in radians. */
export interface Extent {
  readonly centre: Position;
  readonly radius: number;
}

/** A circle around geometries, not necessarily the smallest. Undefined if there is nothing to go around, or all of the world. */
export function extentOf(geometries: readonly Geometry[]): Extent | undefined {
  const vectors: [number, number, number][] = [];
  for (const part of geometries.flatMap(simpleParts)) {
    if (isUnbounded(part) || !part.evenOdd) return undefined;
    for (const place of samples(part)) vectors.push(unitVector(place));
  }
  if (vectors.length === 0) return undefined;
  const sum = vectors.reduce(([x, y, z], [a, b, c]) => [x + a, y + b, z + c]);
  const length = Math.hypot(...sum);
  if (!(length > 1e-3 * vectors.length)) return { centre: positionOf(vectors[0]), radius: Math.PI };
  const up = sum.map((value) => value / length);
  const chord = vectors.reduce((most, v) => Math.max(most, Math.hypot(v[0] - up[0], v[1] - up[1], v[2] - up[2])), 0);
  return { centre: positionOf(sum), radius: 2 * Math.asin(Math.min(1, chord / 2)) };
}

/** Positions in degrees of the vertices; along edges that need not be the shortest way also between them. */
function samples(part: Geometry): Position[] {
  const { shape } = part;
  const degrees = toDegrees(part);
  switch (shape.type) {
    case 'Point':
      return [degrees(shape.coordinates)];
    case 'LineString':
    case 'LinearRing':
      return along(part, shape.coordinates);
    case 'Polygon':
      return along(part, shape.coordinates[0]);
    default:
      return [];
  }
}

function along(part: Geometry, line: readonly Position[]): Position[] {
  const degrees = toDegrees(part);
  if (part.geodesic) return line.map(degrees);
  const edges = edgesOf(part);
  return line.flatMap((to, i) => {
    if (i === 0) return [degrees(to)];
    const curve = edges(line[i - 1], to);
    return [curve(0.25), curve(0.5), curve(0.75), curve(1)];
  });
}
