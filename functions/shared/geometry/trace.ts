import { invalid } from '../errors.ts';
import { sameCrs } from '../raster/crs/crs.ts';
import { RADIANS } from './earth.ts';
import { type Curve, edgesOf, toDegrees } from './edge.ts';
import type { Geometry, Position } from './geometry.ts';
import type { Plane } from './plane/plane.ts';

/** Halving an edge stops at this depth: 4096 parts. */
const MAX_DEPTH = 12;
/** Places that may be put between vertices in all. */
const MOST_PLACES = 1_000_000;

/**
 * Draws geometries in a plane: edges become chains of straight pieces that are nowhere off by more than a tolerance. Remembers which
 * places are vertices that were given, so that they come back exactly, and which were put in between, so that they need not come back.
 */
export class Trace {
  readonly plane: Plane;
  /** The largest error of edges, in units of the plane. */
  readonly tolerance: number;
  readonly #keptTolerance: number;
  #count = 0;
  readonly #given = new Map<string, Position>();
  /** The directions of the chain before and after. */
  readonly #between = new Map<string, readonly [before: Position, after: Position]>();

  /**
   * @param meters how far edges may be off
   * @param keptMeters the same where places between vertices come back in results, which should not have more of them than needed
   */
  constructor(plane: Plane, meters: number, keptMeters: number = meters) {
    this.plane = plane;
    this.tolerance = meters * plane.unitsPerMeter;
    this.#keptTolerance = keptMeters * plane.unitsPerMeter;
  }

  /** The position in degrees of a vertex that was given; undefined for other places. */
  given(place: Position): Position | undefined {
    return this.#given.get(keyOf(place));
  }

  /** Whether a point was inserted into an edge of the same kind as those of the result. */
  between(place: Position): boolean {
    return this.#between.has(keyOf(place));
  }

  /** Whether a point that was inserted into an edge is still on it: the chain before and after it has the directions of the edge. */
  staysOnEdge(place: Position, previous: Position, next: Position): boolean {
    const directions = this.#between.get(keyOf(place));
    if (directions === undefined) return false;
    const [before, after] = directions;
    const [from, to] = [direction(place, previous), direction(place, next)];
    return (alike(from, before) && alike(to, after)) || (alike(from, after) && alike(to, before));
  }

  /** Notes that a place stands for a given vertex under other coordinates too: a turn around the Earth later. */
  alias(place: Position, original: Position): void {
    const position = this.#given.get(keyOf(original));
    if (position) this.#given.set(keyOf(place), position);
    const directions = this.#between.get(keyOf(original));
    if (directions) this.#between.set(keyOf(place), directions);
  }

  point(geometry: Geometry, position: Position): Position {
    const own = this.#isOwn(geometry);
    const degrees = toDegrees(geometry)(position);
    const place = own && !this.plane.degrees ? position : this.plane.forward(degrees);
    this.#given.set(keyOf(place), degrees);
    return place;
  }

  /**
   * A line through positions in the geometry's coordinates.
   * @param kept whether places between the vertices must come back in results
   */
  line(geometry: Geometry, positions: readonly Position[], kept: boolean): Position[] {
    const places: Position[] = [];
    const edges = edgesOf(geometry);
    const straight = this.#isOwn(geometry) && !geometry.geodesic;
    for (const [i, to] of positions.entries()) {
      let place = this.point(geometry, to);
      const from = positions[i - 1];
      if (from !== undefined && !straight) {
        const start = places[places.length - 1];
        // Always in the same direction: what shares an edge then shares all places on it.
        const backwards = from[0] > to[0] || (from[0] === to[0] && from[1] > to[1]);
        const curve = backwards ? edges(to, from) : edges(from, to);
        if (this.plane.degrees) place = this.#onSameTurn(place, this.#unwrapped(curve(0.5), start));
        if (from[0] !== to[0] || from[1] !== to[1]) {
          const ends = backwards ? [place, start] : [start, place];
          const between: Position[] = [];
          this.#subdivide(between, curve, [0, ends[0]], [1, ends[1]], MAX_DEPTH, kept);
          if (!kept) this.#noteBetween([ends[0], ...between, ends[1]]);
          for (const middle of backwards ? between.reverse() : between) places.push(middle);
        }
      }
      places.push(place);
    }
    return places;
  }

  /** Whether the geometry's coordinates are those of the plane. */
  #isOwn(geometry: Geometry): boolean {
    return this.plane.crs !== undefined && sameCrs(this.plane.crs, geometry.crs);
  }

  /** Longitudes run on over the 180th meridian: no step is longer than half a turn. */
  #unwrapped(place: Position, before: Position): Position {
    if (!this.plane.degrees || Math.abs(place[0] - before[0]) <= 180) return place;
    return [place[0] - 360 * Math.round((place[0] - before[0]) / 360), place[1]];
  }

  #onSameTurn(place: Position, before: Position): Position {
    const turned = this.#unwrapped(place, before);
    if (turned !== place) this.alias(turned, place);
    return turned;
  }

  /** Notes the inner places of a chain as put between vertices. */
  #noteBetween(chain: readonly Position[]): void {
    for (let i = 1; i < chain.length - 1; i++) {
      this.#between.set(keyOf(chain[i]), [direction(chain[i], chain[i - 1]), direction(chain[i], chain[i + 1])]);
    }
  }

  #subdivide(
    places: Position[],
    curve: Curve,
    [t0, start]: readonly [number, Position],
    [t1, end]: readonly [number, Position],
    depth: number,
    kept: boolean,
  ): void {
    if (depth === 0) return;
    const at = (t: number): Position => this.#unwrapped(this.plane.forward(curve(t0 + (t1 - t0) * t)), start);
    const middle = at(0.5);
    // An edge over the equator is bent both ways: its middle says nothing, a quarter does.
    const stretch = this.plane.degrees ? Math.cos(middle[1] * RADIANS) : 1;
    const off = Math.max(offLine(middle, start, end, stretch), offLine(at(0.25), start, end, stretch));
    if (!(off > (kept ? this.#keptTolerance : this.tolerance))) return;
    const t = (t0 + t1) / 2;
    this.#subdivide(places, curve, [t0, start], [t, middle], depth - 1, kept);
    if (++this.#count > MOST_PLACES) throw invalid("The geometry is too complex. Use a larger 'maxError'.");
    places.push(middle);
    this.#subdivide(places, curve, [t, middle], [t1, end], depth - 1, kept);
  }
}

function keyOf([x, y]: Position): string {
  return `${x},${y}`;
}

/** The distance of a point from the line through two others; x is multiplied by `stretch`. */
function offLine([x, y]: Position, [x0, y0]: Position, [x1, y1]: Position, stretch: number): number {
  const [dx, dy] = [(x1 - x0) * stretch, y1 - y0];
  const [px, py] = [(x - x0) * stretch, y - y0];
  const length = Math.hypot(dx, dy);
  return length === 0 ? Math.hypot(px, py) : Math.abs(px * dy - py * dx) / length;
}

/** The largest difference, in radians, between directions that count as the same. */
const SAME_WAY = 1e-3;

function direction(from: Position, to: Position): Position {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  return [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
}

function alike(a: Position, b: Position): boolean {
  return Math.hypot(a[0] - b[0], a[1] - b[1]) < SAME_WAY;
}
