import Flatbush from 'flatbush';
import type { Box } from './bounds.ts';
import { MEAN_RADIUS, RADIANS } from './earth.ts';
import type { Geometry } from './geometry.ts';
import { isEmpty, isUnbounded } from './parts.ts';
import { degreeBounds } from './shapes/bounds.ts';

/** The margin in degrees that is added to bounds, because predicates count nearby geometries as touching: a metre at the most. */
const MARGIN = 2e-5;
/** The largest ratio of a distance on the sphere to that on the ellipsoid, with some reserve. */
const STRETCH = 1.01;

/** An index of geometries that finds those which may be within a distance of another, by their bounds along meridians and parallels. */
export class SpatialIndex {
  readonly #tree: Flatbush | undefined;
  /** The original indexes of the geometries in the tree, in the order in which they were added. */
  readonly #places: readonly number[];
  readonly #unbounded: readonly number[];

  /** @param geometries null and empty ones are never found, unbounded ones always */
  constructor(geometries: readonly (Geometry | null)[]) {
    const places: number[] = [];
    const unbounded: number[] = [];
    for (const [place, geometry] of geometries.entries()) {
      if (geometry === null || isEmpty(geometry)) continue;
      (isUnbounded(geometry) ? unbounded : places).push(place);
    }
    this.#places = places;
    this.#unbounded = unbounded;
    if (places.length === 0) return;
    this.#tree = new Flatbush(places.length);
    for (const place of places) this.#tree.add(...grown(degreeBounds(geometries[place] as Geometry), 0));
    this.#tree.finish();
  }

  /** The indexes, in ascending order, of all geometries within a distance in metres of another, and of some that are farther. */
  near(geometry: Geometry, meters = 0): number[] {
    if (isEmpty(geometry)) return [];
    const boxes = boxesAround(geometry, meters);
    if (boxes === undefined) return [...this.#places, ...this.#unbounded].sort((a, b) => a - b);
    const found = new Set(this.#unbounded);
    for (const box of boxes) {
      for (const item of this.#tree?.search(...box) ?? []) found.add(this.#places[item]);
    }
    return [...found].sort((a, b) => a - b);
  }
}

/**
 * Boxes in degrees such that every geometry within so many metres of this one touches one of them. Longitudes may continue beyond 180
 * across that meridian, here or in the searched bounds, so there is a box for each turn. Undefined if the whole world is near.
 */
export function boxesAround(geometry: Geometry, meters = 0): readonly Box[] | undefined {
  if (isUnbounded(geometry)) return undefined;
  if (isEmpty(geometry)) return [];
  const [west, south, east, north] = grown(degreeBounds(geometry), meters);
  return [-360, 0, 360].map((turn) => [west + turn, south, east + turn, north]);
}

/** Bounds enlarged by a distance in metres. */
function grown([west, south, east, north]: Box, meters: number): Box {
  const angle = (Math.max(0, meters) * STRETCH) / MEAN_RADIUS / RADIANS;
  const [bottom, top] = [south - angle - MARGIN, north + angle + MARGIN];
  // Around a pole all longitudes are near.
  if (!(top < 90 && bottom > -90)) return [-180, bottom, 180, top];
  const farthest = Math.max(Math.abs(bottom), Math.abs(top)) * RADIANS;
  const aside = Math.asin(Math.min(1, Math.sin(Math.min(Math.PI / 2, angle * RADIANS)) / Math.cos(farthest))) / RADIANS;
  return [west - aside - MARGIN, bottom, east + aside + MARGIN, top];
}
