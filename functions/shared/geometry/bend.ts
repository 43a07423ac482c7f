import { wrong } from '../errors.ts';

/** Halving an edge stops at this depth: 4096 parts. */
const MAX_DEPTH = 12;
/** The most positions that may be inserted into one chain. */
const MOST_PLACES = 2_000_000;

/**
 * The edges of a chain, as a projection bends them. An edge goes from the vertex at index `i` to the one at index `j`; arrays hold x0, y0,
 * x1, y1, …
 */
export interface Bending {
  /** Projects positions to the plane. */
  project(places: Float64Array): Float64Array;
  /** Writes the position halfway along an edge to `out[at]` and `out[at + 1]`. */
  middle(places: Float64Array, i: number, j: number, out: Float64Array, at: number): void;
  /** Whether an edge may be bent in the plane by more than the tolerance, so that it has to be measured. */
  mayBend(places: Float64Array, plane: Float64Array, i: number, j: number): boolean;
  /** Whether an edge is bent by more than the tolerance, given the projected middle (x, y). `depth` is the number of halvings so far. */
  isBent(places: Float64Array, plane: Float64Array, i: number, j: number, x: number, y: number, depth: number): boolean;
}

/**
 * Projects a chain, with positions inserted until none of its edges is bent. All arrays are x0, y0, x1, y1, …
 * @throws INVALID_ARGUMENT if that needs more than MOST_PLACES positions
 */
export function bentChain(chain: Float64Array, closed: boolean, bending: Bending): Float64Array {
  let places = chain;
  let plane = bending.project(chain);
  let open: Uint8Array | undefined;
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    const edges = edgesThat(places, plane, closed, open, bending);
    if (edges.length === 0) break;
    const middles = new Float64Array(edges.length * 2);
    edges.forEach((i, k) => {
      bending.middle(places, i, endOf(i, places), middles, 2 * k);
    });
    const found = bending.project(middles);
    const cut = edges.map((i, k) =>
      bending.isBent(places, plane, i, endOf(i, places), found[2 * k], found[2 * k + 1], depth),
    );
    if (!cut.includes(true)) break;
    const next = inserted(places, plane, edges, cut, middles, found);
    if (next.plane.length - chain.length > 2 * MOST_PLACES) {
      throw wrong('A feature has too many long edges to be drawn at this scale.');
    }
    [places, plane, open] = [next.places, next.plane, next.open];
  }
  return plane;
}

/** The index of the end of the edge that begins at `i`; the last vertex of a closed chain is followed by its first. */
function endOf(i: number, { length }: Float64Array): number {
  return i + 2 < length ? i + 2 : 0;
}

/** The edges (by where in the chain they begin) that may be bent. */
function edgesThat(
  places: Float64Array,
  plane: Float64Array,
  closed: boolean,
  open: Uint8Array | undefined,
  { mayBend }: Bending,
): number[] {
  const edges: number[] = [];
  const end = closed ? plane.length : plane.length - 2;
  for (let i = 0; i < end; i += 2) {
    if (open !== undefined && open[i / 2] === 0) continue;
    if (mayBend(places, plane, i, endOf(i, plane))) edges.push(i);
  }
  return edges;
}

/** The chain with the middles of the edges that are cut. Only their halves need be looked at again. */
function inserted(
  places: Float64Array,
  plane: Float64Array,
  edges: readonly number[],
  cut: readonly boolean[],
  middles: Float64Array,
  found: Float64Array,
): { places: Float64Array; plane: Float64Array; open: Uint8Array } {
  const length = plane.length + 2 * cut.filter(Boolean).length;
  const next = { places: new Float64Array(length), plane: new Float64Array(length), open: new Uint8Array(length / 2) };
  let [at, k] = [0, 0];
  const push = (from: Float64Array, fromPlane: Float64Array, i: number, open: boolean) => {
    next.places[at] = from[i];
    next.places[at + 1] = from[i + 1];
    next.plane[at] = fromPlane[i];
    next.plane[at + 1] = fromPlane[i + 1];
    if (open) next.open[at / 2] = 1;
    at += 2;
  };
  for (let i = 0; i < plane.length; i += 2) {
    const here = edges[k] === i;
    const divided = here && cut[k];
    push(places, plane, i, divided);
    if (divided) push(middles, found, 2 * k, true);
    if (here) k++;
  }
  return next;
}
