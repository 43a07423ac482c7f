import { unitVector } from './earth.ts';
import { type Extent, extentOf } from './extent.ts';
import type { Geometry } from './geometry.ts';
import { isShort } from './measure/quarters.ts';
import { simpleParts } from './parts.ts';
import { positionsOf } from './positions.ts';

interface Known {
  readonly extent: Extent | undefined;
  /** A ball that holds the geometry, in space around the unit sphere; undefined where that is not plain. */
  readonly ball: { readonly centre: readonly [number, number, number]; readonly radius: number } | undefined;
}

const known = new WeakMap<Geometry, Known>();

/** Extents are kept for as long as their geometries are. */
function knownOf(geometry: Geometry): Known {
  let entry = known.get(geometry);
  if (entry === undefined) {
    const extent = extentOf([geometry]);
    const plain = extent !== undefined && extent.radius < SMALL && hasShortEdges(geometry);
    // Edges bulge out of the extent of their vertices, by much less than this.
    const ball = plain ? { centre: unitVector(extent.centre), radius: 2 * extent.radius + MARGIN } : undefined;
    entry = { extent, ball };
    known.set(geometry, entry);
  }
  return entry;
}

/** An angle in radians. */
const SMALL = 0.1;
const MARGIN = 1e-5;

/** The circle around a geometry. */
export function knownExtent(geometry: Geometry): Extent | undefined {
  return knownOf(geometry).extent;
}

/** Straight edges go around the Earth between their ends only if they are long. */
function hasShortEdges(geometry: Geometry): boolean {
  return simpleParts(geometry).every((part) => {
    if (part.geodesic) return true;
    const positions = [...positionsOf(part)];
    return positions.every((position, i) => i === 0 || isShort(part, positions[i - 1], position));
  });
}

/** Whether geometries are so far apart that their edges need not be looked at. What is not plain, or empty, is not. */
export function areFarApart(left: Geometry, right: Geometry): boolean {
  const { ball: a } = knownOf(left);
  const { ball: b } = knownOf(right);
  if (a === undefined || b === undefined) return false;
  const [x, y, z] = [a.centre[0] - b.centre[0], a.centre[1] - b.centre[1], a.centre[2] - b.centre[2]];
  return x * x + y * y + z * z > (a.radius + b.radius) ** 2;
}
