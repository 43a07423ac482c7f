import type { Crs } from '../raster/crs/crs.ts';
import { boxAround, type PlaneShape } from '../raster/vector/plane-shape.ts';
import type { Geometry, Position } from './geometry.ts';
import { isUnbounded, simpleParts } from './parts.ts';
import { PlaneChains } from './plane-chain.ts';
import { closed } from './positions.ts';
import { type Cylinder, cylinderOf } from './world.ts';

/**
 * Lines and markers reach beyond a shape's coordinates: a shape counts as near an end of the map within this many times the finest
 * tolerance, but not more than this fraction of the map's width.
 */
const NEAR_END = 300;
const MOST_NEAR = 0.1;

const NO_POINTS: Float64Array = new Float64Array(0);
const EVERYWHERE: PlaneShape = {
  rings: [],
  borders: [],
  lines: [],
  points: NO_POINTS,
  box: [-Infinity, -Infinity, Infinity, Infinity],
  everywhere: true,
  coarse: false,
};

/**
 * Projects geometries to the plane of a reference system. Edges are nowhere off by more than `tolerance`, in the system's units. If the
 * plane is a map of the world that closes at the 180th meridian, shapes across that meridian appear on both sides.
 * @param finest the least tolerance that may be needed: shapes that would differ then are `coarse`
 */
export function planeShapes(
  crs: Crs,
  tolerance: number,
  finest: number = tolerance,
): (geometry: Geometry) => PlaneShape {
  const cylinder = cylinderOf(crs);
  const known = new Map<Crs, PlaneChains[]>();
  const chainsFor = ({ crs: source, geodesic }: Geometry): PlaneChains => {
    let both = known.get(source);
    if (both === undefined) {
      both = [];
      known.set(source, both);
    }
    both[Number(geodesic)] ??= new PlaneChains(source, geodesic, crs, tolerance, finest);
    return both[Number(geodesic)];
  };
  return (geometry) => {
    if (isUnbounded(geometry)) return EVERYWHERE;
    const parts = simpleParts(geometry);
    for (const part of parts) chainsFor(part).coarse = false;
    const found = shapeOf(parts, chainsFor, finest);
    const shape =
      parts.some((part) => chainsFor(part).coarse) && tolerance > finest ? { ...found, coarse: true } : found;
    return cylinder ? onAllSides(shape, cylinder, Math.min(finest * NEAR_END, cylinder.width * MOST_NEAR)) : shape;
  };
}

function shapeOf(parts: readonly Geometry[], chainsFor: (part: Geometry) => PlaneChains, least: number): PlaneShape {
  const rings: Float64Array[] = [];
  const borders: Float64Array[] = [];
  const lines: Float64Array[] = [];
  const points = new Map<PlaneChains, Position[]>();
  for (const part of parts) {
    const chains = chainsFor(part);
    const { shape } = part;
    if (shape.type === 'Point') {
      const positions = points.get(chains);
      if (positions) positions.push(shape.coordinates);
      else points.set(chains, [shape.coordinates]);
    }
    if (shape.type === 'LineString') lines.push(thinned(chains.line(shape.coordinates), least));
    if (shape.type === 'LinearRing') lines.push(thinned(chains.line(closed(shape.coordinates)), least));
    if (shape.type === 'Polygon') {
      chains.polygon(shape.coordinates).forEach(({ ring, outline }, i) => {
        if (ring.length < 6) return;
        const shell = turned(ring, i === 0);
        rings.push(shell);
        if (outline) lines.push(thinned(outline, least));
        else borders.push(thinned(shell, least));
      });
    }
  }
  const places = Array.from(points, ([chains, positions]) => chains.points(positions)).reduce(joined, NO_POINTS);
  return {
    rings,
    borders,
    lines,
    points: places,
    box: boxAround([...rings, ...lines, places]),
    everywhere: false,
    coarse: false,
  };
}

function joined(one: Float64Array, other: Float64Array): Float64Array {
  if (other.length === 0) return one;
  if (one.length === 0) return other;
  const both = new Float64Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}

/** A chain without positions that are nearer than `least` to the one before, except its last: the form in which lines are drawn. */
function thinned(chain: Float64Array, least: number): Float64Array {
  const { length } = chain;
  let kept: Float64Array | undefined;
  let at = 2;
  let [x, y] = [chain[0], chain[1]];
  for (let i = 2; i < length; i += 2) {
    const dx = chain[i] - x;
    const dy = chain[i + 1] - y;
    if (dx * dx + dy * dy < least * least && i + 2 < length) {
      kept ??= chain.slice();
      continue;
    }
    x = chain[i];
    y = chain[i + 1];
    if (kept) {
      kept[at] = x;
      kept[at + 1] = y;
    }
    at += 2;
  }
  return kept ? kept.slice(0, at) : chain;
}

/** The ring counterclockwise, or clockwise. Turns it around in place. */
function turned(ring: Float64Array, counterclockwise: boolean): Float64Array {
  let twice = 0;
  let x0 = ring[ring.length - 2];
  let y0 = ring[ring.length - 1];
  for (let i = 0; i < ring.length; i += 2) {
    twice += (ring[i] - x0) * (y0 + ring[i + 1]);
    x0 = ring[i];
    y0 = ring[i + 1];
  }
  if (twice < 0 === counterclockwise) return ring;
  ring.reverse();
  for (let i = 0; i < ring.length; i += 2) [ring[i], ring[i + 1]] = [ring[i + 1], ring[i]];
  return ring;
}

/** A shape that comes near an end of the map or crosses it, repeated at the other end. */
function onAllSides(shape: PlaneShape, { width }: Cylinder, margin: number): PlaneShape {
  const end = width / 2 - margin;
  const { box } = shape;
  const shifts = [...(box[2] > end ? [-width] : []), ...(box[0] < -end ? [width] : [])];
  if (shifts.length === 0) return shape;
  const moved = (chain: Float64Array) =>
    shifts.map((shift) => chain.map((value, i) => (i % 2 === 0 ? value + shift : value)));
  const withCopies = (chains: readonly Float64Array[]) => chains.flatMap((chain) => [chain, ...moved(chain)]);
  const [rings, lines] = [withCopies(shape.rings), withCopies(shape.lines)];
  const points = moved(shape.points).reduce(joined, shape.points);
  const bounds = boxAround([...rings, ...lines, points]);
  return { ...shape, rings, borders: withCopies(shape.borders), lines, points, box: bounds };
}
