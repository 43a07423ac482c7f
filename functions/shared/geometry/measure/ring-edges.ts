import type { Position } from '../geometry.ts';

/** An edge of a ring in a plane, between its neighbours. */
export interface RingEdge {
  readonly from: Position;
  readonly to: Position;
  before: RingEdge;
  after: RingEdge;
}

/** The edges of a closed ring, without those that have no length. */
export function ringEdges(ring: readonly Position[]): RingEdge[] {
  const edges: RingEdge[] = [];
  for (let i = 1; i < ring.length; i++) {
    if (same(ring[i - 1], ring[i])) continue;
    const edge = { from: ring[i - 1], to: ring[i] } as RingEdge;
    edges.push(edge);
  }
  for (const [i, edge] of edges.entries()) {
    edge.before = edges[(i || edges.length) - 1];
    edge.after = edges[(i + 1) % edges.length];
  }
  return edges;
}

export function same(a: Position, b: Position): boolean {
  return a[0] === b[0] && a[1] === b[1];
}

/** The relative error of a determinant of doubles (Shewchuk, Adaptive precision floating-point arithmetic, 1997). */
const ROUNDING = 3.3306690738754716e-16;
/** And by so much where products are too small for doubles. */
const UNDERFLOW = 1e-300;

/** 1 if the way from a over b to c turns left, -1 if it turns right, 0 if it goes straight or rounding hides the turn. */
export function turn(a: Position, b: Position, c: Position): -1 | 0 | 1 {
  const left = (b[0] - a[0]) * (c[1] - a[1]);
  const right = (b[1] - a[1]) * (c[0] - a[0]);
  const bound = ROUNDING * (Math.abs(left) + Math.abs(right)) + UNDERFLOW;
  if (left - right > bound) return 1;
  return right - left > bound ? -1 : 0;
}
