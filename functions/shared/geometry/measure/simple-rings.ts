import Flatbush from 'flatbush';
import type { Position } from '../geometry.ts';
import { type RingEdge, ringEdges, same, turn } from './ring-edges.ts';

/** Pairs of edges that are looked at for each edge, and in all, before the question is left open. */
const PAIRS_AN_EDGE = 1000;
const MOST_PAIRS = 1e8;
/** The most touching pairs for each edge, which are kept: all edges may end in one vertex. */
const TOUCHES_AN_EDGE = 8;

/** Two passes through one vertex: the edges that start in it. */
type Touch = readonly [RingEdge, RingEdge];

/**
 * Whether closed rings in a plane, a shell and its holes, certainly bound one area. That is so if no edges cross, edges meet in common
 * vertices only (where rings may touch themselves and each other without crossing), and each hole is in the shell and in no other hole. The
 * area is then the sum over the edges. False if that does not hold, takes too long to find out, or is hidden by rounding.
 */
export function areSimpleRings(rings: readonly (readonly Position[])[]): boolean {
  const chains = rings.map(ringEdges);
  if (chains.some((edges) => edges.length < 3)) return false;
  const touches = touchesOf(chains.flat());
  if (touches === undefined || touches.some(isCrossing)) return false;
  return chains.length === 1 || areHoles(chains);
}

/**
 * The vertices in which edges meet that are not neighbours; undefined if edges cross or meet elsewhere. Edges are swept from left to right.
 */
function touchesOf(edges: readonly RingEdge[]): Touch[] | undefined {
  const touches: Touch[] = [];
  const sorted = edges.map(boxed).sort((a, b) => a.left - b.left);
  let pairs = Math.min(MOST_PAIRS, PAIRS_AN_EDGE * edges.length);
  const active: Boxed[] = [];
  for (const one of sorted) {
    let kept = 0;
    for (const other of active) {
      if (other.right < one.left) continue;
      active[kept++] = other;
      if (one.bottom > other.top || other.bottom > one.top) continue;
      if (!meetWell(one.edge, other.edge, touches)) return undefined;
    }
    pairs -= active.length;
    if (pairs < 0 || touches.length > TOUCHES_AN_EDGE * edges.length) return undefined;
    active.length = kept;
    active.push(one);
  }
  return touches;
}

interface Boxed {
  readonly edge: RingEdge;
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

function boxed(edge: RingEdge): Boxed {
  const { from, to } = edge;
  return {
    edge,
    left: Math.min(from[0], to[0]),
    right: Math.max(from[0], to[0]),
    bottom: Math.min(from[1], to[1]),
    top: Math.max(from[1], to[1]),
  };
}

/** Whether two edges have no point in common, or one vertex only. */
function meetWell(one: RingEdge, other: RingEdge, touches: Touch[]): boolean {
  if (same(one.from, other.from)) return share(one, one.to, other, other.to, touches);
  if (same(one.from, other.to)) return share(one, one.to, other.after, other.from, touches);
  if (same(one.to, other.from)) return share(one.after, one.from, other, other.to, touches);
  if (same(one.to, other.to)) return share(one.after, one.from, other.after, other.from, touches);
  return isBeside(one, other) || isBeside(other, one);
}

/** Whether edges from a vertex to two ends have no more in common than it. Edges that are not neighbours touch there. */
function share(one: RingEdge, end: Position, other: RingEdge, otherEnd: Position, touches: Touch[]): boolean {
  const [x, y] = one.from;
  const forward = (end[0] - x) * (otherEnd[0] - x) + (end[1] - y) * (otherEnd[1] - y) >= 0;
  if (forward && turn(one.from, end, otherEnd) === 0) return false;
  if (one !== other) touches.push([one, other]);
  return true;
}

/** Whether both ends of an edge are on one side of another one. */
function isBeside(edge: RingEdge, other: RingEdge): boolean {
  const side = turn(other.from, other.to, edge.from);
  return side !== 0 && side === turn(other.from, other.to, edge.to);
}

/** Nearer directions than this, in radians, are not told apart. */
const SAME_WAY = 1e-9;

/** Whether one pass through a vertex comes from the one side of the other pass and goes to the other side. */
function isCrossing([one, other]: Touch): boolean {
  const base = angle(one.from, one.before.from);
  const [out, otherIn, otherOut] = [one.to, other.before.from, other.to].map((end) => {
    const turned = angle(one.from, end) - base;
    return turned < 0 ? turned + 2 * Math.PI : turned;
  });
  if (Math.abs(out - otherIn) < SAME_WAY || Math.abs(out - otherOut) < SAME_WAY) return true;
  return otherIn < out !== otherOut < out;
}

function angle(from: Position, to: Position): number {
  return Math.atan2(to[1] - from[1], to[0] - from[0]);
}

/** Whether rings that do not cross are a shell and holes in it, none of which is in another. */
function areHoles([shell, ...holes]: readonly RingEdge[][]): boolean {
  const owners = [shell, ...holes].flatMap((ring) => ring.map((edge) => ({ edge, ring })));
  const index = new Flatbush(owners.length);
  for (const { edge } of owners) {
    const { left, bottom, right, top } = boxed(edge);
    index.add(left, bottom, right, top);
  }
  index.finish();
  let pairs = MOST_PAIRS;
  for (const hole of holes) {
    // Rings meet in vertices only: the middle of an edge is on no other.
    const [{ from, to }] = hole;
    const place: Position = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
    // The rings that a ray from the place to the right crosses an odd number of times.
    const around = new Set<readonly RingEdge[]>();
    const ahead = index.search(place[0], place[1], Number.POSITIVE_INFINITY, place[1]);
    pairs -= ahead.length;
    if (pairs < 0) return false;
    for (const item of ahead) {
      const { edge, ring } = owners[item];
      const upwards = edge.from[1] <= place[1];
      if (ring === hole || upwards === edge.to[1] <= place[1]) continue;
      const side = turn(edge.from, edge.to, place);
      // It is on the edge, or so near that rounding hides it.
      if (side === 0) return false;
      if (side > 0 === upwards && !around.delete(ring)) around.add(ring);
    }
    if (around.size !== 1 || !around.has(shell)) return false;
  }
  return true;
}
