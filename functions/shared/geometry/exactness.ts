import type { Crs } from '../raster/crs/crs.ts';

/** How a question about two geometries is to be answered. */
export interface Exactness {
  /** How far edges may be off, in metres; never taken as leave to be sloppier than the default. */
  readonly meters?: number;
  /** The reference system in whose plane to answer it; else that of both geometries, or the Earth itself. */
  readonly crs?: Crs;
}
