import type { RasterOpener } from '../source/opener.ts';

/** The resources and limits of computing pixels. One for each request. */
export interface PixelContext {
  /** Aborted when the request is over: cancelled or out of time. */
  readonly signal: AbortSignal;
  /** Raster files, with their caches of headers and blocks. */
  readonly rasters: RasterOpener;
  /**
   * Claims memory for the request's life of intermediate tiles; throws "User memory limit exceeded." beyond the limit.
   * Returns a function that gives the claim back.
   */
  claim(bytes: number): () => void;
}
