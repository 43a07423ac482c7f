import { BoxTree } from './box-tree.ts';
import { chordError, chordOf, groundDistance } from './chord.ts';
import { ECCENTRICITY_2, geodesicDistance, MEAN_RADIUS, RADIANS } from './earth.ts';
import { geodesicCurve } from './edge.ts';
import type { Position } from './geometry.ts';
import { cartesian, type Segment } from './segments.ts';

/** The least and the largest length, in metres, of the pieces that outlines are cut into. */
const SHORTEST = 300;
const LONGEST = 20_000;

/** Positions that are nearer to the previous one than this part of the allowed error are left out. */
const SHORT = 0.2;

type Vector = readonly [number, number, number];

/**
 * An index of the outlines of geometries, as chords in space, that finds the distance from a position to the nearest outline. Chords are so
 * short that the ground is nowhere higher above them than a part of the allowed error.
 */
export class OutlineIndex {
  /** The ends of each chord: geocentric x, y, z, x, y, z in metres. */
  readonly #chords: Float64Array;
  readonly #tree: BoxTree;
  readonly #error: number;

  /** @param error metres that distances may be off */
  constructor(segments: readonly Segment[], error: number) {
    this.#error = error;
    // The ground's height over a chord is the square of its length over eight radii.
    const longest = Math.min(LONGEST, Math.max(SHORTEST, Math.sqrt(0.8 * MEAN_RADIUS * error)));
    this.#chords = chordsOf(segments, longest, error * SHORT);
    const boxes = new Float64Array(this.#chords.length);
    for (let i = 0; i < boxes.length; i += 6) {
      for (let k = i; k < i + 3; k++) {
        boxes[k] = Math.min(this.#chords[k], this.#chords[k + 3]);
        boxes[k + 3] = Math.max(this.#chords[k], this.#chords[k + 3]);
      }
    }
    this.#tree = new BoxTree(boxes);
  }

  /** Bytes that it holds. */
  get bytes(): number {
    return this.#chords.byteLength + BoxTree.bytes(this.#chords.length / 6);
  }

  /** A search for the distances of successive positions, each of which starts from the result of the one before. */
  search(radius: number): (position: Position) => number {
    // The limit in space is a little larger: the radii of the ellipsoid differ.
    const limit = chordOf(radius) * 1.01;
    let before: Vector | undefined;
    let found = Infinity;
    return (position) => {
      const place = cartesian(position);
      // Nothing is farther from here than from the place before, and the way from there.
      const least = before ? found + apart(place, before) : limit;
      const most = Math.min(limit, least * (1 + 1e-9) + 1e-6);
      const nearest = this.#tree.nearest(place, most * most, (chord) => this.#squared(place, chord));
      before = place;
      if (nearest < 0) {
        found = Infinity;
        return Infinity;
      }
      found = Math.sqrt(this.#squared(place, nearest));
      const meters = this.#meters(position, place, nearest);
      return meters <= radius ? meters : Infinity;
    };
  }

  /** The part of the way along a chord, from 0 to 1, at which it is nearest to a place. */
  #foot([x, y, z]: Vector, chord: number): number {
    const c = this.#chords;
    const i = 6 * chord;
    const dx = c[i + 3] - c[i];
    const dy = c[i + 4] - c[i + 1];
    const dz = c[i + 5] - c[i + 2];
    const squared = dx * dx + dy * dy + dz * dz;
    if (squared === 0) return 0;
    const part = ((x - c[i]) * dx + (y - c[i + 1]) * dy + (z - c[i + 2]) * dz) / squared;
    return part < 0 ? 0 : part > 1 ? 1 : part;
  }

  #squared(place: Vector, chord: number): number {
    const c = this.#chords;
    const i = 6 * chord;
    const t = this.#foot(place, chord);
    const dx = place[0] - c[i] - t * (c[i + 3] - c[i]);
    const dy = place[1] - c[i + 1] - t * (c[i + 4] - c[i + 1]);
    const dz = place[2] - c[i + 2] - t * (c[i + 5] - c[i + 2]);
    return dx * dx + dy * dy + dz * dz;
  }

  /** Metres over the ground to the foot on a chord. */
  #meters(position: Position, place: Vector, chord: number): number {
    const c = this.#chords;
    const i = 6 * chord;
    const t = this.#foot(place, chord);
    const at = (k: number) => c[i + k] + t * (c[i + k + 3] - c[i + k]);
    // The foot's geodetic latitude, from below the ground: exact there, and off by a part of e² of the depth over the radius here.
    const [x, y, z] = [at(0), at(1), at(2)];
    const foot: Position = [
      Math.atan2(y, x) / RADIANS,
      Math.atan2(z, (1 - ECCENTRICITY_2) * Math.hypot(x, y)) / RADIANS,
    ];
    const ground = cartesian(foot);
    const chordLength = apart(place, ground);
    if (chordError(chordLength) > this.#error / 2) return geodesicDistance(position, foot);
    return groundDistance(chordLength);
  }
}

/**
 * Chords from place to place along segments, none longer than is said. Places nearer than `short` metres to the one before are left out.
 */
function chordsOf(segments: readonly Segment[], longest: number, short: number): Float64Array {
  let chords = new Float64Array(6 * 64);
  let length = 0;
  const push = (a: Vector, b: Vector) => {
    if (length === chords.length) {
      const more = new Float64Array(2 * length);
      more.set(chords);
      chords = more;
    }
    chords.set(a, length);
    chords.set(b, length + 3);
    length += 6;
  };
  for (let i = 0; i < segments.length; i++) {
    const { from } = segments[i];
    let { to } = segments[i];
    const a = cartesian(from);
    let b = cartesian(to);
    while (i + 1 < segments.length && isSame(segments[i + 1].from, to) && apart(a, b) < short) {
      i++;
      to = segments[i].to;
      b = cartesian(to);
    }
    const parts = Math.ceil(groundDistance(apart(a, b)) / longest);
    const curve = parts > 1 ? geodesicCurve(from, to) : undefined;
    let start = a;
    for (let k = 1; k < parts && curve; k++) {
      const end = cartesian(curve(k / parts));
      push(start, end);
      start = end;
    }
    push(start, b);
  }
  return chords.slice(0, length);
}

function isSame(one: Position, other: Position): boolean {
  return one[0] === other[0] && one[1] === other[1];
}

function apart(a: Vector, b: Vector): number {
  return Math.sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2);
}
