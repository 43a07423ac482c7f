import type { Crs } from '../../raster/crs/crs.ts';
import type { Position } from '../geometry.ts';

/** A flat map of a part of the Earth in which shapes are computed with. */
export interface Plane {
  /** The reference system that the plane's coordinates are those of; undefined for a plane made for a computation. */
  readonly crs?: Crs;
  /** Whether the plane is longitude and latitude: the only one in which the world is cut, at the 180th meridian. */
  readonly degrees: boolean;
  /** At most so many units of the plane are one metre on the Earth, where distortion is least. */
  readonly unitsPerMeter: number;
  /** From degrees. Not finite beyond the edge of the map. */
  forward(position: Position): Position;
  /** To degrees. */
  inverse(place: Position): Position;
}
