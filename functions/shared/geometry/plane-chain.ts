import type { Crs } from '../raster/crs/crs.ts';
import { transformer } from '../raster/crs/transform.ts';
import { type Bending, bentChain } from './bend.ts';
import { MEAN_RADIUS, RADIANS } from './earth.ts';
import { LONGITUDE_LATITUDE, type Position } from './geometry.ts';
import { type Cylinder, cylinderOf } from './world.ts';

/** Edges of maps bend no more than this many times as much as a great circle on the equator's map does, away from the poles. */
const MOST_BENT = 8;
/** Nearer to a pole (degrees) edges may bend in any way. */
const POLAR = 10;

/** A ring in a plane: the boundary of the area, and the outline if it differs from that: it is open at the ends of the map. */
export interface PlaneRing {
  readonly ring: Float64Array;
  readonly outline: Float64Array | undefined;
}

/** Draws chains of positions in the plane of a reference system: edges are cut until they are nowhere off by more than a tolerance. */
export class PlaneChains {
  /** Whether an edge of the chains drawn so far is so long that a finer tolerance may give it more places. */
  coarse = false;
  readonly #tolerance: number;
  /** Edges are great circles between degrees; else straight lines in the source's coordinates. */
  readonly #geodesic: boolean;
  /** Whether chains are computed in degrees. */
  readonly #degrees: boolean;
  readonly #cylinder: Cylinder | undefined;
  readonly #toDegrees: ReturnType<typeof transformer>;
  readonly #toPlane: ReturnType<typeof transformer>;
  /** Edges up to this length in the plane are straight enough. */
  readonly #short: number;

  /**
   * @param tolerance in units of the target
   * @param finest the least tolerance that chains may be wanted with
   */
  constructor(source: Crs, geodesic: boolean, target: Crs, tolerance: number, finest: number) {
    this.#tolerance = tolerance;
    this.#geodesic = geodesic;
    this.#toDegrees = transformer(source, LONGITUDE_LATITUDE);
    this.#degrees = geodesic || this.#toDegrees.identity;
    this.#cylinder = cylinderOf(target);
    this.#toPlane = transformer(this.#degrees ? LONGITUDE_LATITUDE : source, target);
    this.#short = Math.sqrt((8 * finest * MEAN_RADIUS) / target.metersPerUnit / MOST_BENT);
  }

  /** Points, each by itself. */
  points(positions: readonly Position[]): Float64Array {
    return this.#project(this.#work(positions, false));
  }

  /** A line. */
  line(positions: readonly Position[]): Float64Array {
    return this.#bent(this.#work(positions, true), false);
  }

