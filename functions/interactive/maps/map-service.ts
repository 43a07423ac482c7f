/** What clients of tiles have to know of a map. */
export interface MapService {
  /** The address of the map, `https://HOST/v1/projects/P/maps/M`. */
  readonly url: string;
  /** West, south, east, north in degrees. */
  readonly bounds: readonly [number, number, number, number];
  /** The extension of tiles whose format is the map's own. */
  readonly extension: 'png' | 'jpg';
}

/** The zoom levels that clients are told of: pixels of 4 mm at the last one. */
export const ZOOMS = { first: 0, last: 25 } as const;

/** Bounds within what Web Mercator shows; the world for those of an unbounded image. */
export function shownBounds(bounds: readonly number[] | undefined): MapService['bounds'] {
  const [west, south, east, north] = bounds ?? [-180, -90, 180, 90];
  // Beyond the antimeridian, clients want one box that is not.
  const across = west < -180 || east > 180;
  return [across ? -180 : west, Math.max(south, -MERCATOR), across ? 180 : east, Math.min(north, MERCATOR)];
}

/** The latitude at which the map of the world is a square. */
const MERCATOR = 85.0511287798066;
