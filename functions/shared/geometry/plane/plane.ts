import type { Crs } from '../../raster/crs/crs.ts';
import type { Position } from '../geometry.ts';

/** A plane onto which a part of the Earth is projected, to compute with shapes in it. */
export interface Plane {
  /** The reference system that the plane's coordinates are those of; undefined for a plane made for a computation. */
  readonly crs?: Crs;
  /** Whether the plane is longitude and latitude: the only one in which the world is cut, at the 180th meridian. */
  readonly degrees: boolean;
  /** Units of the plane that one metre on the Earth has at most, where distortion is least. */
  readonly unitsPerMeter: number;
  /** Projects longitude, latitude in degrees to the plane; not finite beyond the edge of the map. */
  forward(position: Position): Position;
  /** Converts a point of the plane to longitude, latitude in degrees. */
  inverse(place: Position): Position;
}