  /** Rings of one polygon, shell first, without their first positions again at the end. */
  polygon(rings: readonly (readonly Position[])[]): PlaneRing[] {
    const works = rings.map((ring) => this.#work(opened(ring), true));
    for (const hole of works.slice(1)) this.#ontoTurnOf(works[0], hole);
    return works.map((work) => {
      const turn = this.#turnOf(work);
      if (turn === 0) return { ring: this.#bent(work, true), outline: undefined };
      // It goes around a pole, along which it is closed.
      const line = Float64Array.of(...work, work[0] + turn, work[1]);
      const pole = work[1] + work[work.length - 1] > 0 ? 90 : -90;
      const ring = Float64Array.of(...line, work[0] + turn, pole, work[0], pole);
      return { ring: this.#bent(ring, true), outline: this.#bent(line, false) };
    });
  }

  /** The coordinates to compute with: degrees that continue beyond the 180th meridian along geodesics, or the source's own. */
  #work(positions: readonly Position[], chain: boolean): Float64Array {
    const work = new Float64Array(positions.length * 2);
    positions.forEach(([x, y], i) => {
      work[2 * i] = x;
      work[2 * i + 1] = y;
    });
    if (!this.#degrees) return work;
    this.#toDegrees.forward(work);
    if (this.#geodesic && this.#cylinder && chain) {
      for (let i = 2; i < work.length; i += 2) work[i] = near(work[i], work[i - 2]);
    }
    return work;
  }

  /** The difference in degrees between a ring's end and its start: 0, or ±360 for a ring around the Earth. */
  #turnOf(work: Float64Array): number {
    const { length } = work;
    if (!this.#geodesic || !this.#cylinder || length < 6) return 0;
    return Math.round((near(work[0], work[length - 2]) - work[0]) / 360) * 360;
  }

  /** Moves a hole to the turn around the Earth that its shell is on. */
  #ontoTurnOf(shell: Float64Array, hole: Float64Array): void {
    if (!this.#geodesic || !this.#cylinder || shell.length === 0 || hole.length === 0) return;
    let [west, east] = [Infinity, -Infinity];
    for (let i = 0; i < shell.length; i += 2) {
      west = Math.min(west, shell[i]);
      east = Math.max(east, shell[i]);
    }
    const turn = 360 * Math.round(((west + east) / 2 - hole[0]) / 360);
    for (let i = 0; i < hole.length; i += 2) hole[i] += turn;
  }

  /** Projects computed coordinates to the plane. */
  #project(work: Float64Array): Float64Array {
    const plane = work.slice();
    if (this.#toPlane.identity) return plane;
    const cylinder = this.#degrees ? this.#cylinder : undefined;
    if (cylinder && cylinder.latitude < 90) {
      for (let i = 1; i < plane.length; i += 2) {
        plane[i] = Math.max(-cylinder.latitude, Math.min(cylinder.latitude, plane[i]));
      }
    }
    this.#toPlane.forward(plane);
    if (cylinder) {
      for (let i = 0; i < plane.length; i += 2) {
        // Transformations take longitudes back to one turn.
        if (Math.abs(work[i]) > 180) plane[i] += cylinder.width * Math.round(work[i] / 360);
      }
    }
    return plane;
  }

  /** The chain in the plane with places put between until it is nowhere off by more than the tolerance. */
  #bent(work: Float64Array, closed: boolean): Float64Array {
    return this.#toPlane.identity && !this.#geodesic ? this.#project(work) : bentChain(work, closed, this.#bending);
  }

  readonly #bending: Bending = {
    project: (places) => this.#project(places),
    middle: (places, i, j, out, at) => {
      out[at] = (places[i] + places[j]) / 2;
      out[at + 1] = (places[i + 1] + places[j + 1]) / 2;
      if (this.#geodesic) greatCircleMiddle(places, i, j, out, at, this.#cylinder !== undefined);
    },
    mayBend: (places, plane, i, j) => {
      const dx = plane[j] - plane[i];
      const dy = plane[j + 1] - plane[i + 1];
      if (dx === 0 && dy === 0) return false;
      const straight = this.#degrees && Math.abs(places[i + 1]) < 90 - POLAR && Math.abs(places[j + 1]) < 90 - POLAR;
      if (straight && dx * dx + dy * dy < this.#short * this.#short) return false;
      this.coarse = true;
      return true;
    },
    isBent: (places, plane, i, j, x, y, depth) => {
      const [north, south] = [Math.max(places[i + 1], places[j + 1]), Math.min(places[i + 1], places[j + 1])];
      // Along a pole all longitudes are one place.
      if (this.#geodesic && Math.abs(north) >= 90 && Math.abs(south) >= 90) return false;
      // An edge over the equator is bent both ways: its middle says nothing.
      if (this.#geodesic && depth === 0 && north > 0 && south < 0) return true;
      const off = offLine(x - plane[i], y - plane[i + 1], plane[j] - plane[i], plane[j + 1] - plane[i + 1]);
      return off > this.#tolerance;
    },
  };
}

/** Writes the place halfway along a great circle: the sphere is near enough between nearby vertices. */
function greatCircleMiddle(
  places: Float64Array,
  i: number,
  j: number,
  out: Float64Array,
  at: number,
  runsOn: boolean,
): void {
  const [l0, p0, l1, p1] = [places[i], places[i + 1], places[j], places[j + 1]].map((angle) => angle * RADIANS);
  const x = Math.cos(p0) * Math.cos(l0) + Math.cos(p1) * Math.cos(l1);
  const y = Math.cos(p0) * Math.sin(l0) + Math.cos(p1) * Math.sin(l1);
  const z = Math.sin(p0) + Math.sin(p1);
  const longitude = Math.atan2(y, x) / RADIANS;
  out[at] = runsOn ? near(longitude, (places[i] + places[j]) / 2) : longitude;
  out[at + 1] = Math.atan2(z, Math.hypot(x, y)) / RADIANS;
}

/** The distance of (x, y) from the line through the origin along (dx, dy). */
function offLine(x: number, y: number, dx: number, dy: number): number {
  const length = Math.hypot(dx, dy);
  return length === 0 ? Math.hypot(x, y) : Math.abs(x * dy - y * dx) / length;
}

/** The longitude on the turn around the Earth that is nearest to another one. */
function near(longitude: number, other: number): number {
  const step = longitude - other;
  return Math.abs(step) <= 180 ? longitude : longitude - 360 * Math.round(step / 360);
}

/** A ring without its first position again at the end. */
function opened(ring: readonly Position[]): readonly Position[] {
  const last = ring[ring.length - 1];
  return ring.length > 1 && last[0] === ring[0][0] && last[1] === ring[0][1] ? ring.slice(0, -1) : ring;
}
