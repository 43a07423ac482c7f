import type { ObjectValue } from '../values/value.ts';
import type { PixelNode } from './pixels/node.ts';

/** A box in degrees, in EPSG:4326. Where it crosses the 180th meridian, east is greater than 180. */
export type Bounds = readonly [west: number, south: number, east: number, north: number];

/**
 * The region of the Earth where a band may have pixels: it is masked everywhere else. docs/semantics.md has the rule by which the footprint
 * of a result follows from those of its inputs.
 */
export interface Footprint {
  /** A box around the region; it may be larger than necessary. */
  readonly bounds: Bounds;
  /** The region as pixels: 1 inside, masked outside. */
  readonly pixels: PixelNode;
  /** The region as a geometry of the language. */
  readonly geometry: ObjectValue;
  /** The intersection of both. */
  and(other: Footprint): Footprint;
  /** The union of both. */
  or(other: Footprint): Footprint;
  /** The same region with other bounds: for pixels that reach beyond it by parts of themselves. */
  withBounds(bounds: Bounds): Footprint;
}

/** The footprint of pixels that are masked where either input is: the intersection. Undefined is everywhere. */
export function commonFootprint(a: Footprint | undefined, b: Footprint | undefined): Footprint | undefined {
  return a && b ? a.and(b) : (a ?? b);
}

/** The footprint of pixels that are masked where both inputs are: the union. Undefined is everywhere. */
export function jointFootprint(a: Footprint | undefined, b: Footprint | undefined): Footprint | undefined {
  return a && b ? a.or(b) : undefined;
}
