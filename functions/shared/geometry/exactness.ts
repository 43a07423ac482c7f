import type { Crs } from '../raster/crs/crs.ts';

/** The accuracy that is asked of an operation on geometries. */
export interface Exactness {
  /** The largest error of edges, in metres. A value above the default does not make results less accurate. */
  readonly meters?: number;
  /** The reference system in whose plane to answer it; else that of both geometries, or the Earth itself. */
  readonly crs?: Crs;
}
