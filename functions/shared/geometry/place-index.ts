import { BoxTree } from './box-tree.ts';
import { chordOf, groundDistance } from './chord.ts';
import type { Position } from './geometry.ts';
import { cartesian } from './segments.ts';

/** A reusable list of the points found around a position. */
export class Neighbours {
  /** The indexes of the points, and their distances in metres; the first `count` entries of both arrays count. */
  places = new Int32Array(16);
  distances = new Float64Array(16);
  count = 0;

  add(place: number, distance: number): void {
    if (this.count === this.places.length) {
      const [places, distances] = [this.places, this.distances];
      this.places = new Int32Array(2 * places.length);
      this.places.set(places);
      this.distances = new Float64Array(2 * distances.length);
      this.distances.set(distances);
    }
    this.places[this.count] = place;
    this.distances[this.count] = distance;
    this.count++;
  }
}

/** An index of points on the ground that finds the points around a position. Distances are on a sphere of the Earth's mean radius. */
export class PlaceIndex {
  /** Geocentric x, y, z in metres, one after the other. */
  readonly #places: Float64Array;
  readonly #tree: BoxTree;

  /** @param positions in degrees */
  constructor(positions: readonly Position[]) {
    this.#places = Float64Array.from(positions.flatMap(cartesian));
    const boxes = new Float64Array(positions.length * 6);
    for (let i = 0; i < positions.length; i++) {
      const place = this.#places.subarray(3 * i, 3 * i + 3);
      boxes.set(place, 6 * i);
      boxes.set(place, 6 * i + 3);
    }
    this.#tree = new BoxTree(boxes);
  }

  /** Bytes of an index of a number of points. */
  static bytes(count: number): number {
    return count * 24 + BoxTree.bytes(count);
  }

  /** Finds the points that are less than so many metres away. Equal queries give equal orders. */
  around(position: Position, meters: number, found: Neighbours): void {
    const limit = chordOf(meters);
    const [x, y, z] = cartesian(position);
    found.count = 0;
    this.#tree.search([x - limit, y - limit, z - limit, x + limit, y + limit, z + limit], (place) => {
      const distance = this.#distance(place, x, y, z);
      if (distance < meters) found.add(place, distance);
    });
  }

  /** Metres between two of the places. */
  between(one: number, other: number): number {
    const at = 3 * other;
    return this.#distance(one, this.#places[at], this.#places[at + 1], this.#places[at + 2]);
  }

  #distance(place: number, x: number, y: number, z: number): number {
    const at = 3 * place;
    const dx = this.#places[at] - x;
    const dy = this.#places[at + 1] - y;
    const dz = this.#places[at + 2] - z;
    return groundDistance(Math.sqrt(dx * dx + dy * dy + dz * dz));
  }
}
