import { wrong } from '../errors.ts';

/** Halving an edge stops at this depth: 4096 parts. */
const MAX_DEPTH = 12;
/** Places that may be put between those of one chain. */
const MOST_PLACES = 2_000_000;

/** How edges run from place to place: what the plane makes of them. An edge goes from place `i` of a chain to place `j`. */
export interface Bending {
  /** Places in the plane. */
  project(places: Float64Array): Float64Array;
  /** Writes the place halfway along an edge. */
  middle(places: Float64Array, i: number, j: number, out: Float64Array, at: number): void;
  /** Whether an edge might be bent in the plane so that it matters. */
  mayBend(places: Float64Array, plane: Float64Array, i: number, j: number): boolean;
  /** Whether it is, by where its middle is in the plane. `depth` is how often it has been halved. */
  isBent(places: Float64Array, plane: Float64Array, i: number, j: number, x: number, y: number, depth: number): boolean;
}

/** A chain in the plane, with places put between until none of its edges is bent. All are x0, y0, x1, y1, … */
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

/** Where an edge ends that begins at `i`: behind the last place of a closed chain comes its first. */
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
